/** A field of a change: as it was, and as it is; `undefined` where it was not, or is not. */
export interface Change {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Snapshot = Readonly<Record<string, unknown>> | null;

const inWords = (snapshot: Snapshot, field: string) => {
  if (!snapshot || !Object.hasOwn(snapshot, field)) return undefined;
  const value = snapshot[field];
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** The fields in which two snapshots differ, in the order of the later one. */
export function differenceOf(before: Snapshot, after: Snapshot): Change[] {
  const fields = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])];
  return fields.map((field) => ({ field, before: inWords(before, field), after: inWords(after, field) })).filter((change) => change.before !== change.after);
}
