import type { ReactNode } from "react";

const TONES = { good: "mark mark-good", warn: "mark mark-warn", bad: "mark mark-bad", quiet: "mark mark-quiet", plain: "mark" } as const;

/** A state in one or two words. The colour only repeats what the words say. */
export function Mark({ tone = "plain", children }: { readonly tone?: keyof typeof TONES; readonly children: ReactNode }) {
  return <span className={TONES[tone]}>{children}</span>;
}
