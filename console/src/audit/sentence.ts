import type { AuditAction } from "../api/audited.ts";
import type { components } from "../api/schema.d.ts";
import { useTexts } from "../texts/language.tsx";
import { actions } from "./actions.ts";
import { type Phrase, type Thing, things } from "./things.ts";
import { who } from "./who.ts";

export type AuditEntry = components["schemas"]["AuditEntry"];

/** So much of an id tells things apart where there is no name. */
const SHORT = 8;

/** The fields of snapshots that things are called by. */
const NAMES = ["name", "display_name", "username", "resource"] as const;

/** What a target is called: its name now, or the one that it had then; else the beginning of its id. */
export function targetName({ target_label, target_id, before, after }: AuditEntry): string {
  const then = [after, before].flatMap((snapshot) => NAMES.map((name) => snapshot?.[name])).find((name) => typeof name === "string" && name !== "");
  return target_label ?? (then as string | undefined) ?? target_id.slice(0, SHORT);
}

/** Whether something was done to what is the actor's own: the account, or a session of it. */
function isOwn({ actor_id, target_type, target_id, before, after }: AuditEntry): boolean {
  return actor_id !== null && actor_id === (target_type === "session" ? (after ?? before)?.["user_id"] : target_id);
}

/** What an action is done to. */
const thingOf = (action: string, target: string): string => (action.startsWith("service_account.") ? "service_account" : target);

/** Says entries in words: who did what to whom. What another version of the server wrote stands as it is. */
export function useSentences() {
  const texts = useTexts(who);
  const said: Readonly<Record<string, (thing: Phrase) => string>> = useTexts(actions);
  const known = useTexts(things);
  const phrasesOf = (thing: string) => (Object.hasOwn(known, thing) ? known[thing as Thing] : undefined);
  const actorOf = ({ actor_kind, actor_label, actor_name, actor_id }: AuditEntry): string => {
    if (actor_kind === "system") return texts.system(actor_name);
    if (actor_id === null) return texts.nobody;
    return actor_label ?? texts.gone(actor_id.slice(0, SHORT));
  };
  const targetOf = (entry: AuditEntry): Phrase => {
    const phrases = phrasesOf(thingOf(entry.action, entry.target_type));
    const plain = `${entry.target_type} ${targetName(entry)}`;
    return (isOwn(entry) ? phrases?.own : undefined) ?? phrases?.named(targetName(entry)) ?? { it: plain, dative: plain };
  };
  return {
    actorOf,
    sentenceOf(entry: AuditEntry): string {
      const target = targetOf(entry);
      return `${actorOf(entry)} ${said[entry.action]?.(target) ?? texts.other(entry.action, target.it)}`;
    },
    /** What an action does, whoever does it, to any of what it is done to. */
    actionOf: (action: AuditAction, target: Thing): string => said[action]?.(known[thingOf(action, target) as Thing].one) ?? action,
  };
}
