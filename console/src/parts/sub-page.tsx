import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  /** The way back to the list that it is of. */
  readonly back: ReactNode;
  readonly title: string;
  readonly marks?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of one thing inside of another: below the heading and the tabs of that. */
export function SubPage({ back, title, marks, lead, actions, children }: Props) {
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <div>{back}</div>
        <Group justify="space-between" align="flex-start" gap="sm">
          <Group gap="sm" miw={0} maw="100%">
            <Title order={2} className="page-title">
              <bdi>{title}</bdi>
            </Title>
            {marks}
          </Group>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
        {lead !== undefined && lead !== null && (
          <Text c="dimmed" size="sm" maw="70ch" className="breaking">
            {lead}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  );
}
