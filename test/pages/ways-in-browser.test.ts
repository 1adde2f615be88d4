import * as client from "openid-client";
import { TOTP, URI } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CLIENT, type StrictProvider, startStrictProvider } from "../federation/strict-provider.ts";
import { type Harness, startReachableServer } from "../support/harness.ts";
import { makeApplication, startApplication } from "../support/oauth.ts";
import { openVisits } from "../support/visits.ts";

/** The ways in that lead over further pages end at the application that began, in a real browser. */
let server: Harness;
let strict: Harness;
let provider: StrictProvider;
let app: Awaited<ReturnType<typeof startApplication>>;
let redirect: string;

beforeAll(async () => {
  app = await startApplication();
  redirect = `${app.url}/callback`;
  [server, strict] = await Promise.all([
    startReachableServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" }),
    startReachableServer({ ROSTER_REQUIRE_MFA: "everyone" }),
  ]);
  provider = await startStrictProvider(`${server.url}/auth/callback`);
  const body = { name: "strict", display_name: "Strict Inc.", issuer: provider.issuer, ...CLIENT };
  expect((await server.call("POST", "/connections", { token: server.admin, body })).status).toBe(200);
  // The admin's own second factor: without it the admin may make nothing there.
  const { json } = await strict.call("POST", "/users/me/totp", { token: strict.admin });
  const verified = await strict.call("POST", "/users/me/totp/verify", { token: strict.admin, body: { code: codeOf(strict, json.otpauth_uri) } });
  expect(verified.status).toBe(200);
});
afterAll(async () => {
  app?.close();
  await Promise.all([server?.close(), strict?.close(), provider?.close()]);
});
const visits = openVisits(() => [server.url, strict.url, app.url, new URL(provider.issuer).origin]);

/** What an authenticator app shows. */
function codeOf(at: Harness, uri: string): string {
  const totp = URI.parse(uri);
  if (!(totp instanceof TOTP)) throw new Error(`not of an authenticator app: ${uri}`);
  return totp.generate({ timestamp: at.clock.now() });
}

/** An application begins a sign-in. `finish` redeems what it got. */
async function begin(at: Harness, name: string) {
  const made = await makeApplication(at, { name, type: "web", redirect_uris: [redirect], scopes: ["openid", "profile", "users:read"] });
  const config = await client.discovery(new URL(at.url), made.client_id, undefined, client.ClientSecretPost(made.client_secret), {
    execute: [client.allowInsecureRequests],
  });
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: "openid profile users:read",
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, finish: (back: string) => client.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier, expectedState }) };
}

const visit = (javaScriptEnabled: boolean) => visits.visit({ javaScriptEnabled });

async function allow(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { name }).waitFor();
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await page.getByRole("heading", { name: "Back at the application" }).waitFor();
}

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("somebody signs in with another provider for an application, and comes back to it", async () => {
    const name = `Pipelines ${javaScriptEnabled}`;
    const { url, finish } = await begin(server, name);
    provider.login = `sub-${javaScriptEnabled}`;
    provider.accounts.set(provider.login, { email: `ada-${javaScriptEnabled}@example.com`, email_verified: true, name: "Ada Lovelace" });
    const page = await visit(javaScriptEnabled);
    await page.goto(url);
    await page.getByRole("link", { name: "Continue with Strict Inc." }).click();
    await allow(page, name);
    const tokens = await finish(page.url());
    expect(tokens.claims()?.["name"]).toBe("Ada Lovelace");
    const me = await server.call("GET", "/users/me", { token: tokens.access_token });
    expect(me.json).toMatchObject({ id: tokens.claims()?.sub, oauth_provider: "strict", oauth_id: provider.login });
  });

  test("somebody new, who must choose a password and set up a second factor first, goes on to the application after both", async () => {
    const name = `Console ${javaScriptEnabled}`;
    const { url, finish } = await begin(strict, name);
    const username = `new-${javaScriptEnabled}`;
    const person = await strict.call("POST", "/users", { token: strict.admin, body: { username, password: "given" } });
    const page = await visit(javaScriptEnabled);
    await page.goto(url);
    await page.getByLabel("Username or e-mail address").fill(username);
    await page.getByLabel("Password", { exact: true }).fill("given");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByLabel("New password").fill("a password of my own");
    await page.getByRole("button", { name: "Save password" }).click();
    await page.getByRole("button", { name: "Begin", exact: true }).click();
    expect(await page.getByRole("img", { name: "QR code of the key below" }).boundingBox()).toMatchObject({ width: 224, height: 224 });
    const uri = await page.getByRole("link", { name: "Open it in an app" }).getAttribute("href");
    await page.getByRole("textbox", { name: "Code" }).fill(codeOf(strict, uri ?? ""));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("link", { name: "I have kept them: continue" }).click();
    await allow(page, name);
    expect((await finish(page.url())).claims()?.sub).toBe(person.json.id);
  });
});
