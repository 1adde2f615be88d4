import pg from "pg";
import type { Config } from "../config.ts";
import type { Database, Log, Queryable, Rows, Statement } from "../kernel/context.ts";
import { translateDatabaseError } from "./errors.ts";

/** A pool of connections to the database, as the kernel knows it. */
export interface PooledDatabase extends Database {
  /** Asks the database for a sign of life. @throws RosterError `database.unavailable` */
  ping(): Promise<void>;
  /** Connections in use, idle and waited for, for the metrics. */
  stats(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

const RETRYABLE = new Set(["40001", "40P01"]);
const MAX_ATTEMPTS = 5;

/** Text as PostgreSQL sends it; the stores ask for JSON where they want structure. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    // int8 as a number: versions and counts stay far below 2^53.
    if (oid === 20) return Number;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/** Awaits a statement's result; what the driver throws becomes ours. */
async function run<R>(client: pg.Pool | pg.PoolClient, statement: Statement, prepared: boolean): Promise<Rows<R>> {
  try {
    const result = await client.query(
      prepared && statement.name
        ? { name: statement.name, text: statement.text, values: statement.values as unknown[] }
        : { text: statement.text, values: statement.values as unknown[] },
    );
    return { rows: result.rows as R[], rowCount: result.rowCount ?? 0 };
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/**
 * Opens a pool.
 *
 * @param connection where the database is, as `pg` takes it
 */
export function connect(connection: pg.PoolConfig, config: Config, log: Pick<Log, "warn">): PooledDatabase {
  const pool = new pg.Pool({
    ...connection,
    max: config.databasePool,
    connectionTimeoutMillis: config.databaseTimeout,
    query_timeout: config.databaseTimeout,
    statement_timeout: config.databaseTimeout,
    idle_in_transaction_session_timeout: config.databaseTimeout,
    application_name: connection.application_name ?? "roster",
    keepAlive: true,
    types,
  });
  // An idle connection that breaks is not anybody's request; the pool opens another when it is needed.
  // Once the pool is closed its last sockets may still see the database stop: that is nobody's concern.
  let closed = false;
  pool.on("error", (error) => {
    if (!closed) log.warn({ err: error }, "a database connection broke");
  });

  const prepared = config.databasePrepared;
  const query = <R>(statement: Statement) => run<R>(pool, statement, prepared);

  async function once<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw translateDatabaseError(error);
    });
    let broken: Error | undefined;
    // While it is ours the pool does not listen: a connection that breaks between two statements must not end the process.
    const note = (error: Error) => {
      broken = error;
    };
    client.on("error", note);
    try {
      await run(client, { text: "BEGIN" }, false);
      const value = await work({ query: (statement) => run(client, statement, prepared) });
      await run(client, { text: "COMMIT" }, false);
      return value;
    } catch (error) {
      // A connection that cannot even roll back is not given to the next request.
      await client.query("ROLLBACK").catch((cause: Error) => {
        broken = cause;
      });
      throw error;
    } finally {
      client.off("error", note);
      client.release(broken);
    }
  }

  return {
    query,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(work);
        } catch (error) {
          const code = (error as { code?: string }).code ?? "";
          if (attempt === MAX_ATTEMPTS || !RETRYABLE.has(code)) throw error;
        }
      }
    },
    async ping() {
      await query({ text: "SELECT 1" });
    },
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close() {
      closed = true;
      return pool.end();
    },
  };
}
