import { Avatar, Button, Divider, Group, Popover, SegmentedControl, Stack, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconChevronDown, IconKeyboard, IconLogout, IconUserCog } from "@tabler/icons-react";
import { useState } from "react";
import { common } from "../texts/common.ts";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useTexts } from "../texts/language.tsx";
import { ButtonLink } from "./links.tsx";
import { useMe, useWorld } from "./world.ts";

const THEMES = ["auto", "light", "dark"] as const;

function LanguageChoice() {
  const texts = useTexts(common);
  const { language, choose } = useLanguage();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={texts.language}
      value={language}
      data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      onChange={(value) => {
        const chosen = LANGUAGES.find((one) => one === value);
        if (chosen) choose(chosen);
      }}
    />
  );
}

function ThemeChoice() {
  const texts = useTexts(common);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={texts.theme}
      value={colorScheme}
      data={THEMES.map((value) => ({ value, label: texts.themes[value] }))}
      onChange={(value) => {
        const chosen = THEMES.find((one) => one === value);
        if (chosen) setColorScheme(chosen);
      }}
    />
  );
}

/** Who is signed in, how the console looks and speaks, and the way out. @param help shows what can be done by the keyboard */
export function AccountMenu({ help }: { help(): void }) {
  const texts = useTexts(common);
  const me = useMe();
  const { session } = useWorld();
  const name = me?.name ?? me?.username ?? "";
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className="account-button" onClick={() => setOpened((before) => !before)}>
          <Group gap={8} wrap="nowrap">
            <span className="heard">{texts.accountMenu}</span>
            <Avatar size={30} radius="xl" name={name} className="quiet-avatar" aria-hidden="true" />
            <Text size="sm" fw={550} visibleFrom="sm" truncate maw={180}>
              <bdi>{name}</bdi>
            </Text>
            <IconChevronDown size={14} aria-hidden="true" />
          </Group>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.accountMenu}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {texts.signedInAs}
            <Text span fw={600} c="var(--mantine-color-text)" display="block" truncate>
              <bdi>{name}</bdi>
            </Text>
          </Text>
          <ButtonLink to="/account/profile" variant="default" leftSection={<IconUserCog size={16} aria-hidden="true" />} onClick={() => setOpened(false)}>
            {texts.account}
          </ButtonLink>
          <Divider />
          <LanguageChoice />
          <ThemeChoice />
          <Divider />
          <Button
            variant="default"
            leftSection={<IconKeyboard size={16} aria-hidden="true" />}
            onClick={() => {
              setOpened(false);
              help();
            }}
          >
            {texts.keyboard}
          </Button>
          <Button variant="default" leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={session.signOut}>
            {texts.signOut}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
