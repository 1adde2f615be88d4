import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

/** What settings change about accounts. */
let server: Harness;
beforeAll(async () => {
  server = await startServer({ ROSTER_USERS_VISIBLE_TO: "everyone", ROSTER_PASSWORD_IN_QUERY: "false", ROSTER_TOMBSTONE_DAYS: "0", ROSTER_API_PREFIX: "/iam" });
});
afterAll(() => server.close());

test("visible to everyone: a person finds others, and still changes nobody else", async () => {
  const [me, other] = [await makeUser(server), await makeUser(server)];
  expect((await server.call("GET", `/users/${other.id}`, { token: me.token })).json.id).toBe(other.id);
  const list = await server.call("GET", "/iam/users", { token: me.token });
  expect(list.json.map((user: { id: string }) => user.id)).toContain(other.id);
  expect((await server.call("PATCH", `/users/${other.id}`, { token: me.token, body: { name: "x" } })).status).toBe(403);
});

test("a password in the query is refused where the setting says so, and a body still brings one", async () => {
  const refused = await server.call("POST", "/users?username=q&password=pw", { token: server.admin });
  expect([refused.status, refused.json.code]).toEqual([400, "password.in_query"]);
  expect((await server.call("POST", "/users?username=q", { token: server.admin })).status).toBe(200);
});

test("without tombstones a deleted account is erased at once", async () => {
  const { id } = await makeUser(server);
  const preview = await server.call("GET", `/users/${id}/deletion`, { token: server.admin });
  expect(preview.json.restorable_until).toBeNull();
  expect((await server.call("DELETE", `/users/${id}`, { token: server.admin })).status).toBe(200);
  const { rows } = await server.db.query({ text: "SELECT 1 FROM users WHERE id = $1", values: [id] });
  expect(rows).toHaveLength(0);
  expect((await server.call("POST", `/users/${id}/restore`, { token: server.admin })).status).toBe(404);
});

/** What becomes of rows that refer to an account or an organization, where they do not end with it (ON DELETE CASCADE). */
const OTHER_RULES: Readonly<Record<string, string>> = {
  // An organization outlives its owner's account; before that it passes to another administrator.
  "organizations.organizations_owner_id_fkey": "n",
  // A service account outlives whoever answers for it.
  "service_accounts.service_accounts_owner_id_fkey": "n",
  // So does a workspace.
  "workspaces.workspaces_owner_id_fkey": "n",
  // What was shared stays shared when the account that shared it is gone.
  "resource_shares.resource_shares_shared_by_fkey": "n",
  // An invitation stays when the account that made or sent it is gone; what that was shown to hand on works no more.
  "invitations.invitations_invited_by_fkey": "n",
  "invitations.invitations_copied_by_fkey": "n",
  "invitations.invitations_accepted_by_fkey": "n",
};

test("every foreign key to users and organizations says what deletion does", async () => {
  const { rows } = await server.db.query<{ key: string; rule: string }>({
    text: `SELECT conrelid::regclass || '.' || conname AS key, confdeltype AS rule FROM pg_constraint
      WHERE contype = 'f' AND confrelid IN ('users'::regclass, 'organizations'::regclass) ORDER BY 1`,
  });
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ key, rule }) => rule !== (OTHER_RULES[key] ?? "c"))).toEqual([]);
});
