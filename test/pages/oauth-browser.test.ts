import * as client from "openid-client";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startReachableServer } from "../support/harness.ts";
import { makeApplication, startApplication } from "../support/oauth.ts";
import { openVisits } from "../support/visits.ts";

/** The flows of the authorization server in a real browser, with an application at an origin of its own. */
let server: Harness;
let app: Awaited<ReturnType<typeof startApplication>>;
let person: Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  [server, app] = await Promise.all([startReachableServer(), startApplication()]);
  person = await makeUser(server, { name: "Ada Lovelace", email: "ada@example.com" });
});
afterAll(async () => {
  app?.close();
  await server?.close();
});
const visits = openVisits(() => [server.url, app.url]);

const connect = (id: string, secret?: string) =>
  client.discovery(new URL(server.url), id, undefined, secret === undefined ? client.None() : client.ClientSecretPost(secret), {
    execute: [client.allowInsecureRequests],
  });

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Username or e-mail address").fill(person.username);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("somebody signs in for an application, agrees, comes back with a code that is good once, and signs out for it", async () => {
    const redirect = `${app.url}/callback`;
    const made = await makeApplication(server, {
      name: `Pipelines ${javaScriptEnabled}`,
      type: "web",
      redirect_uris: [redirect],
      post_logout_redirect_uris: [`${app.url}/bye`],
      scopes: ["openid", "profile", "users:read"],
    });
    const config = await connect(made.client_id, made.client_secret);
    const page = await visits.visit({ javaScriptEnabled });
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirect,
      scope: "openid profile users:read",
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    await page.goto(url.href);
    await signIn(page);
    await page.getByRole("heading", { name: `Pipelines ${javaScriptEnabled}` }).waitFor();
    await expect.poll(() => page.getByText("Find and read the accounts that you may see.").isVisible()).toBe(true);
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    await page.getByRole("heading", { name: "Back at the application" }).waitFor();
    const tokens = await client.authorizationCodeGrant(config, new URL(page.url()), { pkceCodeVerifier: verifier, expectedState: state });
    expect(tokens.claims()).toMatchObject({ sub: person.id, name: "Ada Lovelace" });
    expect((await server.call("GET", "/users/me", { token: tokens.access_token })).json.id).toBe(person.id);

    const bye = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? "", post_logout_redirect_uri: `${app.url}/bye` });
    await page.goto(bye.href);
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByText("/bye").waitFor();
    expect((await server.call("GET", "/users/me", { token: tokens.access_token })).status).toBe(401);
  });

  test("somebody lets a device of a native application in", async () => {
    const made = await makeApplication(server, {
      name: `Tool ${javaScriptEnabled}`,
      type: "native",
      redirect_uris: ["http://127.0.0.1/cb"],
      scopes: ["openid", "users:read"],
    });
    const config = await connect(made.client_id);
    const asked = await client.initiateDeviceAuthorization(config, { scope: "openid users:read" });
    const page = await visits.visit({ javaScriptEnabled });
    await page.goto(`${server.url}/device?user_code=${asked.user_code}`);
    await signIn(page);
    await page.getByRole("button").first().click();
    if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText(asked.user_code).waitFor();
    await page.getByRole("button", { name: "Let it in", exact: true }).click();
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    await page.getByRole("status").waitFor();
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0.01 });
    expect((await server.call("GET", "/users/me", { token: tokens.access_token })).json.id).toBe(person.id);
  });
});
