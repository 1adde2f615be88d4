import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holderOf } from "../../src/kernel/permissions.ts";
import { type Call, type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Person, workspaceWorld } from "../workspaces/support.ts";

let server: Harness;
let user: Person;
let space: { id: string };
const { call, company } = workspaceWorld(() => server);

beforeAll(async () => {
  server = await startServer();
  user = await makeUser(server);
  space = await (await company(user)).workspace();
});
afterAll(() => server.close());

const authorize = (query: string, options: Call) => server.call("POST", `/auth/workspace_authorization${query}`, options);
const enter = (workspaceId: string, options: Call) => server.call("GET", `/users/authorize_server?server_id=${workspaceId}`, options);

async function tokenFor(workspaceId: string, token = user.token): Promise<string> {
  return (await authorize(`?workspace_id=${workspaceId}`, { token })).json.access_token;
}

describe("POST /auth/workspace_authorization", () => {
  test("gives a short token, whether the workspace stands in the form or in the query", async () => {
    const { id } = space;
    for (const reply of [
      await authorize(`?workspace_id=${id}`, { token: user.token }),
      await authorize("", { token: user.token, form: { workspace_id: id } }),
      await authorize(`?workspace_id=${id.toUpperCase()}`, { token: user.token, form: { workspace_id: id } }),
      await authorize(`?workspace_id=${id}`, { token: user.token, headers: { "content-type": "application/json" } }),
    ]) {
      expect([reply.status, reply.json]).toEqual([
        200,
        { access_token: expect.any(String), token_type: "bearer", expires_in: 300, token: reply.json.access_token },
      ]);
    }
  });

  test("names one workspace: none, two and junk are refused", async () => {
    expect((await authorize("", { token: user.token })).status).toBe(422);
    expect((await authorize("?workspace_id=x", { token: user.token })).status).toBe(422);
    expect((await authorize(`?workspace_id=${space.id}`, { token: user.token, form: { workspace_id: randomUUID() } })).status).toBe(422);
    expect((await authorize(`?workspace_id=${space.id}`, {})).status).toBe(401);
  });

  test("gives none to a workspace that there is not, or that the caller may not enter", async () => {
    const unknown = await authorize(`?workspace_id=${randomUUID()}`, { token: user.token });
    expect([unknown.status, unknown.json.code]).toEqual([404, "workspace.not_found"]);
    const stranger = await authorize(`?workspace_id=${space.id}`, { token: (await makeUser(server)).token });
    expect([stranger.status, stranger.json.code]).toEqual([403, "workspace.entry_denied"]);
  });

  test("serves keys too, and the token ends with the key", async () => {
    const { path, give, workspace } = await company(user);
    const { id } = await workspace();
    const bot = (await call(user, "POST", `${path}/service_accounts`, { username: `bot-${id.slice(-8)}` })).json;
    const keys = `${path}/service_accounts/${bot.id}/api_keys`;
    const key = (await call(user, "POST", keys, { name: "ci" })).json;
    expect((await authorize(`?workspace_id=${id}`, { token: key.key })).status).toBe(403);
    await give("Workspace Viewer", `user_id=${bot.id}`, `&workspace_id=${id}`);
    const signedIn = (await server.call("POST", "/auth/login", { form: { password: key.key } })).json.access_token;
    for (const credential of [key.key, signedIn]) {
      const token = await tokenFor(id, credential);
      expect((await enter(id, { token })).json).toMatchObject({ id: bot.id, is_service_account: true });
      expect((await enter(space.id, { token })).json.code).toBe("workspace.token_of_another");
      expect((await server.call("GET", "/users/me", { token })).status).toBe(401);
    }
    const token = await tokenFor(id, key.key);
    await call(user, "DELETE", `${keys}/${key.id}`);
    expect((await enter(id, { token })).status).toBe(401);
  });
});

describe("GET /users/authorize_server", () => {
  test("answers who the bearer is, whatever the credential; of a workspace that there is not, 404", async () => {
    const { headers } = await server.signIn(user.username, user.password);
    const cookie = `roster_session=${/roster_session=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1]}`;
    const reported = { "zenml-server-id": "junk", "zenml-server-version": "\u00ff", "zenml-server-url": "javascript:x" };
    for (const given of [{ token: await tokenFor(space.id) }, { token: user.token }, { token: user.token, headers: reported }, { headers: { cookie } }]) {
      const found = await enter(space.id, given);
      expect([found.status, found.json]).toEqual([200, (await server.call("GET", "/users/me", { token: user.token })).json]);
      if (!("token" in given) || given.token !== user.token) continue;
      const unknown = await enter(randomUUID(), given);
      expect([unknown.status, unknown.json.code]).toEqual([404, "workspace.not_found"]);
    }
  });

  test("refuses the token of another workspace, no token, and a path that is no id", async () => {
    const other = await enter(randomUUID(), { token: await tokenFor(space.id) });
    expect([other.status, other.json.code]).toEqual([403, "workspace.token_of_another"]);
    expect((await enter(space.id, {})).status).toBe(401);
    expect((await server.call("GET", "/users/authorize_server", { token: user.token })).status).toBe(422);
  });

  test("refuses a token that has expired, or whose session has ended", async () => {
    const own = await startServer();
    const world = workspaceWorld(() => own);
    const person = await makeUser(own);
    const { id } = await (await world.company(person)).workspace();
    const ask = async (token: string) => (await own.call("GET", `/users/authorize_server?server_id=${id}`, { token })).status;
    const make = async () => (await own.call("POST", `/auth/workspace_authorization?workspace_id=${id}`, { token: person.token })).json.access_token as string;
    const old = await make();
    expect(await ask(old)).toBe(200);
    own.clock.advance(301_000);
    expect(await ask(old)).toBe(401);
    const fresh = await make();
    await own.call("POST", "/auth/logout", { token: person.token });
    expect(await ask(fresh)).toBe(401);
    await own.close();
  });
});

test("a workspace token is good for nothing else: every other route that takes a credential refuses it", async () => {
  const token = await tokenFor(space.id, server.admin);
  for (const route of server.app.routes.filter((r) => holderOf(r.permission) !== "public" && !r.takesWorkspaceToken)) {
    const reply = await server.call(route.method, route.path.replaceAll(/\{\w+\}/g, randomUUID()), { token });
    expect([route.id, reply.status]).toEqual([route.id, 401]);
  }
  expect((await server.call("POST", "/auth/logout", { token })).status).toBe(200);
  expect((await server.call("GET", "/users/me", { token: server.admin })).status).toBe(200);
});

test("an access token in the clothes of a workspace token, and the other way round, is neither", async () => {
  const [head = "", body = "", signature = ""] = (await tokenFor(space.id)).split(".");
  const [headOfAccess = ""] = user.token.split(".");
  expect((await server.call("GET", "/users/me", { token: `${headOfAccess}.${body}.${signature}` })).status).toBe(401);
  expect((await enter(space.id, { token: `${head}.${user.token.split(".").slice(1).join(".")}` })).status).toBe(401);
});
