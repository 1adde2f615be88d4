import type { Queryable } from "../kernel/context.ts";

/** Rows of one statement: its JSON stays well below what a parameter may have. */
const AT_ONCE = 5000;

type Row = Readonly<Record<string, unknown>>;

/**
 * Writes many rows, which all have the columns of the first; columns that they do not have take their defaults.
 * Dates are ISO texts or `Date`, bytes a `Buffer`.
 *
 * @param table as this code names it, never from input
 */
export async function insertRows(tx: Queryable, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  const text = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    // A Buffer has toJSON, which comes before the replacer: look at the row's own value.
    const json = JSON.stringify(rows.slice(at, at + AT_ONCE), function (this: Row, key, value) {
      const own = this[key];
      return Buffer.isBuffer(own) ? `\\x${own.toString("hex")}` : value;
    });
    await tx.query({ text, values: [json] });
  }
}
