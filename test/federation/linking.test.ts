import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInDevice } from "../devices/support.ts";
import { ADMIN_PASSWORD, callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Browser, createBrowser, isCallback, problemOf, whoIs } from "./browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "./strict-provider.ts";

/** Somebody who is signed in links an identity to their own account, and removes it. */
let server: Harness;
let provider: StrictProvider;
let serial = 0;
const as = callingAs(() => server);

type Person = Awaited<ReturnType<typeof makeUser>>;

const settings = { ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.0/8" };

function connect(name: string, fields: Record<string, unknown> = {}, at = server) {
  return at.call("POST", "/connections", { token: at.admin, body: { name, issuer: provider.issuer, ...CLIENT, ...fields } });
}

beforeAll(async () => {
  provider = await startStrictProvider();
  server = await startServer(settings);
  for (const name of ["strict", "second"]) expect((await connect(name)).status).toBe(200);
  expect((await connect("aloof", { link_existing: false })).status).toBe(200);
  expect((await connect("choosy", { domains: ["kestrel.example"] })).status).toBe(200);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

/** Somebody new at the provider, who signs in there next. */
function someone(email = `there-${++serial}@example.com`) {
  const sub = `own-sub-${++serial}`;
  provider.accounts.set(sub, { email, email_verified: true, name: "From the provider" });
  provider.login = sub;
  return sub;
}

const BACK = "/console/account/connections";
const isBack = (url: URL) => url.origin === "http://roster.test" && [BACK, "/"].includes(url.pathname);

/** A browser in which somebody is signed in. */
async function browserOf({ username, password }: Pick<Person, "username" | "password">, at = server): Promise<Browser> {
  const browser = createBrowser(at);
  expect((await browser.open("/sign-in", { username, password })).status).toBe(303);
  return browser;
}

/** The address that linking begins at. */
async function begin(person: Pick<Person, "token">, connection = "strict", return_to: string | undefined = BACK): Promise<string> {
  const reply = await as(person, "POST", "/users/me/identities", { connection, ...(return_to && { return_to }) });
  expect([reply.status, reply.text]).toEqual([200, reply.text]);
  return reply.json.authorize_url;
}

/** Links whoever signs in at the provider next. @returns what the page that one comes back to is told */
async function link(person: Person, connection = "strict", browser?: Browser): Promise<Record<string, string>> {
  const step = await (browser ?? (await browserOf(person))).follow(await begin(person, connection), isBack);
  return Object.fromEntries(new URL(step.location ?? step.url).searchParams);
}

const identitiesOf = async (person: Pick<Person, "token">): Promise<{ provider: string; subject: string }[]> =>
  (await as(person, "GET", "/users/me/identities")).json;
const unlink = (person: Pick<Person, "token">, provider = "strict") => as(person, "DELETE", `/users/me/identities/${provider}`);
const signInBy = async (connection = "strict") => {
  const browser = createBrowser(server);
  await browser.follow(`/auth/authorize?connection=${connection}&redirect_to=%2F`, isBack);
  return whoIs(server, browser);
};
const logOf = async (id: string, action: string) => (await server.call("GET", `/audit?target_id=${id}&action=${action}`, { token: server.admin })).json;

test("an identity is linked beside the password, signs in to the same account, changes nothing of it, and signs in no more once removed", async () => {
  const person = await makeUser(server, { name: "Ada", email: `ada-${++serial}@example.com` });
  const sub = someone();
  expect(await link(person)).toEqual({ linked: "strict" });
  expect(await identitiesOf(person)).toMatchObject([{ provider: "strict", subject: sub, owns_account: false }]);
  expect(await signInBy()).toMatchObject({ id: person.id, oauth_provider: null, name: "Ada", username: person.username });
  expect((await server.signIn(person.username, person.password)).status).toBe(200);
  expect((await as(person, "GET", "/users/me/credentials")).json).toMatchObject({ password: true, oauth_provider: null, identities: 1 });
  // Once more is as good as once.
  expect(await link(person)).toEqual({ linked: "strict" });
  expect((await unlink(person)).status).toBe(200);
  expect(await identitiesOf(person)).toEqual([]);
  expect((await unlink(person)).json.code).toBe("identity.not_found");
  expect((await signInBy()).id).not.toBe(person.id);
  const mine = { actor_id: person.id, target_id: person.id };
  expect(await logOf(person.id, "identity.link")).toMatchObject([{ ...mine, after: { provider: "strict", subject: sub } }]);
  expect(await logOf(person.id, "identity.unlink")).toMatchObject([{ ...mine, before: { provider: "strict", subject: sub } }]);
});

describe("an identity is one account's", () => {
  test("and stays where it is linked, or where it made the account; a second one of the same provider waits until the first is removed", async () => {
    const [first, other] = [await makeUser(server), await makeUser(server)];
    const sub = someone();
    await link(first);
    expect(await link(other)).toEqual({ link_error: "identity.taken" });
    const made = someone();
    await signInBy();
    expect(await link(other)).toEqual({ link_error: "identity.taken" });
    someone();
    expect(await link(first)).toEqual({ link_error: "identity.provider_linked" });
    expect(await link(first, "second")).toEqual({ linked: "second" });
    expect((await identitiesOf(first)).map(({ subject }) => subject)).toContain(sub);
    expect(await identitiesOf(other)).toEqual([]);
    expect(made).not.toBe(sub);
  });

  test("also when two accounts want it at once: one gets it", async () => {
    const people = [await makeUser(server), await makeUser(server), await makeUser(server)];
    someone();
    const arrivals = await Promise.all(
      people.map(async (person) => {
        const browser = await browserOf(person);
        return { browser, at: (await browser.follow(await begin(person), isCallback)).location ?? "" };
      }),
    );
    const steps = await Promise.all(arrivals.map(({ browser, at }) => browser.open(at)));
    const told = steps.map(({ location }) => new URL(location ?? "").search).sort();
    expect(told).toEqual(["?link_error=identity.taken", "?link_error=identity.taken", "?linked=strict"]);
    const held = await Promise.all(people.map((person) => identitiesOf(person)));
    expect(held.flat()).toHaveLength(1);
  });
});

describe("linking goes on only", () => {
  test("in a browser that is signed in to the account that began, from its beginning to its end, and once", async () => {
    const [person, other] = [await makeUser(server), await makeUser(server)];
    const sub = someone();
    const url = await begin(person);
    // Somebody whom the address was slipped to does not give their identity away, nor uses it up.
    for (const stranger of [createBrowser(server), await browserOf(other)]) expect(problemOf(await stranger.follow(url))).toBe("federation.link_stranger");
    const browser = await browserOf(person);
    const { location } = await browser.follow(url, isCallback);
    expect(problemOf(await browser.follow(url))).toBe("federation.link_over");
    // What came back is not another browser's.
    expect(problemOf(await (await browserOf(person)).follow(location ?? ""))).toBe("federation.not_started_here");
    // Somebody else signs in here meanwhile.
    await browser.open("/sign-in", { username: other.username, password: other.password });
    expect((await browser.open(location ?? "")).location).toBe(`http://roster.test${BACK}?link_error=federation.link_stranger`);
    for (const one of [person, other]) expect(await identitiesOf(one)).toEqual([]);
    expect(sub).toBe(provider.login);
  });

  test("while the account is on, its session stands, and the connection lets accounts be linked", async () => {
    const person = await makeUser(server);
    someone();
    const browser = await browserOf(person);
    const { json: made } = await connect("passing");
    const { location } = await browser.follow(await begin(person, "passing"), isCallback);
    await server.call("PATCH", `/connections/${made.id}`, { token: server.admin, body: { is_enabled: false } });
    expect((await browser.open(location ?? "")).location).toContain("link_error=federation.unknown_connection");
    for (const connection of ["passing", "aloof", "nowhere"]) {
      expect((await as(person, "POST", "/users/me/identities", { connection })).json.code).toBe("federation.unknown_connection");
    }
    const late = await begin(person);
    server.clock.advance(601_000);
    expect(problemOf(await (await browserOf(person)).follow(late))).toBe("federation.link_over");
    const again = { ...person, token: (await server.signIn(person.username, person.password)).json.access_token };
    const off = await browserOf(person);
    const ending = { token: (await server.signIn(person.username, person.password)).json.access_token };
    const orphan = await begin(ending);
    await server.call("POST", "/auth/logout", { token: ending.token });
    expect(problemOf(await off.follow(orphan))).toBe("federation.link_over");
    const { location: onTheWay } = await off.follow(await begin(again), isCallback);
    await server.call("PATCH", `/users/${person.id}`, { token: server.admin, body: { is_active: false } });
    expect((await off.open(onTheWay ?? "")).location).toContain("link_error=federation.link_stranger");
    const { rowCount } = await server.db.query({ text: "SELECT 1 FROM user_identities WHERE user_id = $1", values: [person.id] });
    expect(rowCount).toBe(0);
  });

  test("where the connection's rules let the identity in; cancelled at the provider it comes back with a sentence, to a path of ours", async () => {
    const person = await makeUser(server);
    someone("ada@elsewhere.example");
    expect(await link(person, "choosy")).toEqual({ link_error: "federation.domain_denied" });
    provider.login = null;
    expect(await link(person)).toEqual({ link_error: "federation.denied" });
    const step = await (await browserOf(person)).follow(await begin(person, "strict", "https://evil.example/"));
    expect([problemOf(step), step.status]).toEqual(["federation.denied", 403]);
    someone();
    const home = await (await browserOf(person)).follow(await begin(person, "strict", "//evil.example"), isBack);
    expect(home.location).toBe("http://roster.test/");
    const kept = await (await browserOf(person)).follow(await begin(person, "strict", `${BACK}?a=1?b&linked=x`), isBack);
    expect(kept.location).toBe(`http://roster.test${BACK}?a=1%3Fb&linked=strict`);
    expect(await identitiesOf(person)).toHaveLength(1);
  });

  test("by one's own hand, shortly after signing in: no key, no device, no old sign-in, no machine, no reserved admin, no account of a provider", async () => {
    const person = await makeUser(server);
    someone();
    await link(person);
    const { json: made } = await as(person, "POST", "/users/me/api_keys", { name: "ci" });
    const tries = async (token: string) => {
      const answers = [await as({ token }, "POST", "/users/me/identities", { connection: "strict" }), await unlink({ token })];
      return answers.map(({ json }) => json.code);
    };
    expect(await tries(made.key)).toEqual(["credentials.denied", "credentials.denied"]);
    const device = await signInDevice(server, person.token);
    expect(await tries(device.json.access_token)).toEqual(["credentials.device_denied", "credentials.device_denied"]);
    const { json: reserved } = await server.signIn("admin", ADMIN_PASSWORD);
    expect((await tries(reserved.access_token))[0]).toBe("credentials.denied");
    const isLinkable = async (token: string) => (await as({ token }, "GET", "/users/me/credentials")).json.linkable;
    expect([await isLinkable(person.token), await isLinkable(reserved.access_token)]).toEqual([true, false]);
    await server.db.query({ text: "UPDATE sessions SET auth_time = auth_time - interval '11 minutes' WHERE user_id = $1", values: [person.id] });
    server.clock.advance(600);
    expect(await tries(person.token)).toEqual(["auth.reauthentication_required", "auth.reauthentication_required"]);
    expect(await identitiesOf(person)).toHaveLength(1);
    someone();
    const browser = createBrowser(server);
    await browser.follow("/auth/authorize?connection=strict&redirect_to=%2F", isBack);
    const headers = { cookie: `roster_session=${browser.cookie("roster_session")}`, origin: "http://roster.test" };
    const linking = await server.call("POST", "/users/me/identities", { headers, body: { connection: "second" } });
    expect([linking.status, linking.json.code]).toEqual([403, "identity.external"]);
    const removing = await server.call("DELETE", "/users/me/identities/strict", { headers });
    expect([removing.status, removing.json.code]).toEqual([409, "identity.owner"]);
  });
});

test("an account with a linked identity is nobody's by its address: another provider that says it is refused", async () => {
  const email = `mine-${++serial}@example.com`;
  const person = await makeUser(server, { email });
  someone();
  await link(person);
  someone(email);
  const browser = createBrowser(server);
  expect(problemOf(await browser.follow("/auth/authorize?connection=second", isBack))).toBe("federation.email_taken");
});

test("whose password has expired chooses a new one, and whoever has an authenticator app gives its code, after a linked identity, too", async () => {
  const person = await makeUser(server);
  someone();
  await link(person);
  await server.call("PATCH", `/users/${person.id}`, { token: server.admin, body: { password_expired: true } });
  const browser = createBrowser(server);
  expect(new URL((await browser.follow("/auth/authorize?connection=strict", (url) => url.pathname === "/password")).location ?? "").pathname).toBe("/password");
  expect(await whoIs(server, browser)).toMatchObject({ id: person.id, password_expired: true });
  const secret = "INSERT INTO totp (user_id, secret, activated) VALUES ($1, 'x', now())";
  await server.db.query({ text: secret, values: [person.id] });
  provider.amr = ["pwd"];
  const asked = await createBrowser(server).follow("/auth/authorize?connection=strict");
  provider.amr = ["mfa", "otp"];
  expect(new URL(asked.url).pathname).toBe("/sign-in/second-factor");
});

describe("where only providers let people in", () => {
  test("the last identity stays, of two that are removed at once one does, and the last administrator keeps theirs", async () => {
    const own = await startServer(settings);
    for (const name of ["strict", "second"]) await connect(name, {}, own);
    const person = await makeUser(own, { is_superuser: true });
    const ids: string[] = (await own.call("GET", "/connections", { token: own.admin })).json.map(({ id }: { id: string }) => id);
    const browser = await browserOf(person, own);
    for (const connection of ["strict", "second"]) {
      someone();
      const { json } = await own.call("POST", "/users/me/identities", { token: person.token, body: { connection, return_to: BACK } });
      expect((await browser.follow(json.authorize_url, isBack)).location).toContain(`linked=${connection}`);
    }
    const sibling = await own.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
    const remove = (name: string) => sibling.call("DELETE", `/users/me/identities/${name}`, { token: person.token });
    const off = (id: string | undefined) => sibling.call("PATCH", `/connections/${id}`, { token: own.admin, body: { is_enabled: false } });
    const both = await Promise.all(["strict", "second"].map(remove));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = both.findIndex(({ status }) => status === 409);
    expect(both[refused]?.json.code).toBe("identity.last_way_in");
    expect((await off(ids[refused])).json.code).toBe("user.last_administrator");
    expect((await sibling.call("GET", `/connections/${ids[refused]}/deletion`, { token: own.admin })).json).toMatchObject({ allowed: false, accounts: 1 });
    // With passwords on, there is one.
    const left = ["strict", "second"][refused] ?? "";
    expect((await own.call("DELETE", `/users/me/identities/${left}`, { token: person.token })).status).toBe(200);
    await sibling.close();
    await own.close();
  });
});
