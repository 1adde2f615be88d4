import { Button, Divider, Popover, SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLogout, IconUserCog } from "@tabler/icons-react";
import { type ComponentProps, cloneElement, type ReactElement, useState } from "react";
import { ButtonLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { common } from "../texts/common.ts";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useTexts } from "../texts/language.tsx";

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

interface Props {
  readonly name: string;
  /** Shows what can be done by the keyboard. */
  help(): void;
  /** The button that it opens at; given `onClick`. */
  readonly children: ReactElement<ComponentProps<"button">>;
}

/** Who is signed in, how the console looks and speaks, and the way out. */
export default function AccountPanel({ name, help, children }: Props) {
  const texts = useTexts(common);
  const { session } = useWorld();
  const [opened, setOpened] = useState(true);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} shadow="md" trapFocus returnFocus>
      <Popover.Target>{cloneElement(children, { onClick: () => setOpened((before) => !before) })}</Popover.Target>
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
