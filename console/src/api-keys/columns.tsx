import { Stack, Text } from "@mantine/core";
import type { Column } from "../parts/data-table.tsx";
import { Moment } from "../parts/moment.tsx";
import { useTexts } from "../texts/language.tsx";
import type { ApiKey } from "./source.ts";
import { KeyStanding, Rotated } from "./standing.tsx";
import { keys } from "./texts.ts";

/** What is shown of keys in a table. */
export function useKeyColumns<Key extends ApiKey = ApiKey>(): readonly Column<Key>[] {
  const texts = useTexts(keys);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ name, description }) => (
        <Stack gap={0}>
          <Text size="sm" fw={550} truncate>
            <bdi>{name}</bdi>
          </Text>
          {description !== null && (
            <Text size="xs" c="dimmed" truncate>
              <bdi>{description}</bdi>
            </Text>
          )}
        </Stack>
      ),
    },
    { id: "state", title: texts.state, cell: (apiKey) => <KeyStanding apiKey={apiKey} /> },
    { id: "expires", title: texts.expires, cell: ({ expires }) => <Moment at={expires} /> },
    { id: "last_login", title: texts.lastUsed, cell: ({ last_login }) => <Moment at={last_login} /> },
    { id: "last_rotated", title: texts.rotated, cell: (apiKey) => <Rotated apiKey={apiKey} /> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}
