import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ICON } from "../parts/icon.ts";
import { useTexts } from "../texts/language.tsx";
import type { MetadataPair } from "./form.ts";
import { connections } from "./texts.ts";

interface Props {
  readonly pairs: readonly MetadataPair[];
  errorOf(key: string): ReactNode;
  onChange(pairs: readonly MetadataPair[]): void;
}

/** Which keys of an account's metadata are written from which claims. */
export function MetadataFields({ pairs, errorOf, onChange }: Props) {
  const texts = useTexts(connections);
  const replace = (at: number, pair: MetadataPair) => onChange(pairs.map((one, i) => (i === at ? pair : one)));
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {texts.metadata}
      </Text>
      {pairs.map(([key, claim], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is known by its place, as both of its texts are being typed
        <Group key={at} gap={6} wrap="nowrap" align="flex-start">
          <TextInput
            flex={1}
            aria-label={`${texts.metadataKey} ${at + 1}`}
            placeholder={texts.metadataKey}
            value={key}
            error={errorOf(key)}
            onChange={(event) => replace(at, [event.currentTarget.value, claim])}
          />
          <TextInput
            flex={1}
            aria-label={`${texts.metadataClaim} ${at + 1}`}
            placeholder={texts.metadataClaim}
            value={claim}
            classNames={{ input: "mono" }}
            onChange={(event) => replace(at, [key, event.currentTarget.value])}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            size={36}
            aria-label={texts.removeMetadata(key || String(at + 1))}
            onClick={() => onChange(pairs.filter((_pair, i) => i !== at))}
          >
            <IconTrash {...ICON} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus {...ICON} />}
        style={{ alignSelf: "flex-start" }}
        onClick={() => onChange([...pairs, ["", ""]])}
      >
        {texts.addMetadata}
      </Button>
    </Stack>
  );
}
