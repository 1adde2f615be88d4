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

const TEXTS = ["target_type", "target_id", "action", "request_id", "cursor"] as const;
const MOMENTS = ["created_after", "created_before"] as const;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;
/** What the API takes in a text, and in a cursor. */
const MOST = 200;
const MOST_OF_CURSOR = 4096;

/** Reads the state out of an address; what does not fit is left out. */
export function readAuditSearch(given: Readonly<Record<string, unknown>>): AuditSearch {
  const texts = TEXTS.flatMap((name) => {
    const value = given[name];
    return (typeof value === "string" || typeof value === "number") && value !== ""
      ? [[name, String(value).slice(0, name === "cursor" ? MOST_OF_CURSOR : MOST)]]
      : [];
  });
  const moments = MOMENTS.flatMap((name) => {
    const value = given[name];
    return typeof value === "string" && MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? [[name, value]] : [];
  });
  const actor = given["actor_id"];
  return { ...Object.fromEntries([...texts, ...moments]), ...(typeof actor === "string" && UUID.test(actor) && { actor_id: actor }) };
}
