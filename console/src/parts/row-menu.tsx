import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { ICON } from "./icon.ts";

interface Item {
  readonly label: string;
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  readonly danger?: boolean;
  run(): void;
}

/** What can be done to one row, behind one button. Nothing stands there where nothing can be done. @param label names the row too */
export function RowMenu({ label, items }: { readonly label: string; readonly items: readonly Item[] }) {
  if (items.length === 0) return null;
  return (
    <Menu position="bottom-end" shadow="md" portalProps={{ target: "#main" }} withInitialFocusPlaceholder={false} returnFocus>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={label}>
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {items.map(({ label: words, icon: Icon, danger = false, run }) => (
          <Menu.Item key={words} onClick={run} {...(Icon && { leftSection: <Icon {...ICON} /> })} {...(danger && { c: "var(--mantine-color-error)" })}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
