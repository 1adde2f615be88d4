import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";
import { type Browser, createBrowser, isCallback, problemOf, whoIs } from "./browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "./strict-provider.ts";

let server: Harness;
let provider: StrictProvider;
let browser: Browser;
let serial = 0;

beforeAll(async () => {
  provider = await startStrictProvider();
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
  const made = await server.call("POST", "/connections", {
    token: server.admin,
    body: { name: "strict", display_name: "Strict <Inc.>", issuer: provider.issuer, ...CLIENT, claims: { metadata: { dept: "department" } } },
  });
  expect(made.status).toBe(200);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});
beforeEach(() => {
  browser = createBrowser(server);
});

/** Somebody new at the provider, who signs in there next. */
function someone(claims: Record<string, unknown> = {}) {
  serial += 1;
  const sub = `sub-${serial}`;
  const person = { email: `person-${serial}@example.com`, email_verified: true, name: `Person ${serial}`, ...claims };
  provider.accounts.set(sub, person);
  provider.login = sub;
  return { sub, ...person };
}

const signIn = (path = "/auth/authorize?connection=strict", by = browser) =>
  by.follow(path, (url) => url.host === "roster.test" && !url.pathname.startsWith("/auth/") && !url.pathname.startsWith("/sign-in"));

test("the first sign-in makes the account, as the provider has it, and a session that says how", async () => {
  const { sub, email, name } = someone({ picture: "https://example.com/p.png", groups: ["a", "b"], department: "Engines" });
  const back = await signIn("/auth/authorize?connection=strict&redirect_to=%2Fconsole%3Fa%3D1");
  expect([back.status, back.location]).toEqual([303, "http://roster.test/console?a=1"]);
  const user = await whoIs(server, browser);
  expect(user).toMatchObject({
    username: email,
    email,
    name,
    avatar_url: "https://example.com/p.png",
    metadata: { dept: "Engines" },
    oauth_provider: "strict",
    oauth_id: sub,
    password_expired: null,
    is_active: true,
    is_superuser: false,
  });
  const sessions = await server.call("GET", `/users/${user.id}/sessions`, { token: server.admin });
  expect(sessions.json[0].amr).toEqual(["fed", "mfa", "otp"]);
  const log = await server.call("GET", `/audit?target_id=${user.id}&action=user.create`, { token: server.admin });
  expect(log.json).toMatchObject([{ actor_kind: "system", actor_name: "connection strict", after: { oauth_id: sub } }]);
});

test("what goes to the provider has PKCE, state and nonce, and nothing of it is stored in clear", async () => {
  const step = await browser.open("/auth/authorize?connection=strict");
  const query = new URL(step.location ?? "").searchParams;
  expect(query.get("code_challenge_method")).toBe("S256");
  expect(query.get("redirect_uri")).toBe("http://roster.test/auth/callback");
  const cookie = step.headers.getSetCookie().find((line) => line.startsWith("roster_federation="));
  expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(p)::text AS text FROM pending_sign_ins p" });
  const stored = rows.map((row) => row.text).join();
  for (const secret of [query.get("state"), query.get("nonce"), browser.cookie("roster_federation")]) expect(stored).not.toContain(secret);
});

test("an answer is good once, for the browser that began, within ten minutes", async () => {
  someone();
  const arrive = async (by: Browser) => (await by.follow("/auth/authorize?connection=strict", isCallback)).location ?? "";
  const address = await arrive(browser);
  const other = createBrowser(server);
  await other.open("/auth/authorize?connection=strict");
  expect(problemOf(await other.follow(address))).toBe("federation.not_started_here");
  expect(problemOf(await createBrowser(server).follow(address))).toBe("federation.not_started_here");
  expect((await browser.open(address)).location).toBe("http://roster.test/");
  expect(problemOf(await browser.follow(address))).toBe("federation.not_started_here");

  const late = createBrowser(server);
  const lateAddress = await arrive(late);
  server.clock.advance(601_000);
  expect(problemOf(await late.follow(lateAddress))).toBe("federation.not_started_here");
});

