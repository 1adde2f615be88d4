import type { BrowserContext, ConsoleMessage, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Harness, makeUser, startReachableServer } from "../support/harness.ts";
import { makeApplication } from "../support/oauth.ts";
import { addPasskey, makeOwner, signInWith } from "../support/passkeys.ts";
import { openVisits, refusalIn } from "../support/visits.ts";

/** Passkeys in a real browser, with the authenticator that it has for tests. */
let server: Harness;
let strict: Harness;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [server, strict] = await Promise.all([startReachableServer(), startReachableServer({ ROSTER_REQUIRE_MFA: "everyone" })]);
});
afterAll(() => Promise.all([server?.close(), strict?.close()]));
const visits = openVisits(() => [server.url, strict.url]);
/** A passkey that is none is refused, and one that is added too long after signing in. */
const isRefusal = (message: ConsoleMessage) => [401, 403].includes(refusalIn(message));

/** Gives the browser an authenticator. @returns a switch for whether it can tell who holds it */
async function attach(): Promise<(isVerified: boolean) => Promise<unknown>> {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true } as const;
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
  return (isUserVerified) => cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
}

beforeEach(async () => {
  page = await visits.visit({}, isRefusal);
  context = page.context();
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

test("a passkey whose authenticator cannot tell any more who holds it does not sign in", async () => {
  const verifies = await attach();
  await register();
  await page.goto(`${server.url}/sign-in`);
  await verifies(false);
  await button().click();
  await page.getByRole("alert").waitFor();
  await verifies(true);
  await button().click();
  await page.getByRole("heading", { name: "You are signed in" }).waitFor();
});

test("without script there is no button", async () => {
  const bare = await visits.visit({ javaScriptEnabled: false });
  await bare.goto(`${server.url}/sign-in`);
  await expect.poll(() => bare.getByRole("button", { name: "Sign in with a passkey" }).count()).toBe(0);
});

/** Signs in at the sign-in page. */
async function signIn(at: Page, { username, password }: { username: string; password: string }): Promise<void> {
  await at.getByLabel("Username or e-mail address").fill(username);
  await at.getByLabel("Password", { exact: true }).fill(password);
  await at.getByRole("button", { name: "Sign in", exact: true }).click();
}

describe("the page of passkeys", () => {
  test("adds one that signs in, once; renames and removes it; and breaks no policy", async () => {
    await attach();
    const person = await makeUser(server);
    await page.goto(server.url);
    await signIn(page, person);
    await page.getByRole("link", { name: "Passkeys" }).click();
    await page.getByText("You have no passkey yet.").waitFor();
    const add = async (name: string) => {
      await page.getByLabel("Name").last().fill(name);
      await page.getByRole("button", { name: "Add passkey" }).click();
    };
    await add("Laptop");
    await page.getByRole("status").filter({ hasText: "The passkey was added." }).waitFor();
    await page.getByRole("heading", { name: "Laptop" }).waitFor();
    await add("Again");
    await page.getByRole("alert").filter({ hasText: "already" }).waitFor();
    await context.clearCookies();
    await page.goto(`${server.url}/sign-in?return_to=%2Fpasskeys`);
    await button().click();
    await page.getByText("Rename or remove").click();
    await page.getByLabel("Name").first().fill("Old laptop");
    await page.getByRole("button", { name: "Save name" }).click();
    await page.getByRole("heading", { name: "Old laptop" }).waitFor();
    await page.getByText("Rename or remove").click();
    await page.getByRole("button", { name: "Remove passkey" }).click();
    await page.getByText("You have no passkey yet.").waitFor();
  });

  test("sends whoever signed in too long ago to sign in again, and back", async () => {
    await attach();
    const person = await makeUser(server);
    await page.goto(`${server.url}/sign-in?return_to=%2Fpasskeys`);
    await signIn(page, person);
    await page.getByLabel("Name").fill("Laptop");
    server.clock.advance(601_000);
    await page.getByRole("button", { name: "Add passkey" }).click();
    await page.waitForURL(/\/sign-in\?/);
    await signIn(page, person);
    await page.getByRole("button", { name: "Add passkey" }).waitFor();
    server.clock.advance(601_000);
    await page.reload();
    await expect.poll(() => page.getByRole("button", { name: "Add passkey" }).count()).toBe(0);
    await page.getByRole("link", { name: "Sign in again" }).click();
    await signIn(page, person);
    await page.getByRole("button", { name: "Add passkey" }).waitFor();
  });

  test("without script says that adding takes it, and renames and removes", async () => {
    const { authenticator } = await makeOwner(server, { origin: server.url });
    const [pair = ""] = (await signInWith(server, authenticator)).headers.getSetCookie()[0]?.split(";") ?? [];
    const [name = "", value = ""] = pair.split("=");
    const bare = await visits.visit({ javaScriptEnabled: false });
    await bare.context().addCookies([{ name, value, url: server.url }]);
    await bare.goto(`${server.url}/passkeys`);
    await expect.poll(() => bare.getByRole("button", { name: "Add passkey" }).isDisabled()).toBe(true);
    await expect.poll(() => bare.getByText("This takes JavaScript").isVisible()).toBe(true);
    await bare.getByText("Rename or remove").click();
    await bare.getByLabel("Name").first().fill("Key of a ring");
    await bare.getByRole("button", { name: "Save name" }).click();
    await bare.getByRole("heading", { name: "Key of a ring" }).waitFor();
    await bare.getByText("Rename or remove").click();
    await bare.getByRole("button", { name: "Remove passkey" }).click();
    await bare.getByText("You have no passkey yet.").waitFor();
  });

  test("is a way to the second factor that is asked for, and on to where somebody wanted to go", async () => {
    await attach();
    const username = "new";
    // Without a second factor the admin makes nobody there.
    await addPasskey(strict, strict.admin, { origin: strict.url });
    expect((await strict.call("POST", "/users", { token: strict.admin, body: { username, password: "given" } })).status).toBe(200);
    await page.goto(`${strict.url}/sign-in?return_to=%2Fpassword`);
    await signIn(page, { username, password: "given" });
    await page.getByLabel("New password").fill("a password of my own");
    await page.getByRole("button", { name: "Save password" }).click();
    await page.getByRole("link", { name: "Use a passkey instead" }).click();
    await page.getByLabel("Name").fill("Laptop");
    await page.getByRole("button", { name: "Add passkey" }).click();
    await page.getByRole("status").waitFor();
    await page.getByRole("link", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Change your password" }).waitFor();
  });
});
