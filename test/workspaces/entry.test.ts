import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Person, workspaceWorld } from "./support.ts";

/** Entering a workspace, and what its server says of itself. */
let server: Harness;
let ada: Person;
let viewer: Person;
let firm: Awaited<ReturnType<typeof company>>;
const { call, admin, company, signInWorkspace } = workspaceWorld(() => server);

beforeAll(async () => {
  server = await startServer();
  [ada, viewer] = [await makeUser(server), await makeUser(server)];
  firm = await company(ada);
  await firm.give("Organization Viewer", `user_id=${viewer.id}`);
});
afterAll(() => server.close());

const VERSION = { "zenml-server-version": "0.90.0", "zenml-server-url": "https://one.example" };
const enter = (person: { token: string }, id: string, action = "", headers: Record<string, string> = {}) =>
  server.call("GET", `/users/authorize_server?server_id=${id}${action && `&action=${action}`}`, { token: person.token, headers });
const status = (token: string, headers: Record<string, string> = {}) => server.call("PATCH", "/workspace_status", { token, headers });
const read = async (id: string) => (await call(ada, "GET", `/workspaces/${id}`)).json;
const enrolled = async () => {
  const { id, enrollment_key } = await firm.workspace({}, "?enroll=true");
  return { id: id as string, token: (await signInWorkspace(id, enrollment_key)).json.access_token as string };
};

describe("authorize_server", () => {
  test.each([
    ["", 200, 200],
    ["read", 200, 200],
    ["workspace:read", 200, 200],
    ["update", 200, 403],
    ["workspace:delete", 200, 403],
    ["stack:create", 200, 403],
    ["nothing-that-we-know", 200, 200],
  ])("with the action %j answers an admin %i and a viewer %i", async (action, forAdmin, forViewer) => {
    const { id } = await firm.workspace();
    expect((await enter(ada, id, action)).status).toBe(forAdmin);
    const seen = await enter(viewer, id, action);
    expect([seen.status, seen.json.code ?? seen.json.id]).toEqual([forViewer, forViewer === 200 ? viewer.id : "access.denied"]);
    if (forViewer === 403) expect(seen.json.detail).toContain(action.includes(":") ? action : `workspace:${action}`);
    const superuser = await enter(admin(), id, action);
    expect([superuser.status, superuser.json.is_superuser]).toEqual([200, true]);
  });

  test("a deactivated workspace is entered by nobody, and its server waits for its next report once it is activated", async () => {
    const { id, token } = await enrolled();
    await status(token);
    const off = await call(ada, "PATCH", `/workspaces/${id}`, { desired_state: "deactivated" });
    expect(off.json).toMatchObject({ desired_state: "deactivated", status: "deactivated" });
    for (const person of [ada, admin()]) {
      expect([(await enter(person, id)).status, (await enter(person, id)).json.code]).toEqual([403, "workspace.deactivated"]);
      const refused = await call(person, "POST", `/auth/workspace_authorization?workspace_id=${id}`);
      expect([refused.status, refused.json.code]).toEqual([403, "workspace.deactivated"]);
    }
    expect((await status(token)).json.status).toBe("deactivated");
    expect((await call(ada, "PATCH", `/workspaces/${id}`, { desired_state: "available" })).json.status).toBe("pending");
    expect((await enter(ada, id)).status).toBe(200);
    expect((await status(token)).json.status).toBe("available");
    expect((await call(ada, "PATCH", `/workspaces/${id}`, { desired_state: "failed" })).status).toBe(422);
  });

  test("a role that is taken ends entry at once, also of a token that was given before", async () => {
    const { id } = await firm.workspace();
    const guest = await makeUser(server);
    await firm.give("Organization Member", `user_id=${guest.id}`);
    await firm.give("Workspace Viewer", `user_id=${guest.id}`, `&workspace_id=${id}`);
    const token = (await call(guest, "POST", `/auth/workspace_authorization?workspace_id=${id}`)).json.access_token;
    expect((await enter({ token }, id)).json.id).toBe(guest.id);
    await call(ada, "DELETE", `/roles/${firm.role("Workspace Viewer")}/assignments?user_id=${guest.id}&workspace_id=${id}`);
    expect((await enter({ token }, id)).json.code).toBe("workspace.entry_denied");
  });

  test("keeps what the headers say only by those who may change the workspace, once a minute, and of this workspace", async () => {
    const { id } = await firm.workspace();
    const known = async () => (await read(id)).zenml_service.status;
    const until = async (expected: unknown) => expect.poll(known, { timeout: 5000 }).toEqual(expected);
    await enter(viewer, id, "", VERSION);
    await enter(ada, id, "", { ...VERSION, "zenml-server-id": randomUUID() });
    await enter(ada, id, "", { "zenml-server-version": "no version", "zenml-server-url": "javascript:alert(1)" });
    expect(await known()).toBeNull();
    await enter(ada, id, "", { ...VERSION, "zenml-server-id": id });
    await until({ server_url: "https://one.example", version: "0.90.0" });
    const moved = { "zenml-server-url": "https://two.example" };
    await enter(ada, id, "", moved);
    server.clock.advance(61_000);
    expect((await known()).server_url).toBe("https://one.example");
    await enter(ada, id, "", moved);
    await until({ server_url: "https://two.example", version: "0.90.0" });
  });
});

