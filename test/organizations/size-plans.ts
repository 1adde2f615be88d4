import type { Statement } from "../../src/kernel/context.ts";
import type { Harness } from "../support/harness.ts";

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Total Cost": number;
  readonly Plans?: readonly Node[];
}

/** Tables that are large: a list reads them by an index. */
export async function largeTables(server: Harness, rows: number): Promise<ReadonlySet<string>> {
  const text = "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND reltuples > $1 AND relnamespace = 'public'::regnamespace";
  const { rows: found } = await server.db.query<{ name: string }>({ text, values: [rows] });
  return new Set(found.map(({ name }) => name));
}

function scannedBy(node: Node, large: ReadonlySet<string>): string[] {
  const table = node["Relation Name"];
  const own = node["Node Type"] === "Seq Scan" && table !== undefined && large.has(table) ? [table] : [];
  return [...own, ...(node.Plans ?? []).flatMap((inner) => scannedBy(inner, large))];
}

async function planOf(server: Harness, text: string, values: readonly unknown[] = []): Promise<Node> {
  const { rows } = await server.db.query<{ "QUERY PLAN": [{ Plan: Node }] }>({ text, values });
  return (rows[0] as { "QUERY PLAN": [{ Plan: Node }] })["QUERY PLAN"][0].Plan;
}

/**
 * The large tables that a statement reads from end to end: in the plan for its values, or in that for any values, which
 * PostgreSQL takes for a prepared statement from the sixth time on where it costs no more.
 */
export async function scannedTables(server: Harness, { text, values = [] }: Statement, large: ReadonlySet<string>): Promise<string[]> {
  if (!/^\s*(SELECT|WITH)\b/.test(text)) return [];
  const custom = await planOf(server, `EXPLAIN (FORMAT JSON) ${text}`, values);
  const generic = values.length === 0 ? custom : await planOf(server, `EXPLAIN (FORMAT JSON, GENERIC_PLAN) ${text}`);
  const later = generic["Total Cost"] <= custom["Total Cost"] * 1.1 ? generic : custom;
  return [...new Set([...scannedBy(custom, large), ...scannedBy(later, large)])];
}
