/** What the log is narrowed to: what stands in its address. */
export interface AuditSearch {
  readonly actor_id?: string;
  readonly target_type?: string;
  readonly target_id?: string;
  readonly action?: string;
  readonly request_id?: string;
  readonly created_after?: string;
  readonly created_before?: string;
  readonly cursor?: string;
}

const TEXTS = ["actor_id", "target_type", "target_id", "action", "request_id", "created_after", "created_before", "cursor"] as const;

/** Reads the state out of an address; what does not fit is left out. */
export function readAuditSearch(given: Readonly<Record<string, unknown>>): AuditSearch {
  const texts = TEXTS.flatMap((name) => {
    const value = given[name];
    return (typeof value === "string" || typeof value === "number") && value !== "" ? [[name, String(value).slice(0, 4096)]] : [];
  });
  return Object.fromEntries(texts);
}
