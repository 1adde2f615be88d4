import { Button } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import { ICON } from "./icon.ts";

interface Props {
  readonly icon: ComponentType<typeof ICON>;
  /** Says of which row, for whoever hears it. */
  readonly label: string;
  readonly disabled?: boolean;
  readonly loading?: boolean;
  run(): void;
  readonly children: ReactNode;
}

/** The one thing that can be done to a row, where a menu would be too much. */
export function RowButton({ icon: Icon, label, disabled = false, loading = false, run, children }: Props) {
  return (
    <Button
      className="row-button"
      size="compact-sm"
      variant="subtle"
      color="gray"
      c="dimmed"
      leftSection={<Icon {...ICON} />}
      aria-label={label}
      disabled={disabled}
      loading={loading}
      onClick={run}
    >
      {children}
    </Button>
  );
}
