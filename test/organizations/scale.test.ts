import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countingStatements } from "../support/counting.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { makeWorkspace } from "../support/workspace.ts";
import { expectPlain, type Guild, organizationTools, type Person } from "./support.ts";

/** Many at once: what ends takes as many statements for thousands as for a few, and reading while it changes is never torn. */
let server: Harness;
let keeper: Person;
const MANY = 10_000;

beforeAll(async () => {
  server = await startServer({ ROSTER_TOMBSTONE_DAYS: "0" });
  keeper = await makeUser(server);
  await server.db.query({
    text: `INSERT INTO users (id, username, username_key, search_text, created, updated)
      SELECT gen_random_uuid(), 'bulk-' || g, 'bulk-' || g, ' bulk-' || g, now(), now() FROM generate_series(1, $1::int) g`,
    values: [MANY],
  });
});
afterAll(() => server.close());

/** The clock runs ahead in these tests: the admin signs in again for each. */
beforeEach(async () => {
  server = { ...server, admin: (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token };
});
/** Does something, and says what the database was asked meanwhile. */
const counting = (work: () => Promise<Reply>) => countingStatements(server, work);
const { ok, call, admin, guild } = organizationTools(() => server);

const BULK = `FROM (SELECT u.id FROM users u WHERE u.username LIKE 'bulk-%' ORDER BY u.id LIMIT $3) u`;

/** Makes so many accounts members, by the role. */
async function fill({ id, role }: Guild, many: number): Promise<void> {
  const text = `INSERT INTO role_assignments (id, role_id, organization_id, user_id, created) SELECT gen_random_uuid(), $1, $2, u.id, now() ${BULK}`;
  await server.db.query({ text, values: [role("Organization Member"), id, many] });
}

/** Makes a team with so many members. */
async function fillTeam({ id }: Guild, many: number): Promise<string> {
  const team = (await ok(admin(), "POST", "/teams", { name: `Team of ${many}`, organization_id: id })).json.id;
  const text = `INSERT INTO team_members (team_id, organization_id, user_id, created) SELECT $1, $2, u.id, now() ${BULK}`;
  await server.db.query({ text, values: [team, id, many] });
  return team;
}

const left = async (column: string, id: string): Promise<number> => {
  const tables = column === "user_id" ? ["role_assignments", "team_members", "resource_shares"] : ["role_assignments", "team_members"];
  const count = (table: string) => `(SELECT count(*) FROM ${table} WHERE ${column} = $1)`;
  const { rows } = await server.db.query<{ n: number }>({ text: `SELECT ${tables.map(count).join(" + ")} AS n`, values: [id] });
  return Number(rows[0]?.n);
};

describe("what ends takes one number of statements, and leaves nothing", () => {
  const ends = async (make: (many: number) => Promise<{ path: string; column: string; id: string }>, sizes: readonly number[]) => {
    const counts: number[] = [];
    for (const many of sizes) {
      const { path, column, id } = await make(many);
      expect(await left(column, id)).toBeGreaterThanOrEqual(many);
      const { result: reply, statements } = await counting(() => call(admin(), "DELETE", path));
      expect([reply.status, reply.text]).toEqual([200, "null"]);
      expect(await left(column, id)).toBe(0);
      counts.push(statements);
    }
    expect(new Set(counts).size, counts.join(", ")).toBe(1);
  };

  test(`an organization with ${MANY} members, in a team of as many`, async () => {
    await ends(
      async (many) => {
        const at = await guild();
        await fill(at, many);
        await fillTeam(at, many);
        return { path: at.path, column: "organization_id", id: at.id };
      },
      [10, MANY],
    );
  });

  test(`a team with ${MANY} members`, async () => {
    await ends(
      async (many) => {
        const at = await guild();
        await fill(at, many);
        const team = await fillTeam(at, many);
        return { path: `/teams/${team}`, column: "team_id", id: team };
      },
      [10, MANY],
    );
  });

  test("an account in 1000 organizations: half of them its own alone, half passed on", async () => {
    const ids: string[] = [];
    await ends(
      async (many) => {
        const { id } = await makeUser(server);
        ids.push(id);
        await server.db.query({
          text: `WITH o AS (INSERT INTO organizations (id, name, name_key, owner_id, created, updated)
              SELECT gen_random_uuid(), n, n, $1, now(), now() FROM (SELECT 'many ' || $3 || ' ' || g AS n FROM generate_series(1, $3::int) g) g RETURNING id, name),
            r AS (INSERT INTO roles (id, organization_id, level, name, name_key, predefined, created, updated)
              SELECT gen_random_uuid(), o.id, 'organization', 'Organization Admin', 'organization admin', 'organization_admin', now(), now() FROM o RETURNING id, organization_id)
            INSERT INTO role_assignments (id, role_id, organization_id, user_id, created)
              SELECT gen_random_uuid(), r.id, r.organization_id, p.id, now() FROM r JOIN o ON o.id = r.organization_id
                JOIN (VALUES ($1::uuid, false), ($2::uuid, true)) p (id, shared) ON NOT p.shared OR o.name ~ '[02468]$'`,
          values: [id, keeper.id, many],
        });
        return { path: `/users/${id}?delete_sole_organizations=true`, column: "user_id", id };
      },
      [10, 1000],
    );
    const text = `SELECT action, count(*) AS n, count(before) + count(after) AS shown FROM audit_log
      WHERE before ->> 'name' LIKE 'many 1000 %' OR before ->> 'owner' = $1 GROUP BY action ORDER BY action`;
    const { rows } = await server.db.query<{ action: string; n: number; shown: number }>({ text, values: [ids[1]] });
    expect(rows).toEqual([
      { action: "organization.delete", n: 500, shown: 500 },
      { action: "organization.update", n: 500, shown: 1000 },
    ]);
    const live = "SELECT count(*) AS n, count(*) FILTER (WHERE owner_id = $1) AS kept FROM organizations WHERE name LIKE 'many 1000 %' AND deleted IS NULL";
    expect((await server.db.query({ text: live, values: [keeper.id] })).rows).toEqual([{ n: 500, kept: 500 }]);
  });
});

test("an organization that is deleted while twenty become members is gone with all of them, and no answer is a fault", async () => {
  for (const round of [0, 1, 2]) {
    const at = await guild();
    const { rows } = await server.db.query<{ id: string }>({ text: "SELECT id FROM users WHERE username LIKE 'bulk-%' ORDER BY id LIMIT 20" });
    const give = `/roles/${at.role("Organization Member")}/assignments`;
    const joining = rows.map(
      ({ id }) =>
        () =>
          call(admin(), "POST", `${give}?user_id=${id}`),
    );
    joining.splice(5 + round * 5, 0, () => call(admin(), "DELETE", at.path));
    const replies = await Promise.all(joining.map((join) => join()));
    expectPlain(replies, "joining what ends");
    expect(replies[5 + round * 5]?.status).toBe(200);
    for (const { status, json } of replies) if (status !== 200) expect(["role.not_found", "organization.not_found"]).toContain(json.code);
    expect(await left("organization_id", at.id)).toBe(0);
    expect((await call(admin(), "GET", at.path)).status).toBe(404);
  }
});

test("a custom role that changes 50 times while 200 checks run is in each of them one or the other", async () => {
  const at = await guild();
  const workspace = await makeWorkspace(server, admin(), at.id, "checked");
  await ok(admin(), "POST", `/roles/${at.role("Organization Member")}/assignments?user_id=${keeper.id}`);
  const versions = [["stack:read"], ["flavor:read"]];
  const made = await ok(admin(), "POST", "/roles", { name: "Turning", organization_id: at.id, level: "workspace", permissions: versions[0] });
  await ok(admin(), "POST", `/roles/${made.json.id}/assignments?user_id=${keeper.id}&workspace_id=${workspace.id}`);
  const edits = async () => {
    for (let i = 1; i <= 50; i++) expect((await call(admin(), "PATCH", `/roles/${made.json.id}`, { permissions: versions[i % 2] })).status).toBe(200);
  };
  const checks = async () => {
    for (let i = 0; i < 50; i++) {
      const { status, json } = await call(workspace, "POST", `/rbac/check_permissions?user_id=${keeper.id}&action=read`, ["stack", "flavor"]);
      expect(status).toBe(200);
      expect(json.stack).toBe(!json.flavor);
    }
  };
  await Promise.all([edits(), checks(), checks(), checks(), checks()]);
});

describe("a page takes as many statements for 50 rows as for 5", () => {
  const FILL: readonly string[] = [
    `INSERT INTO role_assignments (id, role_id, organization_id, user_id, created) SELECT gen_random_uuid(), $2, $1, u.id, now()
      FROM (SELECT id FROM users WHERE username LIKE 'bulk-%' ORDER BY id DESC LIMIT $3::int) u`,
    `INSERT INTO teams (id, organization_id, name, name_key, created, updated) SELECT gen_random_uuid(), $1, 't' || g, 't' || g || ($2::uuid)::text, now(), now() FROM generate_series(1, $3::int) g`,
    `INSERT INTO roles (id, organization_id, level, name, name_key, permissions, created, updated)
      SELECT gen_random_uuid(), $1, 'organization', 'r' || g, 'r' || g || ($2::uuid)::text, '{team:read}', now(), now() FROM generate_series(1, $3::int) g`,
    `INSERT INTO invitations (id, organization_id, email, email_key, completes, created, sent, expires)
      SELECT gen_random_uuid(), $1, 'i' || g || '@x.example', 'i' || g || '@x.example' || ($2::uuid)::text, false, now(), now(), now() + interval '9 days' FROM generate_series(1, $3::int) g`,
  ];
  const more = async (from: Guild, role: string, n: number) => {
    for (const text of FILL) await server.db.query({ text, values: [from.id, from.role(role), n] });
  };

  test.each(["superuser", "Organization Admin", "Organization Viewer", "Organization Member"])("of a %s", async (who) => {
    const [small, large] = [await guild(), await guild()];
    const viewers: { token: string }[] = [];
    for (const [at, n] of [
      [small, 5],
      [large, 50],
    ] as const) {
      const viewer = who === "superuser" ? admin() : await makeUser(server);
      if ("id" in viewer) await ok(admin(), "POST", `/roles/${at.role(who)}/assignments?user_id=${viewer.id}`);
      await more(at, "Organization Member", n);
      viewers.push(viewer);
    }
    for (const list of ["/users", "/organizations", "members", "roles", "teams", "invitations", "/invitations"]) {
      const counts: number[] = [];
      for (const [i, at] of [small, large].entries()) {
        const path = list.startsWith("/") ? list : `${at.path}/${list}`;
        const { result: reply, statements } = await counting(() => call(viewers[i] ?? admin(), "GET", `${path}?limit=1000`));
        expect(reply.status === 200 || (who === "Organization Member" && list === "invitations"), `${path}: ${reply.text.slice(0, 200)}`).toBe(true);
        counts.push(statements);
      }
      expect(counts[1], `${list}: ${counts}`).toBe(counts[0]);
      expect(counts[0], list).toBeLessThanOrEqual(6);
    }
  });
});
