import type { PooledDatabase } from "../db/connect.ts";
import type { Migrations } from "../db/ready.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Clock } from "../kernel/clock.ts";
import { SystemStatus } from "./status-schema.ts";
import { readDatabaseFacts } from "./status-store.ts";
import { VERSION } from "./version.ts";

/** The size of a database is asked for this often at most: milliseconds. */
const SIZE_AGE = 60_000;

interface Options {
  readonly db: PooledDatabase;
  readonly clock: Clock;
  readonly migrations: () => Promise<Migrations>;
}

/** Measures the process and its database. Three small statements, and of size one a minute. */
function createMeasure({ db, clock, migrations }: Options): () => Promise<SystemStatus> {
  let facts: { readonly version: string; readonly size: number } | undefined;
  let at = 0;
  const factsNow = async () => {
    if (!facts || Math.abs(clock.now() - at) > SIZE_AGE) {
      at = clock.now();
      facts = await readDatabaseFacts(db);
    }
    return facts;
  };
  return async () => {
    const before = performance.now();
    await db.ping();
    const latency = performance.now() - before;
    const [{ version, size }, { applied, missing }] = await Promise.all([factsNow(), migrations()]);
    const { rss, heapUsed } = process.memoryUsage();
    const { total, idle, waiting } = db.stats();
    const uptime = process.uptime();
    return {
      version: VERSION,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      started: new Date(Date.now() - uptime * 1000).toISOString(),
      uptime_seconds: Math.floor(uptime),
      memory: { resident: rss, heap_used: heapUsed },
      database: {
        version,
        latency_milliseconds: Math.round(latency * 100) / 100,
        size_bytes: size,
        connections: { used: total - idle, idle, waiting },
        migrations: { applied: applied.length, missing: [...missing], newest: applied.at(-1) ?? "" },
      },
    };
  };
}

/** How the process and its database are. */
export function statusRoutes(options: Options): Route[] {
  const measure = createMeasure(options);
  return [
    defineRoute({
      method: "GET",
      path: "/system",
      id: "getSystemStatus",
      tag: "System",
      summary: "Get how the server is",
      description: "The process that answers and its database: cheap enough to be asked every few seconds. Without the database this is 503, as everything is.",
      permission: "system:read",
      answer: SystemStatus,
      handler: async () => ({ value: await measure() }),
    }),
  ];
}
