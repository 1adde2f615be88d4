import { Group, Stack, Text, ThemeIcon } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";

interface Props {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly name: ReactNode;
  readonly detail?: ReactNode;
}

/** Something in a list that is no account: icon, name, one detail; as wide as a `Person`. */
export function Thing({ icon: Icon, name, detail }: Props) {
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <ThemeIcon size={32} radius="xl" variant="default" c="dimmed" aria-hidden="true">
        <Icon size={18} stroke={1.6} />
      </ThemeIcon>
      <Stack gap={0} miw={0}>
        <Text size="sm" fw={550} truncate component="div">
          <bdi>{name}</bdi>
        </Text>
        {detail !== undefined && detail !== null && detail !== "" && (
          <Text size="xs" c="dimmed" truncate component="div">
            {detail}
          </Text>
        )}
      </Stack>
    </Group>
  );
}
