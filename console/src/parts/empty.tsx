import { Button, Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";

interface Props {
  readonly title: string;
  /** What to do about it. */
  readonly why?: ReactNode;
  readonly actions?: ReactNode;
  readonly icon?: ComponentType<{ size?: number; stroke?: number }>;
}

/** What stands where a list has nothing. */
export function Empty({ title, why, actions, icon: Icon = IconInbox }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center" role="status">
      <ThemeIcon size={44} radius="xl" variant="default" c="dimmed" aria-hidden="true">
        <Icon size={22} stroke={1.5} />
      </ThemeIcon>
      <Text fw={650}>{title}</Text>
      {why !== undefined && (
        <Text size="sm" c="dimmed" maw="46ch">
          {why}
        </Text>
      )}
      {actions !== undefined && (
        <Group gap="xs" justify="center" mt={4}>
          {actions}
        </Group>
      )}
    </Stack>
  );
}

interface NoneFitsProps extends Omit<Props, "actions"> {
  /** What the button says that leads back to everything. */
  readonly label: string;
  clear(): void;
}

/** What stands where nothing fits the search and the filters. */
export function NoneFits({ label, clear, ...props }: NoneFitsProps) {
  return (
    <Empty
      {...props}
      actions={
        <Button variant="default" onClick={clear}>
          {label}
        </Button>
      }
    />
  );
}
