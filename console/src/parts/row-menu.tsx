import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type ComponentProps, type ComponentType, useRef, useState } from "react";
import { ICON } from "./icon.ts";

interface Item {
  readonly label: string;
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  readonly danger?: boolean;
  run(): void;
}

interface Props {
  /** Names the row too. */
  readonly label: string;
  readonly items: readonly Item[];
}

function Dots(props: ComponentProps<"button">) {
  return (
    <button type="button" {...props} className="row-menu">
      <IconDots {...ICON} />
    </button>
  );
}

/** What can be done to one row, behind one button. Nothing stands there where nothing can be done. */
export function RowMenu({ label, items }: Props) {
  // A menu is many components, and hardly a row's is ever opened.
  const [isUsed, use] = useState(false);
  const isOpen = useRef(true);
  if (items.length === 0) return null;
  if (!isUsed) return <Dots aria-label={label} aria-haspopup="menu" aria-expanded={false} onClick={() => use(true)} />;
  return (
    <Menu
      defaultOpened
      onChange={(opened) => {
        isOpen.current = opened;
      }}
      position="bottom-end"
      shadow="md"
      portalProps={{ target: "#main" }}
      withInitialFocusPlaceholder={false}
      returnFocus
    >
      <Menu.Target>
        <Dots aria-label={label} />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {items.map(({ label: words, icon: Icon, danger = false, run }) => (
          <Menu.Item
            key={words}
            onClick={() => {
              // It can be clicked again while it fades.
              if (isOpen.current) run();
            }}
            {...(Icon && { leftSection: <Icon {...ICON} /> })}
            {...(danger && { c: "var(--mantine-color-error)" })}
          >
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