describe("workspace_status", () => {
  test("is the workspace's own to report; what is new is written, that nothing is new once a minute, and the status alone audited", async () => {
    const { id, token } = await enrolled();
    for (const other of [ada.token, viewer.token, server.admin]) {
      const refused = await status(other);
      expect([refused.status, refused.json.code]).toEqual([403, "workspace.only_itself"]);
    }
    const first = await status(token, { ...VERSION, "zenml-server-id": id });
    expect([first.status, first.json]).toEqual([
      200,
      expect.objectContaining({
        id,
        status: "available",
        zenml_service: { configuration: null, status: { server_url: "https://one.example", version: "0.90.0" } },
      }),
    ]);
    const row = async () =>
      (await server.db.query({ text: "SELECT version, last_seen AS seen, xmin::text FROM workspaces WHERE id = $1", values: [id] })).rows[0] as Record<
        string,
        unknown
      >;
    const before = await row();
    for (let i = 0; i < 5; i++) await status(token, VERSION);
    expect(await row()).toEqual(before);
    server.clock.advance(61_000);
    await status(token, VERSION);
    const touched = await row();
    expect([touched["version"], touched["seen"] === before["seen"]]).toEqual([before["version"], false]);
    expect((await status(token, { "zenml-server-version": "0.91.0" })).json.zenml_service.status).toEqual({
      server_url: "https://one.example",
      version: "0.91.0",
    });
    const log = (await call(admin(), "GET", `/audit?target_id=${id}&action=workspace.status`)).json;
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ actor_id: id, before: { status: "not_initialized" }, after: { status: "available" } });
    expect((await call(ada, "GET", `/workspaces/${id}/deletion`)).json.last_seen).toEqual(expect.any(String));
    expect((await server.call("PATCH", "/tenant_status", { token })).json.id).toBe(id);
  });

  test("many at once are all answered, and audited once", async () => {
    const { id, token } = await enrolled();
    const replies = await Promise.all(Array.from({ length: 8 }, () => status(token, VERSION)));
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.json.status}`))).toEqual(new Set(["200 available"]));
    expect((await call(admin(), "GET", `/audit?target_id=${id}&action=workspace.status`)).json).toHaveLength(1);
  });

  test("a managed workspace is pending until its server reports", async () => {
    const { status: made, workspace_type } = await firm.workspace({ is_managed: true });
    expect([made, workspace_type]).toEqual(["pending", "managed"]);
  });
});
