import { vi } from "vitest";
import type { Harness } from "./harness.ts";

/** Does something, and says what the database was asked meanwhile: how many statements, and their names. */
export async function countingStatements<T>(server: Harness, work: () => Promise<T>): Promise<{ result: T; statements: number; names: readonly string[] }> {
  const names: string[] = [];
  const { query, transaction } = server.db;
  const spies = [
    vi.spyOn(server.db, "query").mockImplementation((statement) => {
      names.push(statement.name ?? "");
      return query(statement) as never;
    }),
    vi.spyOn(server.db, "transaction").mockImplementation((inside) =>
      transaction((tx) =>
        inside({
          query: (statement) => {
            names.push(statement.name ?? "");
            return tx.query(statement);
          },
        }),
      ),
    ),
  ];
  try {
    // Nothing that is remembered for a moment, or written once a minute, makes one count differ from another.
    server.clock.advance(61_000);
    const result = await work();
    return { result, statements: names.length, names };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
