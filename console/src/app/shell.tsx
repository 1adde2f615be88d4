import { AppShell, Burger, Button, Group, NativeSelect, NavLink, type NavLinkProps, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { createLink, Outlet } from "@tanstack/react-router";
import type { Ref } from "react";
import { answerOf } from "../api/client.ts";
import { common } from "../texts/common.ts";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useTexts } from "../texts/language.tsx";
import { useWorld } from "./world.ts";

const LinkInNavigation = createLink(function NavigationAnchor({ ref, ...props }: NavLinkProps & { readonly ref?: Ref<HTMLAnchorElement> }) {
  return <NavLink component="a" ref={ref} {...props} />;
});

const THEMES = ["auto", "light", "dark"] as const;

function Preferences() {
  const texts = useTexts(common);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="xs">
      <NativeSelect
        label={texts.language}
        value={language}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChange={(event) => {
          const chosen = LANGUAGES.find((one) => one === event.currentTarget.value);
          if (chosen) choose(chosen);
        }}
      />
      <NativeSelect
        label={texts.theme}
        value={colorScheme}
        data={THEMES.map((value) => ({ value, label: texts.themes[value] }))}
        onChange={(event) => {
          const chosen = THEMES.find((one) => one === event.currentTarget.value);
          if (chosen) setColorScheme(chosen);
        }}
      />
    </Stack>
  );
}

function Account() {
  const texts = useTexts(common);
  const { api, session } = useWorld();
  const me = useQuery({
    queryKey: ["me"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/users/me", { signal })).value,
    staleTime: 300_000,
  });
  return (
    <Stack gap="xs">
      {me.data && (
        <Text size="sm">
          {texts.signedInAs} <b>{me.data.name ?? me.data.username}</b>
        </Text>
      )}
      <Button variant="default" onClick={session.signOut}>
        {texts.signOut}
      </Button>
    </Stack>
  );
}

/** What is around every page. */
export function Shell() {
  const texts = useTexts(common);
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <AppShell header={{ height: 56 }} navbar={{ width: 240, breakpoint: "sm", collapsed: { mobile: !opened } }} padding="md">
        <AppShell.Header>
          <Group h="100%" px="md">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={texts.menu} aria-expanded={opened} />
            <Text fw={700}>{texts.console}</Text>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="md" aria-label={texts.navigation}>
          <AppShell.Section grow>
            <LinkInNavigation to="/users" label={texts.users} activeProps={{ active: true }} onClick={close} />
          </AppShell.Section>
          <AppShell.Section>
            <Stack>
              <Preferences />
              <Account />
            </Stack>
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1}>
          <Outlet />
        </AppShell.Main>
      </AppShell>
    </>
  );
}
