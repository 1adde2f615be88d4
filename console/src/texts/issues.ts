import type { Issue } from "../api/client.ts";

const numberOf = (ctx: Issue["ctx"], name: string) => String(ctx?.[name] ?? "");
const plural = (count: string, one: string, many: string) => `${count} ${count === "1" ? one : many}`;

/** What was wrong with an input, in German, by the server's word for it. */
const GERMAN: Readonly<Record<string, (ctx: Issue["ctx"]) => string>> = {
  missing: () => "Das fehlt.",
  string_too_short: (ctx) => `Mindestens ${numberOf(ctx, "min_length")} Zeichen.`,
  string_too_long: (ctx) => `Höchstens ${numberOf(ctx, "max_length")} Zeichen.`,
  greater_than_equal: (ctx) => `Mindestens ${numberOf(ctx, "ge")}.`,
  less_than_equal: (ctx) => `Höchstens ${numberOf(ctx, "le")}.`,
  too_short: (ctx) => `Mindestens ${plural(numberOf(ctx, "min_length"), "Eintrag", "Einträge")}.`,
  too_long: (ctx) => `Höchstens ${plural(numberOf(ctx, "max_length"), "Eintrag", "Einträge")}.`,
  string_pattern_mismatch: () => "Das hat nicht die erwartete Form.",
  literal_error: () => "Das steht hier nicht zur Wahl.",
  string_type: () => "Hier steht ein Text.",
  int_type: () => "Hier steht eine ganze Zahl.",
  int_parsing: () => "Hier steht eine ganze Zahl.",
  bool_type: () => "Hier steht Ja oder Nein.",
  bool_parsing: () => "Hier steht Ja oder Nein.",
  list_type: () => "Hier steht eine Liste.",
  dict_type: () => "Hier steht ein Objekt.",
  uuid_parsing: () => "Das ist keine UUID.",
  datetime_from_date_parsing: () => "Datum und Uhrzeit mit Zeitzone, etwa 2026-11-24T08:30:00Z.",
  string_unicode: () => "Der Text enthält ein Zeichen, das nicht gespeichert werden kann.",
  multiple_values: () => "Geben Sie das nur einmal an.",
  extra_forbidden: () => "Das gibt es hier nicht.",
  date_from_datetime_parsing: () => "Ein Tag, etwa 2026-11-24.",
  finite_number: () => "Hier steht eine endliche Zahl.",
  recursion_loop: () => "Das ist zu tief verschachtelt.",
  json_invalid: () => "Das ist kein gültiges JSON.",
};

/** What was wrong, in German where the server's word for it is known; `undefined` where only its own words say it. */
export function germanIssue({ type, ctx }: Issue): string | undefined {
  return GERMAN[type]?.(ctx);
}
