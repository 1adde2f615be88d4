import { Box, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** Content that reaches the edges: tables. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

/** A part of a page, with a heading of its own. */
export function Section({ title, lead, actions, flush = false, children }: Props) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} withBorder className={flush ? "section flush" : "section"}>
      <Group justify="space-between" align="flex-start" className="section-head" gap="sm">
        <Stack gap={2} miw={0} flex="1 1 12rem">
          <Title order={2} id={id}>
            {title}
          </Title>
          {lead !== undefined && (
            <Text size="sm" c="dimmed">
              {lead}
            </Text>
          )}
        </Stack>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      <Box className="section-body">{children}</Box>
    </Paper>
  );
}

interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Facts of one thing, as a list of terms; those without a value are shown as a dash. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined || value === "" ? "–" : value}</dd>
        </div>
      ))}
    </dl>
  );
}
