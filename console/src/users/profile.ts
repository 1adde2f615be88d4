import type { User, UserUpdate } from "../api/types.ts";
import { differing } from "../parts/together.ts";

export const TEXT_FIELDS = ["name", "username", "email", "company", "job_title", "avatar_url", "metadata"] as const;
export const FLAG_FIELDS = ["is_active", "is_superuser"] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export type FlagField = (typeof FLAG_FIELDS)[number];
export type Field = TextField | FlagField;

/** What the form of a profile holds. */
export type Profile = Readonly<Record<TextField, string>> & Readonly<Record<FlagField, boolean>>;

/** The profile of an account as the form holds it: an empty field is an empty text. */
export function profileOf(user: User): Profile {
  const { name, username, email, company, job_title, avatar_url, metadata, is_active, is_superuser } = user;
  const texts = { name: name ?? "", username, email: email ?? "", company: company ?? "", job_title: job_title ?? "", avatar_url: avatar_url ?? "" };
  return { ...texts, metadata: metadata === null ? "" : JSON.stringify(metadata, null, 2), is_active, is_superuser };
}

/** Whether a text is what metadata can be: a JSON object, or nothing. */
export function isMetadata(text: string): boolean {
  if (text.trim() === "") return true;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** What is sent: the fields that changed; an empty text clears. */
export function changes(base: Profile, mine: Profile): UserUpdate {
  const value = (field: Field) => {
    const text = mine[field];
    if (typeof text === "string" && text.trim() === "") return null;
    return field === "metadata" ? (JSON.parse(mine.metadata) as unknown) : text;
  };
  return Object.fromEntries(differing(base, mine).map((field) => [field, value(field)])) as UserUpdate;
}
