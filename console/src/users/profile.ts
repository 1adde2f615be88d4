import type { User, UserUpdate } from "../api/types.ts";

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

/** What is sent of a change: an empty text clears. The metadata must be such (`isMetadata`). */
export function updateOf(changed: Partial<Profile>): UserUpdate {
  const sent = (field: string, value: string | boolean): unknown => {
    if (typeof value === "boolean") return value;
    if (value.trim() === "") return null;
    return field === "metadata" ? JSON.parse(value) : value;
  };
  return Object.fromEntries(Object.entries(changed).map(([field, value]) => [field, sent(field, value)]));
}
