import { Group, Kbd, SimpleGrid, Stack, Switch, Text, Title } from "@mantine/core";
import { useState } from "react";
import { usePaletteKeys } from "../app/palette-keys.ts";
import { SHORTCUTS } from "../app/shortcuts.tsx";
import { forGood } from "../auth/stored.ts";
import { Dialog } from "../parts/dialog.tsx";
import { useTexts } from "../texts/language.tsx";
import { useRooms } from "./rooms.ts";
import { shortcuts } from "./texts.ts";

interface Line {
  readonly does: string;
  readonly keys: readonly string[];
  /** The keys are pressed one after the other. */
  readonly inTurn?: boolean;
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  const texts = useTexts(shortcuts);
  return (
    <Stack gap={6}>
      <Title order={3} size="sm">
        {title}
      </Title>
      <Stack gap={4} component="ul" className="plain-list">
        {lines.map(({ does, keys, inTurn = false }) => (
          <Group key={does} component="li" justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{does}</Text>
            <Group gap={6} wrap="nowrap">
              {keys.map((key, at) => (
                <Group key={key} gap={6} wrap="nowrap">
                  {at > 0 && (
                    <Text size="xs" c="dimmed" span>
                      {inTurn ? texts.inTurn : texts.or}
                    </Text>
                  )}
                  <Kbd size="xs">{key}</Kbd>
                </Group>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Stack>
  );
}

/** Whether single keys do something. */
function OnOff() {
  const texts = useTexts(shortcuts);
  const [isOn, setOn] = useState(forGood.read(SHORTCUTS) !== "off");
  return (
    <Switch
      label={texts.on}
      description={texts.onWhy}
      checked={isOn}
      onChange={({ currentTarget: { checked } }) => {
        setOn(checked);
        forGood.write(SHORTCUTS, checked ? null : "off");
      }}
    />
  );
}

/** What can be done by the keyboard. */
export function Help({ close }: { close(): void }) {
  const texts = useTexts(shortcuts);
  const { keys } = texts;
  const paletteKeys = usePaletteKeys();
  const rooms = useRooms();
  return (
    <Dialog title={texts.title} opened close={close} size="xl">
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
          <Stack gap="lg">
            <Lines
              title={texts.everywhere}
              lines={[
                { does: keys.palette, keys: [paletteKeys] },
                { does: keys.search, keys: ["/"] },
                { does: keys.help, keys: ["?"] },
              ]}
            />
            <Lines
              title={texts.tables}
              lines={[
                { does: keys.walk, keys: ["↓ ↑", "j k"] },
                { does: keys.ends, keys: [texts.homeEnd] },
                { does: keys.select, keys: ["x"] },
                { does: keys.open, keys: ["Enter"] },
              ]}
            />
          </Stack>
          <Lines title={texts.go} lines={rooms.map(({ label, key }) => ({ does: label, keys: ["g", key], inTurn: true }))} />
        </SimpleGrid>
        <OnOff />
      </Stack>
    </Dialog>
  );
}
