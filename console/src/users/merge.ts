import type { User, UserUpdate } from "../api/types.ts";

export const TEXT_FIELDS = ["name", "username", "email", "company", "job_title", "avatar_url", "metadata"] as const;
export const FLAG_FIELDS = ["is_active", "is_superuser"] as const;
export const FIELDS = [...TEXT_FIELDS, ...FLAG_FIELDS] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export type FlagField = (typeof FLAG_FIELDS)[number];
export type Field = (typeof FIELDS)[number];

/** What the form of a profile holds. */
export type Profile = Readonly<Record<TextField, string>> & Readonly<Record<FlagField, boolean>>;

/** The profile of an account as the form holds it: an empty field is an empty text. */
export function profileOf(user: User): Profile {
  const { name, username, email, company, job_title, avatar_url, metadata, is_active, is_superuser } = user;
  const texts = { name: name ?? "", username, email: email ?? "", company: company ?? "", job_title: job_title ?? "", avatar_url: avatar_url ?? "" };
  return { ...texts, metadata: metadata === null ? "" : JSON.stringify(metadata, null, 2), is_active, is_superuser };
}

/** The fields in which two profiles differ. */
export function differing(one: Profile, other: Profile): Field[] {
  return FIELDS.filter((field) => one[field] !== other[field]);
}

/**
 * Brings two changes of the same profile together.
 *
 * @param base what both began with
 * @param mine what was filled in here
 * @param theirs what stands at the server by now
 * @returns mine with what only they changed, and the fields that both changed, differently
 */
export function merge(base: Profile, mine: Profile, theirs: Profile): { readonly merged: Profile; readonly contested: readonly Field[] } {
  const changedHere = new Set(differing(base, mine));
  const contested = differing(base, theirs).filter((field) => changedHere.has(field) && mine[field] !== theirs[field]);
  const kept = Object.fromEntries([...changedHere].map((field) => [field, mine[field]]));
  return { merged: { ...theirs, ...kept }, contested };
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
