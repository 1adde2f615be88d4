import type { User } from "../api/types.ts";
import type { UserColumn } from "./columns.tsx";

/** What spreadsheets take for the beginning of a formula: it gets an apostrophe before it, which they do not show. */
const FORMULA = /^[=+\-@\t\r]/;

const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Rows as comma-separated values (RFC 4180). */
export function csvOf(columns: readonly Pick<UserColumn, "title" | "text">[], rows: readonly User[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ text }) => text(row)))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** Has the browser keep a text as a file. The mark at its beginning tells spreadsheets that it is UTF-8. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
