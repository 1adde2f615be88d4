import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { migrate } from "../../src/db/migrate.ts";
import { keepStatistics } from "../../src/modules/statistics/fold-service.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { type Harness, startServer } from "../support/harness.ts";
import { differences, settle, statistics } from "./support.ts";

/** A database with accounts of before the statistics is upgraded. */
let database: TestDatabase;
let server: Harness;

const quiet = () => () => {};
const PEOPLE = 5000;

const OLD = [
  `INSERT INTO users (id, username, username_key, search_text, created, updated, is_active, deleted)
    SELECT gen_random_uuid(), 'u' || i, 'u' || i, ' u' || i, now(), now(), i % 10 > 0, CASE WHEN i % 50 = 1 THEN now() END FROM generate_series(1, ${PEOPLE}) i`,
  `INSERT INTO organizations (id, name, name_key, created, updated, deleted)
    SELECT gen_random_uuid(), 'o' || i, 'o' || i, now(), now(), CASE WHEN i = 1 THEN now() END FROM generate_series(1, 7) i`,
  `INSERT INTO users (id, username, username_key, search_text, created, updated, is_service_account, is_internal)
    SELECT gen_random_uuid(), 'm' || i, 'm' || i, ' m' || i, now(), now(), true, i > 20 FROM generate_series(1, 30) i`,
  `INSERT INTO users (id, username, username_key, search_text, created, updated, is_service_account, organization_id)
    SELECT gen_random_uuid(), 'keyed', 'keyed', ' keyed', now(), now(), true, id FROM organizations WHERE name = 'o2'`,
  `INSERT INTO api_keys (id, user_id, name, name_key, hash, expires, created, updated)
    SELECT gen_random_uuid(), id, 'old', 'old', '\\x00', now() - interval '1 day', now(), now() FROM users WHERE username IN ('keyed', 'u2')`,
  "INSERT INTO totp (user_id, secret, activated) SELECT id, '\\x00', now() FROM users WHERE username ~ '^u.*3$'",
  "INSERT INTO totp (user_id, pending, pending_since) SELECT id, '\\x00', now() FROM users WHERE username ~ '^u.*4$'",
  `INSERT INTO passkeys (id, user_id, rp_id, credential_id, public_key, counter, transports, backup_eligible, backed_up, aaguid, name, created)
    SELECT gen_random_uuid(), id, 'x', username::bytea, '\\x00', 0, '{}', false, false, id, 'k', now() FROM users WHERE username ~ '^u.*[35]$'`,
];

beforeEach(async () => {
  database = await createTestDatabase("empty");
  const directory = mkdtempSync(join(tmpdir(), "roster-migrations-"));
  const ours = join(import.meta.dirname, "../../migrations");
  for (const file of readdirSync(ours).filter((name) => name < "0015")) copyFileSync(join(ours, file), join(directory, file));
  await migrate(database.connection, quiet, directory);
  rmSync(directory, { recursive: true });
  const client = new pg.Client(database.connection);
  await client.connect();
  for (const text of OLD) await client.query(text);
  await client.end();
  await migrate(database.connection, quiet);
  server = await startServer({}, async () => database.connection);
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const context = (of = server) => systemContext(of.app.services, of.db, "test");

test("until every account has been counted no total is told, and what happens meanwhile is", async () => {
  expect(await keepStatistics(context(), 100)).toBe(true);
  const { json } = await server.call("GET", "/statistics", { token: server.admin });
  expect(json).toMatchObject({
    complete: false,
    totals: { people: null, enabled_people: null, machines: null, organizations: null, mfa: { people: null, share: null } },
  });
  expect([json.people.at(-1), json.mfa.at(-1)]).toMatchObject([{ total: null }, { enabled_people: null, people: null }]);
  // The sign-in of the reserved admin, which is among the people.
  expect(json.sign_ins.at(-1).password).toBe(1);
  const { totals, complete, people } = await statistics(server);
  expect(complete).toBe(true);
  const live = PEOPLE - PEOPLE / 50 + 1;
  expect(totals).toMatchObject({
    people: live,
    enabled_people: live - PEOPLE / 10,
    machines: 21,
    organizations: 6,
    mfa: { people: 1000, authenticator_app: 500, passkey: 1000 },
  });
  expect(people.at(-1)).toMatchObject({ created: 1, deleted: 0, total: live });
  expect(await differences(server)).toEqual([]);
});

test("an organization's figures wait for that, too", async () => {
  const { id } = (await server.call("POST", "/organizations", { token: server.admin, body: { name: "New" } })).json;
  const read = async () => (await server.call("GET", `/organizations/${id}/statistics`, { token: server.admin })).json;
  expect(await read()).toMatchObject({ complete: false, people: null, service_accounts: { count: 0, more: false } });
  await settle(server);
  expect(await read()).toMatchObject({ complete: true, people: { count: 1, more: false, enabled: 1, mfa: 0, mfa_share: 0 } });
});

test("changes while accounts are counted, by two processes, are counted once", async () => {
  const other = await server.sibling();
  const { rows } = await server.db.query<{ id: string }>({ text: "SELECT id FROM users WHERE username ~ '^u' AND deleted IS NULL AND is_active ORDER BY id" });
  const call = (i: number, method: string, path: string, body?: object) => {
    const by = i % 2 ? server : other;
    return by.call(method, path, { token: by.admin, body });
  };
  let changed = 0;
  const change = async () => {
    for (let i = 0; i < 80; i++) {
      const id = rows[(i * 37) % rows.length]?.id;
      const reply = i % 3 ? await call(i, "PATCH", `/users/${id}`, { is_active: false }) : await call(i, "DELETE", `/users/${id}`);
      expect(reply.status, reply.text).toBe(200);
      if (i % 6 === 0) await call(i, "POST", `/users/${id}/restore`);
      // Erased for good, before or after it was counted.
      if (i % 6 === 3) await server.db.query({ text: "DELETE FROM users WHERE id = $1", values: [id] });
      changed += 1;
    }
  };
  const count = async (of: Harness) => {
    let steps = 0;
    while (changed < 80 || steps < 120) {
      await keepStatistics(context(of), 50).catch((error: { code?: string }) => {
        // An account that is erased at this moment: the step is tried again.
        if (error.code !== "23503") throw error;
      });
      steps += 1;
    }
  };
  await Promise.all([change(), count(server), count(other)]);
  await settle(server);
  const { rows: left } = await server.db.query({ text: "SELECT 1 FROM users u LEFT JOIN statistics_accounts a ON a.user_id = u.id WHERE a.counted IS NULL" });
  expect(left).toEqual([]);
  expect(await differences(server)).toEqual([]);
  const { people } = await statistics(server);
  // Every third of the 80 was deleted, half of those restored, the other half erased as tombstones.
  expect(people.at(-1)).toMatchObject({ deleted: 27, restored: 14 });
  await other.close();
});

test("keys of service accounts from before are those of their organization", async () => {
  const keysOf = async (name: string) => (await server.call("GET", `/organizations/${name}/statistics`, { token: server.admin })).json.keys;
  expect(await keysOf("o2")).toMatchObject({ expired: { count: 1, more: false }, unused: { count: 0 } });
  expect(await keysOf("o3")).toMatchObject({ expired: { count: 0, more: false } });
});