test("a state that two browsers swapped signs neither in", async () => {
  someone();
  const [one, two] = [createBrowser(server), createBrowser(server)];
  const first = (await one.follow("/auth/authorize?connection=strict", isCallback)).location ?? "";
  someone();
  const second = (await two.follow("/auth/authorize?connection=strict", isCallback)).location ?? "";
  expect(problemOf(await one.follow(second))).toBe("federation.not_started_here");
  expect(problemOf(await two.follow(first))).toBe("federation.not_started_here");
  expect(await whoIs(server, one)).toBeUndefined();
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "javascript:alert(1)",
  "/%0d%0aSet-Cookie:x=1\r\n",
  "http://roster.test.evil.example/",
  "\t//evil.example",
])("going on to %j stays here", async (target) => {
  someone();
  const back = await signIn(`/auth/authorize?connection=strict&redirect_to=${encodeURIComponent(target)}`);
  expect(new URL(back.location ?? "").origin).toBe("http://roster.test");
});

test("a sign-in that is cancelled at the provider is told in our words, with a way back", async () => {
  provider.login = null;
  const page = await signIn();
  expect([page.status, problemOf(page)]).toEqual([403, "federation.denied"]);
  expect(page.text).toContain('href="/sign-in"');
  expect(page.text).not.toContain("<b>No");
});

test("without a name the only connection is meant; of two one has to be named; one that is off is not there", async () => {
  someone();
  expect((await signIn("/auth/authorize")).location).toBe("http://roster.test/");
  const second = await server.call("POST", "/connections", { token: server.admin, body: { name: "second", issuer: "https://id.example.com", client_id: "x" } });
  expect((await server.call("GET", "/auth/authorize")).json.code).toBe("federation.connection_needed");
  const off = await server.call("PATCH", `/connections/${second.json.id}`, { token: server.admin, body: { is_enabled: false } });
  expect(off.json.is_enabled).toBe(false);
  expect((await server.call("GET", "/auth/authorize?connection=second")).json.code).toBe("federation.unknown_connection");
  expect((await server.call("GET", "/auth/authorize")).status).toBe(303);
  await server.call("DELETE", `/connections/${second.json.id}`, { token: server.admin });
});

test("the sign-in page has a button for each connection, and the API lists them, without what is nobody's business", async () => {
  const page = await browser.open("/sign-in?return_to=%2Fconsole");
  expect(page.text).toContain('href="/auth/authorize?connection=strict&amp;redirect_to=%2Fconsole"');
  expect(page.text).toContain("Strict &lt;Inc.&gt;");
  const list = await server.call("GET", "/auth/connections");
  expect(list.json).toContainEqual({
    id: "strict",
    type: "oidc",
    name: "Strict <Inc.>",
    authorize_url: "http://roster.test/auth/authorize?connection=strict",
    linkable: true,
  });
  expect(list.text).not.toContain(`${CLIENT.client_id}"`);
});

test("the server's facts name the ways to sign in: what is hidden or off is not among them", async () => {
  const body = { issuer: "https://id.example.com", client_id: "x" };
  const made = [
    { name: "hidden", is_hidden: true },
    { name: "off", is_enabled: false },
  ].map((fields) => server.call("POST", "/connections", { token: server.admin, body: { ...body, ...fields } }));
  const [hidden, off] = await Promise.all(made);
  expect([hidden?.json.is_hidden, off?.json.is_enabled]).toEqual([true, false]);
  expect((await server.call("GET", "/server/info")).json.sign_in).toEqual(["password", "strict"]);
  for (const id of [hidden?.json.id, off?.json.id]) await server.call("DELETE", `/connections/${id}`, { token: server.admin });
  const without = await server.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
  expect((await without.call("GET", "/server/info")).json.sign_in).toEqual(["strict"]);
  await without.close();
});

test("two first sign-ins of one subject at once make one account", async () => {
  const { email } = someone();
  const browsers = Array.from({ length: 6 }, () => createBrowser(server));
  const addresses = await Promise.all(browsers.map(async (one) => (await one.follow("/auth/authorize?connection=strict", isCallback)).location ?? ""));
  const sibling = await server.sibling();
  const backs = await Promise.all(browsers.map((one, i) => one.open(addresses[i] ?? "", undefined, i % 2 ? sibling : server)));
  await sibling.close();
  expect(backs.map((back) => back.location)).toEqual(Array(6).fill("http://roster.test/"));
  const users = await server.call("GET", `/users?email=${email}`, { token: server.admin });
  expect(users.json).toHaveLength(1);
});

