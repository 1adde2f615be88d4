import { Group, Tooltip } from "@mantine/core";
import { Mark } from "../parts/mark.tsx";
import { useTexts } from "../texts/language.tsx";
import { roles as catalogue } from "./texts.ts";

/** So many are shown by name. */
const SHOWN = 2;

/** Roles by name: the first few; the others on asking. */
export function RoleMarks({ roles }: { readonly roles: readonly { readonly id: string; readonly name: string }[] }) {
  const texts = useTexts(catalogue);
  const more = roles.slice(SHOWN).map(({ name }) => name);
  return (
    <Group gap={4} wrap="nowrap">
      {roles.slice(0, SHOWN).map(({ id, name }) => (
        <Mark key={id}>{name}</Mark>
      ))}
      {more.length > 0 && (
        <Tooltip label={more.join(", ")} multiline maw={320}>
          <span>
            <Mark tone="quiet">{texts.more(more.length)}</Mark>
            <span className="heard">{more.join(", ")}</span>
          </span>
        </Tooltip>
      )}
    </Group>
  );
}
