import { List } from "@mantine/core";
import type { components } from "../api/schema.d.ts";
import { explaining } from "../parts/explain-texts.ts";
import { useTexts } from "../texts/language.tsx";

export type Permission = components["schemas"]["UserPermissions"]["permissions"][number];
type Reason = Permission["because"][number];

function useWords() {
  const texts = useTexts(explaining);
  return ({ kind, role, team, held_in }: Reason): string => {
    const level = held_in?.level ?? "organization";
    if (kind === "superuser") return texts.superuser;
    if (kind === "share") return texts.share(team?.name);
    return kind === "role" && role ? texts.role(role.name, level, team?.name) : texts.standing[level];
  };
}

/** Why a permission is given, in words. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const words = useWords();
  return (
    <List size="sm" spacing={2}>
      {[...new Set(reasons.map(words))].map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  );
}
