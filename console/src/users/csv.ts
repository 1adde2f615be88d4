/** A column as it is exported. */
interface Exported<Row> {
  readonly title: string;
  text(row: Row): string;
}

/** What spreadsheets take for the beginning of a formula: it gets an apostrophe before it, which they do not show. */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Rows as comma-separated values (RFC 4180). */
export function csvOf<Row>(columns: readonly Exported<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => column.text(row)))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}
