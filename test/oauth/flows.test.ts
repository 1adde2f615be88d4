import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBrowser } from "../support/browser.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { discover, ISSUER, makeApplication, REDIRECT } from "../support/oauth.ts";

/** The flows as a client of another author sees them: `openid-client` and nothing else. */
let server: Harness;
let person: Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server, { email: "ada@example.com", name: "Ada" });
});
afterAll(() => server.close());

describe("client credentials", () => {
  test("give a machine a token that lists users, bounded by its scopes", async () => {
    const app = await makeApplication(server, { type: "machine", scopes: ["users:read"], is_superuser: true });
    const config = await discover(server, app.client_id, app.client_secret);
    const tokens = await client.clientCredentialsGrant(config, {});
    expect(tokens).toMatchObject({ token_type: "bearer", scope: "users:read", expires_in: 3600 });
    const listed = await server.call("GET", "/users?limit=1000", { token: tokens.access_token });
    expect(listed.status).toBe(200);
    expect(listed.json.map((user: { id: string }) => user.id)).toContain(person.id);
    const denied = await server.call("PATCH", `/users/${person.id}`, { token: tokens.access_token, body: { name: "x" } });
    expect([denied.status, denied.json.code, denied.headers.get("www-authenticate")]).toEqual([
      403,
      "auth.insufficient_scope",
      'Bearer realm="roster", error="insufficient_scope", scope="users:write"',
    ]);
  });
});

describe("authorization code with PKCE", () => {
  test("signs a person in, asks for consent once, and gives tokens for userinfo and the API", async () => {
    const app = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", "profile", "email", "users:read"] });
    const config = await discover(server, app.client_id, app.client_secret);
    const browser = createBrowser(server.url, ISSUER);
    const run = async () => {
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: REDIRECT,
        scope: "openid profile email users:read",
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      return { url, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
    };
    const { url, checks } = await run();
    const atSignIn = await browser.go(url.href);
    expect(new URL(atSignIn.url).pathname).toBe("/sign-in");
    const returnTo = new URL(atSignIn.url).searchParams.get("return_to") ?? "";
    const atConsent = await browser.submit("/sign-in", { username: person.username, password: person.password, return_to: returnTo });
    expect(atConsent.status).toBe(200);
    const here = new URL(atConsent.url).pathname;
    expect(here).toMatch(/^\/oauth\/interaction\//);
    expect(atConsent.text).toContain("Find and read the accounts that you may see.");
    const back = await browser.submit(`${here}/consent`, { decision: "allow" });
    const tokens = await client.authorizationCodeGrant(config, new URL(back.url), checks);
    expect(tokens.claims()).toMatchObject({ sub: person.id, aud: app.client_id, amr: ["pwd"], acr: "urn:roster:acr:single-factor" });
    expect(await client.fetchUserInfo(config, tokens.access_token, person.id)).toMatchObject({ sub: person.id, email: "ada@example.com", name: "Ada" });
    const me = await server.call("GET", "/users/me", { token: tokens.access_token });
    expect(me.json.id).toBe(person.id);
    const introspected = await client.tokenIntrospection(config, tokens.access_token);
    expect(introspected).toMatchObject({ active: true, client_id: app.client_id, sub: person.id });

    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect((await server.call("GET", "/users/me", { token: refreshed.access_token })).status).toBe(200);

    // The second time nobody is asked anything.
    const again = await run();
    const straight = await browser.go(again.url.href);
    expect(new URL(straight.url).origin).toBe("https://app.example");
    const second = await client.authorizationCodeGrant(config, new URL(straight.url), again.checks);
    expect(second.claims()?.sub).toBe(person.id);

    await client.tokenRevocation(config, tokens.refresh_token ?? "");
    expect((await client.tokenIntrospection(config, refreshed.refresh_token ?? "")).active).toBe(false);
  });
});
