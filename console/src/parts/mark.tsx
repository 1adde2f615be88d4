import { Badge } from "@mantine/core";
import type { ReactNode } from "react";

const COLORS = { good: "mark-good", warn: "mark-warn", bad: "mark-bad", quiet: "mark-quiet", plain: "mark-plain" } as const;

/** A state in one or two words. The colour only repeats what the words say. */
export function Mark({ tone = "plain", children }: { readonly tone?: keyof typeof COLORS; readonly children: ReactNode }) {
  return (
    <Badge variant="default" tt="none" fw={550} flex="none" radius="sm" className={COLORS[tone]}>
      {children}
    </Badge>
  );
}
