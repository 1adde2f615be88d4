import { vi } from "vitest";
import type { Statement } from "../../src/kernel/context.ts";
import type { Harness } from "./harness.ts";

interface Counted<T> {
  readonly result: T;
  readonly statements: number;
  readonly names: readonly string[];
  readonly asked: readonly Statement[];
}

/** Does something, and says what the database was asked meanwhile: how many statements, their names, and themselves. */
export async function countingStatements<T>(server: Harness, work: () => Promise<T>): Promise<Counted<T>> {
  const asked: Statement[] = [];
  const { query, transaction } = server.db;
  const spies = [
    vi.spyOn(server.db, "query").mockImplementation((statement) => {
      asked.push(statement);
      return query(statement) as never;
    }),
    vi.spyOn(server.db, "transaction").mockImplementation((inside) =>
      transaction((tx) =>
        inside({
          query: (statement) => {
            asked.push(statement);
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
    return { result, statements: asked.length, names: asked.map(({ name }) => name ?? ""), asked };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
