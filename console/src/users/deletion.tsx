import { List, SimpleGrid, Stack, Text } from "@mantine/core";
import type { components } from "../api/schema.d.ts";
import { useTexts } from "../texts/language.tsx";
import { deletionTexts } from "./deletion-texts.ts";

export type Deletion = components["schemas"]["UserDeletion"];
type Counted = Deletion["goes"];

/** What several deletions come to together. */
export function together(lists: readonly Counted[]): Counted {
  const sums = new Map<string, number>();
  for (const { resource, count } of lists.flat()) sums.set(resource, (sums.get(resource) ?? 0) + count);
  return [...sums].map(([resource, count]) => ({ resource, count }));
}

function Lines({ title, counted }: { readonly title: string; readonly counted: Counted }) {
  const { resources } = useTexts(deletionTexts);
  const shown = counted.filter(({ count }) => count > 0);
  if (shown.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" spacing={2}>
        {shown.map(({ resource, count }) => (
          <List.Item key={resource}>{resources[resource]?.(count) ?? `${count} ${resource}`}</List.Item>
        ))}
      </List>
    </Stack>
  );
}

/** What goes with an account, or with many, and what stays. */
export function Consequences({ goes, stays }: Pick<Deletion, "goes" | "stays">) {
  const texts = useTexts(deletionTexts);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <Lines title={texts.goes} counted={goes} />
      <Lines title={texts.stays} counted={stays} />
    </SimpleGrid>
  );
}

/** Organizations by their names. */
export function Named({ title, organizations }: { readonly title: string; readonly organizations: readonly { readonly id: string; readonly name: string }[] }) {
  if (organizations.length === 0) return null;
  return (
    <Stack gap={2}>
      <Text size="sm">{title}</Text>
      <List size="sm">
        {organizations.map(({ id, name }) => (
          <List.Item key={id}>
            <bdi>{name}</bdi>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