test("a later sign-in follows what the provider changed, and leaves what the owner changed", async () => {
  const { sub, email } = someone();
  await signIn();
  const { id } = await whoIs(server, browser);
  const cookie = { cookie: `roster_session=${browser.cookie("roster_session")}`, origin: "http://roster.test" };
  await server.call("PATCH", "/users/me", { headers: cookie, body: { name: "My own name" } });
  provider.accounts.set(sub, { email: `new-${email}`, email_verified: true, name: `Person ${serial}`, picture: "https://example.com/new.png" });
  await signIn();
  const user = await whoIs(server, browser);
  expect(user).toMatchObject({ id, username: `new-${email}`, email: `new-${email}`, name: "My own name", avatar_url: "https://example.com/new.png" });
  provider.accounts.set(sub, { email: `new-${email}`, email_verified: true, name: "Married name" });
  await signIn();
  expect((await whoIs(server, browser)).name).toBe("Married name");
  // The old address is free, and whoever has it now is somebody else.
  someone({ email });
  const other = createBrowser(server);
  await signIn(undefined, other);
  expect((await whoIs(server, other)).id).not.toBe(id);
});

test("a new address that somebody else has is not taken over: the old one stays, the sign-in goes on, and it is on record", async () => {
  const taken = await server.call("POST", "/users", { token: server.admin, body: { email: "taken@example.com" } });
  const { sub, email } = someone();
  await signIn();
  const { id } = await whoIs(server, browser);
  provider.accounts.set(sub, { email: "Taken@Example.com", email_verified: true });
  await signIn();
  expect(await whoIs(server, browser)).toMatchObject({ id, email });
  const log = await server.call("GET", `/audit?target_id=${id}&action=user.email_kept`, { token: server.admin });
  expect(log.json).toMatchObject([{ before: { email }, after: { email: "Taken@Example.com" } }]);
  expect(taken.json.id).not.toBe(id);
});

test("an address that is not verified makes an account where it is free, replaces none, and is refused where it is taken", async () => {
  const { sub, email } = someone({ email_verified: false });
  await signIn();
  expect(await whoIs(server, browser)).toMatchObject({ email });
  provider.accounts.set(sub, { email: "else@example.com", email_verified: false });
  await signIn();
  expect(await whoIs(server, browser)).toMatchObject({ email });
  await server.call("POST", "/users", { token: server.admin, body: { email: "victim@example.com" } });
  someone({ email: "victim@example.com", email_verified: false });
  const other = createBrowser(server);
  const page = await signIn(undefined, other);
  expect([page.status, problemOf(page)]).toEqual([403, "federation.email_unverified"]);
  expect(await whoIs(server, other)).toBeUndefined();
});

test("an account that is off, and one that was deleted, are refused in the same words, and no new one is made", async () => {
  const { sub } = someone();
  await signIn();
  const { id } = await whoIs(server, browser);
  await server.call("PATCH", `/users/${id}`, { token: server.admin, body: { is_active: false } });
  const off = await signIn();
  await server.call("PATCH", `/users/${id}`, { token: server.admin, body: { is_active: true } });
  await server.call("DELETE", `/users/${id}`, { token: server.admin });
  const gone = await signIn();
  expect([problemOf(off), problemOf(gone)]).toEqual(["federation.account_unavailable", "federation.account_unavailable"]);
  const words = (text: string) => /role="alert">([^<]+)/.exec(text)?.[1];
  expect(words(gone.text)).toBe(words(off.text));
  expect((await server.call("GET", `/users?oauth_provider=strict&oauth_id=${sub}`, { token: server.admin })).json).toEqual([]);
  await server.call("POST", `/users/${id}/restore`, { token: server.admin });
  await signIn();
  expect((await whoIs(server, browser)).id).toBe(id);
});

test("only verified addresses of the connection's domains get in", async () => {
  const { json } = await server.call("GET", "/connections", { token: server.admin });
  const path = `/connections/${json[0].id}`;
  await server.call("PATCH", path, { token: server.admin, body: { domains: ["Example.org"] } });
  const cases = [
    [{}, "federation.domain_denied"],
    [{ email: "eve@example.org", email_verified: false }, "federation.email_unverified"],
    [{ email: "eve@sub.example.org" }, "federation.domain_denied"],
    [{ email: "ada@EXAMPLE.ORG" }, null],
  ] as const;
  for (const [claims, code] of cases) {
    someone(claims);
    expect(problemOf(await signIn(undefined, createBrowser(server)))).toBe(code);
  }
  await server.call("PATCH", path, { token: server.admin, body: { domains: [] } });
});
