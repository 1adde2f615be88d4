import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Person, workspaceWorld } from "./support.ts";

/** The life of a workspace, through the real server to the real database. */
let server: Harness;
let ada: Person;
const { call, admin, company, signInWorkspace } = workspaceWorld(() => server);

beforeAll(async () => {
  server = await startServer();
  ada = await makeUser(server);
});
afterAll(() => server.close());

describe("a workspace", () => {
  test("is made, read by id and name, changed under If-Match, and deleted", async () => {
    const { id: organization_id, path } = await company(ada);
    const name = `Straße ${ada.id.slice(-6)}`;
    const made = await call(ada, "POST", "/workspaces", { name, organization_id, description: "D", zenml_service: { configuration: { version: "0.90.0" } } });
    expect([made.status, made.json]).toEqual([
      200,
      expect.objectContaining({
        name,
        display_name: name,
        description: "D",
        logo_url: null,
        organization: expect.objectContaining({ id: organization_id, has_active_subscription: true }),
        owner: expect.objectContaining({ id: ada.id, password: null }),
        is_managed: false,
        workspace_type: "self_hosted",
        desired_state: "available",
        status: "not_initialized",
        state_reason: null,
        zenml_service: { configuration: { version: "0.90.0" }, status: null },
        enrollment_key: null,
      }),
    ]);
    const { enrollment_key: _, ...workspace } = made.json;
    const at = `/workspaces/${workspace.id}`;
    expect((await call(ada, "GET", at)).json).toEqual(workspace);
    expect((await call(ada, "GET", `/workspaces/${encodeURIComponent(name.toUpperCase())}`)).json).toEqual(workspace);
    expect((await call(ada, "GET", `${path}/workspaces`)).json).toEqual([workspace]);

    const etag = made.headers.get("etag") ?? "";
    const change = (headers: Record<string, string>, body: object) => server.call("PATCH", `${at}?force=true`, { token: ada.token, headers, body });
    expect((await change({ "if-match": '"99"' }, { display_name: "X" })).status).toBe(412);
    const changed = await change(
      { "if-match": etag },
      { name: `${name} 2`, display_name: "Anzeige", description: null, zenml_service: { configuration: null } },
    );
    expect(changed.json).toMatchObject({ name: `${name} 2`, display_name: "Anzeige", description: null, zenml_service: { configuration: null } });
    expect((await call(admin(), "GET", `/users/${workspace.id}`)).json.name).toBe(`${name} 2`);
    expect((await call(admin(), "GET", `/applications/${workspace.id}`)).json.name).toBe(`${name} 2`);

    expect((await server.call("DELETE", at, { token: ada.token, headers: { "if-match": etag } })).status).toBe(412);
    expect((await call(ada, "DELETE", at)).json).toBeNull();
    for (const gone of [at, `${at}/deletion`]) expect((await call(ada, "GET", gone)).json.code).toBe("workspace.not_found");
    const log = await call(admin(), "GET", `/audit?target_id=${workspace.id}`);
    expect(log.json.map((row: { action: string }) => row.action)).toEqual(["workspace.delete", "workspace.update", "workspace.create"]);
    expect(log.json[0].before).toMatchObject({ name: `${name} 2`, organization_id, owner_id: ada.id });
    expect(JSON.stringify(log.json)).not.toContain("rs_");
  });

  test("has its name in the query, and belongs to the only organization of its maker where none is named", async () => {
    const person = await makeUser(server);
    const bare = await call(person, "POST", "/workspaces?name=nowhere");
    expect([bare.status, bare.json.code]).toEqual([400, "workspace.organization_needed"]);
    const { id } = await company(person);
    const name = `q-${person.id.slice(-8)}`;
    expect((await call(person, "POST", `/workspaces?name=${name}`)).json).toMatchObject({ name, organization: { id } });
    expect((await call(person, "POST", `/workspaces?name=${name}-2`, { name: `${name}-3` })).status).toBe(422);
    expect((await call(person, "POST", "/workspaces", {})).status).toBe(422);
    await company(person);
    expect((await call(person, "POST", `/workspaces?name=${name}-4`)).json.code).toBe("workspace.organization_needed");
  });

  test.each([
    [{ name: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55" }],
    [{ name: " padded" }],
    [{ name: "a/b" }],
    [{ name: "turned\u202earound" }],
    [{ name: "x".repeat(51) }],
    [{ display_name: "a\nb" }],
    [{ logo_url: "http://example.com/logo.svg" }],
    [{ zenml_service: { configuration: { version: "a b" } } }],
  ])("takes no %j", async (fields) => {
    const { id: organization_id, workspace } = await company(ada);
    const { id } = await workspace();
    expect((await call(ada, "POST", "/workspaces", { name: `fine-${id.slice(-8)}`, organization_id, ...fields })).status).toBe(422);
    expect((await call(ada, "PATCH", `/workspaces/${id}`, fields)).status).toBe(422);
  });

  test("of eight who take a name at once, one has it; the name can be asked for before", async () => {
    const { id: organization_id, path } = await company(ada);
    const name = `race-${ada.id.slice(-8)}`;
    const ask = async (text: string) => (await call(ada, "GET", `${path}/validation/workspace_name?name=${encodeURIComponent(text)}`)).json;
    expect(await ask(name)).toEqual({ valid: true, detail: null });
    const replies = await Promise.all(Array.from({ length: 8 }, () => call(ada, "POST", "/workspaces", { name, organization_id })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect(replies.find(({ status }) => status === 409)?.json.code).toBe("workspace.name_taken");
    expect(await ask(name.toUpperCase())).toEqual({ valid: false, detail: "Another workspace has this name" });
    expect((await ask("a/b")).valid).toBe(false);
  });

  test("is made by those who may, for a key of their own twice with one Idempotency-Key the same", async () => {
    const { id: organization_id, give } = await company(ada);
    const [manager, member] = [await makeUser(server), await makeUser(server)];
    await give("Organization Manager", `user_id=${manager.id}`);
    await give("Organization Member", `user_id=${member.id}`);
    const body = { name: `by-${manager.id.slice(-8)}`, organization_id };
    expect((await call(member, "POST", "/workspaces", body)).json.code).toBe("access.denied");
    const headers = { "idempotency-key": `make ${manager.id}`.replaceAll(" ", "-") };
    const [one, two] = [
      await server.call("POST", "/workspaces?enroll=true", { token: manager.token, headers, body }),
      await server.call("POST", "/workspaces?enroll=true", { token: manager.token, headers, body }),
    ];
    expect([one.status, one.json]).toEqual([200, two.json]);
    expect(one.json.enrollment_key).toMatch(/^rs_/);
    // The maker runs it, though managers see no workspaces of others.
    expect((await call(manager, "PATCH", `/workspaces/${one.json.id}`, { description: "Mine" })).json.description).toBe("Mine");
  });

  test("passes to another member, and stays when its owner's account goes, which is told before", async () => {
    const owner = await makeUser(server);
    const { give, workspace } = await company(ada);
    const { id } = await workspace();
    expect((await call(ada, "PATCH", `/workspaces/${id}`, { owner_id: owner.id })).json.code).toBe("organization.member_not_found");
    await give("Organization Member", `user_id=${owner.id}`);
    expect((await call(ada, "PATCH", `/workspaces/${id}`, { owner_id: owner.id })).json.owner.id).toBe(owner.id);
    expect((await call(admin(), "GET", `/users/${owner.id}/deletion`)).json.stays).toContainEqual({ resource: "workspace", count: 1 });
    expect((await call(admin(), "DELETE", `/users/${owner.id}`)).status).toBe(200);
    expect((await call(ada, "GET", `/workspaces/${id}`)).json.owner).toBeNull();
  });

  test("goes with its organization, whose preview counts it, and comes back with it", async () => {
    const { path, workspace } = await company(ada);
    const { id, enrollment_key } = await workspace({}, "?enroll=true");
    const goes = (await call(ada, "GET", `${path}/deletion`)).json.goes;
    expect(goes).toEqual(
      expect.arrayContaining([
        { resource: "workspace", count: 1 },
        { resource: "service_account", count: 0 },
      ]),
    );
    await call(ada, "DELETE", path);
    expect((await call(admin(), "GET", `/workspaces/${id}`)).status).toBe(404);
    expect((await call(admin(), "GET", `/workspaces?workspace_id=${id}`)).json).toEqual([]);
    expect((await signInWorkspace(id, enrollment_key)).status).toBe(401);
    await call(admin(), "POST", `${path}/restore`);
    expect((await call(ada, "GET", `/workspaces/${id}`)).json.id).toBe(id);
    server.clock.advance(1000);
    expect((await signInWorkspace(id, enrollment_key)).status).toBe(200);
  });

  test("deleted while somebody is given a role there leaves nothing behind, and nobody sees a fault", async () => {
    const { give, role, workspace } = await company(ada);
    const guest = await makeUser(server);
    await give("Organization Member", `user_id=${guest.id}`);
    for (let round = 0; round < 5; round++) {
      const { id } = await workspace();
      const [gone, given] = await Promise.all([
        call(ada, "DELETE", `/workspaces/${id}`),
        call(admin(), "POST", `/roles/${role("Workspace Viewer")}/assignments?user_id=${guest.id}&workspace_id=${id}`),
      ]);
      expect(gone.status).toBe(200);
      expect([200, 404]).toContain(given.status);
      const { rowCount } = await server.db.query({ text: "SELECT 1 FROM role_assignments WHERE workspace_id = $1", values: [id] });
      expect(rowCount).toBe(0);
    }
  });

  test("deleted takes those out of the organization and its teams who were in it by this workspace alone", async () => {
    const { id: organization_id, path, give, workspace } = await company(ada);
    const guest = await makeUser(server);
    const { id } = await workspace();
    await give("Organization Member", `user_id=${guest.id}`);
    await give("Workspace Viewer", `user_id=${guest.id}`, `&workspace_id=${id}`);
    const team = (await call(ada, "POST", "/teams", { name: "T", organization_id })).json;
    await call(ada, "POST", `/teams/${team.id}/members?user_id=${guest.id}`);
    const roles = (await call(ada, "GET", `${path}/roles?name=organization%20member`)).json;
    await call(ada, "DELETE", `/roles/${roles[0].id}/assignments?user_id=${guest.id}`);
    expect((await call(guest, "GET", path)).status).toBe(200);
    await call(ada, "DELETE", `/workspaces/${id}`);
    expect((await call(guest, "GET", path)).status).toBe(404);
    expect((await call(ada, "GET", `/teams/${team.id}`)).json.member_count).toBe(0);
  });
});

describe("the machine identity of a workspace", () => {
  test("signs in again and again with the enrollment key, by both ways, until the workspace is gone, on every process", async () => {
    const { workspace } = await company(ada);
    const { id, enrollment_key } = await workspace({}, "?enroll=true");
    for (const more of [{}, { grant_type: "client_credentials" }, { audience: "http://roster.test" }, { audience: "" }]) {
      const reply = await signInWorkspace(id, enrollment_key, more as Record<string, string>);
      expect([reply.status, reply.json]).toEqual([200, expect.objectContaining({ token_type: "bearer", refresh_token: null, token: reply.json.access_token })]);
    }
    expect((await signInWorkspace(id, `${enrollment_key}x`)).status).toBe(401);
    const { id: bare } = await workspace();
    expect((await signInWorkspace(bare, enrollment_key)).status).toBe(401);
    const form = { grant_type: "client_credentials", client_id: id, client_secret: enrollment_key };
    const token = (await server.call("POST", "/oauth/token", { form })).json.access_token;
    const own = await server.sibling();
    for (const at of [server, own]) expect((await at.call("GET", `/workspaces/${id}`, { token })).json.id).toBe(id);
    await call(ada, "DELETE", `/workspaces/${id}`);
    server.clock.advance(1000);
    for (const at of [server, own]) {
      expect((await at.call("GET", "/users/me", { token })).status).toBe(401);
      expect((await at.call("POST", "/auth/login", { form })).status).toBe(401);
    }
    await own.close();
  });

  test("sees its own workspace, and nothing else of the organization", async () => {
    const { path, workspace } = await company(ada);
    const [{ id, enrollment_key }, other] = [await workspace({}, "?enroll=true"), await workspace()];
    const machine = { token: (await signInWorkspace(id, enrollment_key)).json.access_token as string };
    expect((await call(machine, "GET", "/workspaces")).json.map((w: { id: string }) => w.id)).toEqual([id]);
    expect((await call(machine, "GET", "/users")).json.map((u: { id: string }) => u.id)).toEqual([id]);
    expect((await call(machine, "GET", `/workspaces/${other.id}`)).status).toBe(404);
    expect((await call(machine, "GET", path)).status).toBe(404);
    expect((await call(machine, "PATCH", `/workspaces/${id}`, { description: "x" })).json.code).toBe("access.denied");
    expect((await call(machine, "POST", "/organizations", { name: "Of a machine" })).status).toBe(403);
  });

  test("is internal: not changed or deleted among users and applications, and in no list of its organization", async () => {
    const { id: organization_id, path, role, workspace } = await company(ada);
    const { id, enrollment_key } = await workspace({}, "?enroll=true");
    expect((await call(admin(), "GET", `/users/${id}`)).json).toMatchObject({ username: `workspace-${id}`, is_service_account: true, organization_id });
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { name: "Renamed" }],
      ["PATCH", { is_active: false }],
      ["PATCH", { is_superuser: true }],
    ] as const) {
      const reply = await call(admin(), method, `/users/${id}`, body);
      expect([method, body, reply.status, reply.json.code]).toEqual([method, body, 400, "user.internal"]);
    }
    expect((await call(admin(), "PATCH", `/applications/${id}`, { name: "Mine" })).json.code).toBe("application.system");
    expect((await call(admin(), "DELETE", `/applications/${id}`)).json.code).toBe("application.system");
    expect((await call(ada, "GET", `/users/${id}`)).status).toBe(404);
    expect((await call(ada, "GET", "/users")).json.map((u: { id: string }) => u.id)).not.toContain(id);
    expect((await call(ada, "GET", `${path}/service_accounts`)).json).toEqual([]);
    expect((await call(ada, "GET", `${path}/service_accounts/${id}`)).status).toBe(404);
    expect((await call(ada, "GET", `${path}/members`)).json.map((m: { id: string }) => m.id)).toEqual([ada.id]);
    const given = await call(admin(), "POST", `/roles/${role("Organization Admin")}/assignments?user_id=${id}`);
    expect(given.json.code).toBe("role.holder_not_found");
    const stored = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(s)::text AS text FROM application_secrets s" });
    expect(stored.rows.map(({ text }) => text).join()).not.toContain(enrollment_key);
  });

  test("gets a new key, beside which the old one works as long as it is asked to", async () => {
    const { give, workspace } = await company(ada);
    const { id, enrollment_key: old } = await workspace({}, "?enroll=true");
    const viewer = await makeUser(server);
    await give("Organization Viewer", `user_id=${viewer.id}`);
    expect((await call(viewer, "POST", `/workspaces/${id}/enrollment`)).json.code).toBe("access.denied");
    const works = async (key: string) => (await signInWorkspace(id, key)).status === 200;
    const next = (await call(ada, "POST", `/workspaces/${id}/enrollment`, { retain_period_minutes: 10 })).json;
    expect(next).toEqual({ workspace_id: id, enrollment_key: expect.stringMatching(/^rs_/) });
    expect([await works(old), await works(next.enrollment_key)]).toEqual([true, true]);
    server.clock.advance(11 * 60_000);
    expect([await works(old), await works(next.enrollment_key)]).toEqual([false, true]);
    const fresh = await server.signIn(ada.username, ada.password);
    const last = (await call({ token: fresh.json.access_token }, "POST", `/workspaces/${id}/enrollment`)).json.enrollment_key;
    expect([await works(next.enrollment_key), await works(last)]).toEqual([false, true]);
  });
});
