import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { readInbox } from "../../src/modules/mail/service.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Browser, createBrowser, whoIs } from "./browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "./strict-provider.ts";

/** Between the first factor and the second: what let somebody in is there until the end. */
let server: Harness;
let provider: StrictProvider;

beforeAll(async () => {
  provider = await startStrictProvider();
  provider.amr = ["pwd"];
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.0/8" });
  await connect("strict");
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

async function connect(name: string): Promise<string> {
  const made = await server.call("POST", "/connections", { token: server.admin, body: { name, issuer: provider.issuer, ...CLIENT } });
  expect(made.status, made.text).toBe(200);
  return made.json.id;
}

type Person = Awaited<ReturnType<typeof makeUser>> & { readonly email: string; readonly codes: string[] };
let serial = 0;

/** Somebody with a second factor, whose identity of a provider is linked to their account. */
async function someone(connection = "strict"): Promise<Person> {
  const email = `between-${++serial}@example.com`;
  const person = await makeUser(server, { email });
  const sub = `between-${serial}`;
  provider.accounts.set(sub, { email, email_verified: true, name: "From the provider" });
  provider.login = sub;
  const { json: begun } = await server.call("POST", "/users/me/totp", { token: person.token });
  const code = new TOTP({ secret: Secret.fromBase32(begun.secret) }).generate({ timestamp: server.clock.now() });
  const { json } = await server.call("POST", "/users/me/totp/verify", { token: person.token, body: { code } });
  const browser = createBrowser(server);
  await browser.open("/sign-in", { username: person.username, password: person.password });
  await browser.open("/sign-in/second-factor", { code: json.recovery_codes[0] });
  const linking = await server.call("POST", "/users/me/identities", { token: person.token, body: { connection, return_to: "/console/account" } });
  expect(linking.status, linking.text).toBe(200);
  const told = await browser.follow(linking.json.authorize_url, ({ pathname }) => pathname === "/console/account");
  expect(told.location).toContain("linked=");
  return { ...person, email, codes: json.recovery_codes.slice(1) };
}

/** Signs in by the provider as far as the question for a code. */
async function asked(connection = "strict"): Promise<Browser> {
  const browser = createBrowser(server);
  const { url } = await browser.follow(`/auth/authorize?connection=${connection}&redirect_to=%2F`);
  expect(new URL(url).pathname).toBe("/sign-in/second-factor");
  return browser;
}

/** The same by a mailed link. */
async function askedByLink({ email }: Person): Promise<Browser> {
  await server.call("POST", "/auth/magic_link", { body: { identifier: email } });
  await server.app.mailer.idle();
  const message = (await readInbox(systemContext(server.app.services, server.db, "test"))).find((mail) => mail.recipient === email);
  const browser = createBrowser(server);
  const step = await browser.open("/sign-in/link", { token: /token=([\w-]{43})/.exec(message?.text ?? "")?.[1] ?? "" });
  expect(new URL(step.location ?? "").pathname).toBe("/sign-in/second-factor");
  return browser;
}

/** Gives a good code. @returns where that leads */
async function answer(browser: Browser, code: string | undefined): Promise<string> {
  const { location } = await browser.open("/sign-in/second-factor", { code: code ?? "" });
  return new URL(location ?? "").pathname;
}

const unlink = (person: Person, provider = "strict") => server.call("DELETE", `/users/me/identities/${provider}`, { token: person.token });
const change = (person: Person, body: object) => server.call("PATCH", `/users/${person.id}`, { token: server.admin, body });

test("a code finishes a sign-in by a provider while the identity is the account's, and not once it was removed", async () => {
  const person = await someone();
  const [first, second] = [await asked(), await asked()];
  expect(await answer(first, person.codes[0])).toBe("/");
  expect(await whoIs(server, first)).toMatchObject({ id: person.id });
  expect((await unlink(person)).status).toBe(200);
  expect(await answer(second, person.codes[1])).toBe("/sign-in");
  expect(await whoIs(server, second)).toBeUndefined();
});

test("nor once the connection was switched off", async () => {
  const id = await connect("passing");
  const person = await someone("passing");
  const browser = await asked("passing");
  expect((await server.call("PATCH", `/connections/${id}`, { token: server.admin, body: { is_enabled: false } })).status).toBe(200);
  expect(await answer(browser, person.codes[0])).toBe("/sign-in");
});

test("a code finishes a sign-in by a mailed link while the address is the account's", async () => {
  const person = await someone();
  const first = await askedByLink(person);
  expect(await answer(first, person.codes[0])).toBe("/");
  const second = await askedByLink(person);
  expect((await change(person, { email: `moved-${serial}@example.com` })).status).toBe(200);
  expect(await answer(second, person.codes[1])).toBe("/sign-in");
  expect(await whoIs(server, second)).toBeUndefined();
});
