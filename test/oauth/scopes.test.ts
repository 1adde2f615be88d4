import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONSOLE_ID, holderOf, PERMISSIONS, type PermissionName, SCOPES, type ScopeName, scopeOf } from "../../src/kernel/permissions.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication, REDIRECT } from "../support/oauth.ts";
import { getTokens, newBrowser, payloadOf, tokenRequest } from "./support.ts";

/** Over every route there is: a token is worth its scopes, whoever it stands for. */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const ALL = Object.keys(SCOPES) as ScopeName[];

async function tokenOf(scopes: readonly string[]): Promise<string> {
  const app = await makeApplication(server, { type: "machine", scopes, is_superuser: true });
  return (await tokenRequest(server, app, { grant_type: "client_credentials" })).json.access_token;
}

test("a superuser's token with every scope but the one that a route needs is refused there, and told which", async () => {
  const without = new Map<ScopeName, string>();
  for (const scope of ALL) without.set(scope, await tokenOf(ALL.filter((one) => one !== scope)));
  let seen = 0;
  for (const route of server.app.routes) {
    const scope = scopeOf(route.permission);
    if (scope === null) continue;
    seen += 1;
    const path = route.path.replaceAll(/\{[^}]+\}/g, "00000000-0000-7000-8000-000000000000");
    const reply = await server.call(route.method, path, { token: without.get(scope), ...(route.method !== "GET" && { body: {} }) });
    expect([reply.status, reply.json?.code], `${route.method} ${route.path}`).toEqual([403, "auth.insufficient_scope"]);
    expect(reply.headers.get("www-authenticate"), `${route.method} ${route.path}`).toBe(`Bearer realm="roster", error="insufficient_scope", scope="${scope}"`);
  }
  expect(seen).toBeGreaterThan(20);
});

test("a token with every scope does nothing that asks for a credential without scopes", async () => {
  const token = await tokenOf(ALL);
  const own = server.app.routes.filter((route) => scopeOf(route.permission) === null && holderOf(route.permission) !== "public");
  expect(own.length).toBeGreaterThan(0);
  for (const route of own) {
    const path = route.path.replaceAll(/\{[^}]+\}/g, "00000000-0000-7000-8000-000000000000");
    const reply = await server.call(route.method, path, { token, ...(route.method !== "GET" && { body: {} }) });
    expect(reply.status, `${route.method} ${route.path}`).toBe(403);
  }
});

describe("what somebody does with their own hands", () => {
  const BY_HAND = (Object.keys(PERMISSIONS) as PermissionName[]).filter((name) => PERMISSIONS[name].byConsole);
  const CONSOLE = { client_id: CONSOLE_ID, client_secret: "" };
  const scope = ["openid", ...ALL].join(" ");
  const consoleToken = async (person: Awaited<ReturnType<typeof makeUser>>, browser = newBrowser(server), more: Record<string, string> = {}) =>
    getTokens(server, CONSOLE, person, scope, { browser, params: { redirect_uri: `${ISSUER}/console/callback`, ...more } });
  const create = (token: string, name: string) => server.call("POST", "/users/me/api_keys", { token, body: { name } });

  test("works with a token of the console, which is our own, and with none of another application that has every scope", async () => {
    expect(BY_HAND).toContain("keys:write");
    const person = await makeUser(server);
    const { access_token: own } = await consoleToken(person);
    const made = await create(own, "by the console");
    expect([made.status, made.text]).toEqual([200, made.text]);
    expect((await server.call("GET", "/users/me", { token: made.json.key })).json.id).toBe(person.id);
    const others = [
      await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", ...ALL], is_trusted: true, name: "Console" }),
      await makeApplication(server, { type: "single_page", redirect_uris: [REDIRECT], scopes: ["openid", ...ALL], is_trusted: true }),
    ];
    for (const other of others) {
      const { access_token } = await getTokens(server, other, person, scope);
      expect((await create(access_token, "by another")).json.code).toBe("auth.insufficient_scope");
    }
  });

  test("is the same under the address of one's own account that superusers have for anybody's", async () => {
    const [boss, other] = [await makeUser(server, { is_superuser: true }), await makeUser(server)];
    const bounded = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", ...ALL], is_trusted: true });
    const { access_token: theirs } = await getTokens(server, bounded, boss, "openid credentials:read credentials:write");
    const keyOf = async (person: typeof boss) => `/users/${person.id}/api_keys/${(await create(person.token, "kept")).json.id}`;
    const [own, others] = [await keyOf(boss), await keyOf(other)];
    const refused = await server.call("DELETE", own, { token: theirs });
    expect([refused.status, refused.json.code]).toEqual([403, "auth.insufficient_scope"]);
    expect((await server.call("GET", `/users/${boss.id}/api_keys`, { token: theirs })).json).toHaveLength(1);
    expect((await server.call("DELETE", others, { token: theirs })).status).toBe(200);
    const { access_token: byConsole } = await consoleToken(boss);
    expect((await server.call("DELETE", own, { token: byConsole })).status).toBe(200);
  });

  test("does not work with a token that another application exchanged the console's for", async () => {
    const { access_token: own } = await consoleToken(await makeUser(server));
    const middle = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", ...ALL] });
    const exchanged = await tokenRequest(server, middle, {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: own,
      subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
      scope: ALL.join(" "),
    });
    expect([exchanged.status, exchanged.text]).toEqual([200, exchanged.text]);
    expect((await create(exchanged.json.access_token, "by exchange")).json.code).toBe("auth.insufficient_scope");
  });

  test("the console's tokens come to an address of this server only", async () => {
    for (const redirect_uri of [REDIRECT, "http://127.0.0.1/console/callback", `${ISSUER}/console/callback/x`, `${ISSUER}/users/me`]) {
      const query = new URLSearchParams({
        client_id: CONSOLE_ID,
        response_type: "code",
        redirect_uri,
        scope,
        code_challenge: "x".repeat(43),
        code_challenge_method: "S256",
      });
      const arrival = await newBrowser(server).go(`${ISSUER}/oauth/authorize?${query}`);
      expect([redirect_uri, arrival.status, new URL(arrival.url).origin]).toEqual([redirect_uri, 400, ISSUER]);
    }
  });

  test("takes a recent sign-in: another one in the browser is the application's, too, once it has asked again, and not before", async () => {
    const person = await makeUser(server);
    const browser = newBrowser(server);
    const before = await consoleToken(person, browser);
    await server.db.query({ text: "UPDATE sessions SET auth_time = auth_time - interval '11 minutes' WHERE user_id = $1", values: [person.id] });
    server.clock.advance(600);
    expect((await create(before.access_token, "late")).json.code).toBe("auth.reauthentication_required");
    await browser.signIn(person.username, person.password);
    server.clock.advance(600);
    expect((await create(before.access_token, "not asked")).json.code).toBe("auth.reauthentication_required");
    const after = await consoleToken(person, browser, { max_age: "600" });
    expect(payloadOf(after.access_token)["sid"]).toBe(payloadOf(before.access_token)["sid"]);
    expect((await create(after.access_token, "asked")).status).toBe(200);
  });
});
