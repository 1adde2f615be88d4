import type { components } from "../api/schema.d.ts";
import { useTexts } from "../texts/language.tsx";
import { audit } from "./texts.ts";
import { words } from "./words.ts";

export type AuditEntry = components["schemas"]["AuditEntry"];

/** So much of an id tells things apart where there is no name. */
const SHORT = 8;

/** What a target is called: its name now, or the one that it had then; else the beginning of its id. */
export function targetName({ target_label, target_id, before, after }: AuditEntry): string {
  for (const snapshot of [after, before]) {
    const name = snapshot?.["name"] ?? snapshot?.["display_name"] ?? snapshot?.["username"];
    if (target_label === null && typeof name === "string" && name !== "") return name;
  }
  return target_label ?? target_id.slice(0, SHORT);
}

/** Says entries in words: who did what to whom. */
export function useSentences() {
  const texts = useTexts(audit);
  const { whole, things, verbs } = useTexts(words);
  const actorOf = ({ actor_kind, actor_label, actor_name, actor_id }: AuditEntry) => {
    if (actor_kind === "system") return texts.system(actor_name ?? "");
    if (actor_id === null) return texts.nobody;
    return actor_label ?? `${actor_id.slice(0, SHORT)} ${texts.gone}`;
  };
  const sentenceOf = (entry: AuditEntry) => {
    const said = whole[entry.action];
    if (said !== undefined) return `${actorOf(entry)} ${said}`;
    const [thing = "", verb = ""] = entry.action.split(".");
    return texts.said(actorOf(entry), verbs[verb] ?? entry.action, `${things[thing] ?? entry.target_type} ${targetName(entry)}`);
  };
  return { actorOf, sentenceOf };
}
