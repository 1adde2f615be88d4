import { AppShell, Burger, Group, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Notifications } from "@mantine/notifications";
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { useLeftOut } from "./left-out.ts";
import { Navigation } from "./navigation.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { Shortcuts } from "./shortcuts.tsx";

/** What is around every page. */
export function Shell() {
  const texts = useTexts(common);
  const [opened, { toggle, close }] = useDisclosure();
  const [helps, setHelps] = useState(false);
  useLeftOut();
  return (
    <>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <section aria-label={texts.notices}>
        <Notifications position="bottom-right" autoClose={8000} containerWidth={420} withinPortal={false} />
      </section>
      <Shortcuts shown={helps} show={setHelps} />
      <AppShell header={{ height: 56 }} navbar={{ width: 236, breakpoint: "sm", collapsed: { mobile: !opened } }} padding={{ base: "md", md: "lg" }}>
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={texts.menu} aria-expanded={opened} />
              <Text fw={700} size="lg" className="brand">
                {texts.console}
              </Text>
            </Group>
            <Group gap="sm" wrap="nowrap">
              <PaletteButton />
              <AccountMenu help={() => setHelps(true)} />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar aria-label={texts.navigation}>
          <AppShell.Section grow component={ScrollArea} p="sm">
            <Navigation close={close} />
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1}>
          <Outlet />
        </AppShell.Main>
      </AppShell>
    </>
  );
}
