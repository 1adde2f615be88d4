/**
 * The server itself, over the bench's database. Run with an IPC channel; the environment has the settings and
 * BENCH_CONNECTION (a `pg` pool configuration as JSON).
 */
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { createApp } from "../src/app.ts";
import { loadConfig } from "../src/config.ts";
import { connect } from "../src/db/connect.ts";
import { systemClock } from "../src/kernel/clock.ts";

const log = { debug() {}, info() {}, warn: console.warn, error: console.error };
const config = loadConfig([], process.env);
const db = connect(JSON.parse(process.env["BENCH_CONNECTION"] ?? "{}") as pg.PoolConfig, config, log);
const app = createApp({ config, db, clock: systemClock, log, secret: Buffer.alloc(32, 1).toString("base64") });
await app.prepare();
app.startHousekeeping();
await app.server.listen({ host: "127.0.0.1", port: 0 });
process.send?.({ port: (app.server.server.address() as AddressInfo).port });
process.once("disconnect", () => {
  app
    .close()
    .then(() => db.close())
    .then(() => process.exit());
});
