import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holderOf } from "../../src/kernel/permissions.ts";
import { type Call, type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
let user: Awaited<ReturnType<typeof makeUser>>;
beforeAll(async () => {
  server = await startServer();
  user = await makeUser(server);
});
afterAll(() => server.close());

const authorize = (query: string, call: Call) => server.call("POST", `/auth/workspace_authorization${query}`, call);
const enter = (workspaceId: string, call: Call) => server.call("GET", `/users/authorize_server?server_id=${workspaceId}`, call);

async function tokenFor(workspaceId: string, token = user.token): Promise<string> {
  return (await authorize(`?workspace_id=${workspaceId}`, { token })).json.access_token;
}

describe("POST /auth/workspace_authorization", () => {
  test("gives a short token, whether the workspace stands in the form or in the query", async () => {
    const id = randomUUID();
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
    expect((await authorize(`?workspace_id=${randomUUID()}`, { token: user.token, form: { workspace_id: randomUUID() } })).status).toBe(422);
    expect((await authorize(`?workspace_id=${randomUUID()}`, {})).status).toBe(401);
  });
});

describe("GET /users/authorize_server", () => {
  test("knows no workspace yet, for whatever credential", async () => {
    const id = randomUUID();
    const { headers } = await server.signIn(user.username, user.password);
    const cookie = `roster_session=${/roster_session=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1]}`;
    const reported = { "zenml-server-id": "junk", "zenml-server-version": "\u00ff", "zenml-server-url": "javascript:x" };
    for (const call of [{ token: await tokenFor(id) }, { token: user.token }, { token: server.admin, headers: reported }, { headers: { cookie } }]) {
      const { status, json } = await enter(id, call);
      expect([status, json.code]).toEqual([404, "workspace.not_found"]);
    }
  });

  test("refuses the token of another workspace, no token, and a path that is no id", async () => {
    const other = await enter(randomUUID(), { token: await tokenFor(randomUUID()) });
    expect([other.status, other.json.code]).toEqual([403, "workspace.token_of_another"]);
    expect((await enter(randomUUID(), {})).status).toBe(401);
    expect((await server.call("GET", "/users/authorize_server", { token: user.token })).status).toBe(422);
  });

  test("refuses a token that has expired, or whose session has ended", async () => {
    const own = await startServer();
    const person = await makeUser(own);
    const id = randomUUID();
    const ask = async (token: string) => (await own.call("GET", `/users/authorize_server?server_id=${id}`, { token })).status;
    const make = async () => (await own.call("POST", `/auth/workspace_authorization?workspace_id=${id}`, { token: person.token })).json.access_token as string;
    const old = await make();
    expect(await ask(old)).toBe(404);
    own.clock.advance(301_000);
    expect(await ask(old)).toBe(401);
    const fresh = await make();
    await own.call("POST", "/auth/logout", { token: person.token });
    expect(await ask(fresh)).toBe(401);
    await own.close();
  });
});

test("a workspace token is good for nothing else: every other route that takes a credential refuses it", async () => {
  const token = await tokenFor(randomUUID(), server.admin);
  for (const route of server.app.routes.filter((r) => holderOf(r.permission) !== "public" && !r.takesWorkspaceToken)) {
    const reply = await server.call(route.method, route.path.replaceAll(/\{\w+\}/g, randomUUID()), { token });
    expect([route.id, reply.status]).toEqual([route.id, 401]);
  }
  expect((await server.call("POST", "/auth/logout", { token })).status).toBe(200);
  expect((await server.call("GET", "/users/me", { token: server.admin })).status).toBe(200);
});

test("an access token in the clothes of a workspace token, and the other way round, is neither", async () => {
  const id = randomUUID();
  const [head = "", body = "", signature = ""] = (await tokenFor(id)).split(".");
  const [headOfAccess = ""] = user.token.split(".");
  expect((await server.call("GET", "/users/me", { token: `${headOfAccess}.${body}.${signature}` })).status).toBe(401);
  expect((await enter(id, { token: `${head}.${user.token.split(".").slice(1).join(".")}` })).status).toBe(401);
});
