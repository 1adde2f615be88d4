import { afterAll, beforeAll, expect, test } from "vitest";
import { holderOf, SCOPES, type ScopeName, scopeOf } from "../../src/kernel/permissions.ts";
import { type Harness, startServer } from "../support/harness.ts";
import { makeApplication } from "../support/oauth.ts";
import { tokenRequest } from "./support.ts";

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
