import Type, { type TSchema } from "typebox";

/**
 * How values are spelled on the wire. Schemas of paths and queries say what a text stands for; `http/input.ts`
 * turns the text into it.
 */

const TRUE = new Set(["true", "1", "on", "yes", "t", "y"]);
const FALSE = new Set(["false", "0", "off", "no", "f", "n"]);

/** Booleans in queries arrive as `true`, `True`, `TRUE`, `1` and their opposites (contract B.6). */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined;
}

/** A whole number within what JavaScript and PostgreSQL's bigint both hold exactly. */
export function parseInteger(text: string): number | undefined {
  const n = /^[+-]?\d{1,40}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(n) ? n : undefined;
}

/** An identifier (RFC 9562). */
export const Uuid = (description: string) => Type.String({ format: "uuid", description, examples: ["01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55"] });

/** A moment, UTC (RFC 3339). */
export const Moment = (description: string) => Type.String({ format: "date-time", description, examples: ["2026-11-24T08:30:00.000+00:00"] });

/** Marks what must never be repeated in an answer, a log or an audit row. */
export const SECRET = { writeOnly: true } as const;

/** Whether a schema, or an arm of it ("this or null"), is marked as a secret. */
export function isSecret(schema: unknown): boolean {
  const { writeOnly, anyOf } = (schema ?? {}) as { writeOnly?: boolean; anyOf?: unknown[] };
  return writeOnly === true || (anyOf?.some(isSecret) ?? false);
}

/** The schema or null. */
export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** A list that stands in a query: repeated, or separated by commas. */
export const Csv = <S extends TSchema>(item: S, options: { maxItems: number; description: string }) => Type.Array(item, { ...options, minItems: 1 });

/** What every list takes (contract A.1, Part C). */
export const pageQuery = {
  offset: Type.Integer({ default: 0, minimum: 0, description: "How many to skip. A cursor is faster and misses nothing." }),
  limit: Type.Integer({ default: 100, minimum: 1, maximum: 1000, description: "How many at most." }),
  cursor: Type.Optional(Type.String({ maxLength: 4096, description: "Where the page before ended: from its Link header." })),
  count: Type.Optional(
    Type.Union([Type.Literal("exact"), Type.Literal("estimate")], {
      description: "Also count what fits the filters, into X-Total-Count; `exact` reads it all, `estimate` asks the planner.",
    }),
  ),
};
