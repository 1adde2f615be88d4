import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type Harness, makeUser, startReachableServer } from "../support/harness.ts";
import { makeApplication } from "../support/oauth.ts";

/** Passkeys in a real browser, with the authenticator that it has for tests. */
let server: Harness;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startReachableServer(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** @param isVerifying whether the authenticator can tell who holds it */
async function attach(isVerifying = true): Promise<void> {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: isVerifying } as const;
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
}

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ locale: "en-GB" });
  page = await context.newPage();
});

/** Adds a passkey to a new account, signed in in this browser, and signs out. */
async function register(): Promise<{ id: string; passkeyId: string; token: string }> {
  const { id, username, password } = await makeUser(server);
  await page.goto(`${server.url}/sign-in`);
  const added = await page.evaluate(
    `(async () => {
      const post = async (path, body, headers) => (await fetch(path, { method: "POST", body, headers })).json();
      const form = new URLSearchParams(${JSON.stringify({ username, password })});
      const token = (await post("/auth/login", form)).access_token;
      const json = { "content-type": "application/json" };
      const response = await SimpleWebAuthnBrowser.startRegistration({ optionsJSON: await post("/users/me/passkeys/options", "{}", json) });
      const passkey = await post("/users/me/passkeys", JSON.stringify({ name: "Laptop", response }), json);
      return { passkeyId: passkey.id, token };
    })()`,
  );
  await context.clearCookies();
  return { id, ...(added as { passkeyId: string; token: string }) };
}

const button = () => page.getByRole("button", { name: "Sign in with a passkey" });

test("a passkey that was added in a browser signs in there, at the sign-in page, and once removed does not", async () => {
  await attach();
  const { passkeyId, token } = await register();
  await page.goto(`${server.url}/sign-in?return_to=%2Fpassword`);
  await button().click();
  await page.waitForURL(`${server.url}/password`);
  expect((await server.call("DELETE", `/users/me/passkeys/${passkeyId}`, { token })).status).toBe(200);
  await context.clearCookies();
  await page.goto(`${server.url}/sign-in`);
  await button().click();
  await page.getByRole("alert").waitFor();
});

test("a passkey signs in inside an OAuth interaction, which then goes on", async () => {
  await attach();
  await register();
  const made = await makeApplication(server, { name: "Studio", type: "single_page", redirect_uris: ["http://localhost:9/cb"], scopes: ["openid"] });
  const query = new URLSearchParams({
    client_id: made.client_id,
    redirect_uri: "http://localhost:9/cb",
    response_type: "code",
    scope: "openid",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  });
  await page.goto(`${server.url}/oauth/authorize?${query}`);
  await button().click();
  await page.getByRole("heading", { name: "Studio" }).waitFor();
});

test("an authenticator that cannot tell who holds it is not let in", async () => {
  await attach(false);
  await page.goto(`${server.url}/sign-in`);
  await button().click();
  await page.getByRole("alert").waitFor();
});

test("without script there is no button", async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const bare = await plain.newPage();
  await bare.goto(`${server.url}/sign-in`);
  expect(await bare.getByRole("button", { name: "Sign in with a passkey" }).count()).toBe(0);
  await plain.close();
});
