import { afterAll, beforeAll, expect, test } from "vitest";
import { createBrowser } from "../support/browser.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeOwner, ORIGIN, signInWith } from "../support/passkeys.ts";

/** The page of passkeys, as it answers; test/passkeys/browser.test.ts has what its script does. */
let server: Harness;

beforeAll(async () => {
  server = await startServer({ ROSTER_PUBLIC_URL: ORIGIN });
});
afterAll(() => server.close());

type Owner = Awaited<ReturnType<typeof makeOwner>>;

/** The cookie of a sign-in with a passkey, as a browser sends it. */
async function cookieOf({ authenticator }: Owner, at = server): Promise<string> {
  return (await signInWith(at, authenticator)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const get = (path: string, cookie: string, at = server) => at.call("GET", path, { headers: { cookie } });
const post = (path: string, cookie: string, form: Record<string, string> = {}, { at = server, origin = ORIGIN } = {}) =>
  at.call("POST", path, { form, headers: { cookie, origin } });
const nameOf = async ({ token }: Owner) => (await server.call("GET", "/users/me/passkeys", { token })).json[0]?.name;

test("whoever is not signed in is sent to sign in, and back", async () => {
  const browser = createBrowser(server.url, ORIGIN);
  const { username, password } = await makeUser(server);
  expect((await browser.go("/passkeys")).url).toBe(`${ORIGIN}/sign-in?return_to=%2Fpasskeys`);
  const arrived = await browser.submit("/sign-in", { username, password, return_to: "/passkeys" });
  expect([arrived.url, arrived.status]).toEqual([`${ORIGIN}/passkeys`, 200]);
  expect(arrived.text).toContain("You have no passkey yet.");
});

test("a name that is markup or turns the line is text", async () => {
  const owner = await makeOwner(server);
  const cookie = await cookieOf(owner);
  const name = '"><b>\u202e';
  expect((await post(`/passkeys/${owner.passkey.id}/rename`, cookie, { name })).headers.get("location")).toBe("/passkeys?return_to=%2F&done=renamed");
  const { text } = await get("/passkeys?done=renamed", cookie);
  expect(text).toContain("The name was saved.");
  expect(text).toContain("<bdi>&quot;&gt;&lt;b&gt;</bdi>");
  expect(text).not.toContain("\u202e");
  for (const bad of ["", " ", "x".repeat(51)]) expect((await post(`/passkeys/${owner.passkey.id}/rename`, cookie, { name: bad })).status).toBe(422);
});

test("a form of another site, or about another's passkey, changes nothing", async () => {
  const [owner, other] = [await makeOwner(server), await makeOwner(server)];
  const [cookie, theirs] = [await cookieOf(owner), await cookieOf(other)];
  for (const [action, form] of [
    ["rename", { name: "x" }],
    ["remove", {}],
  ] as const) {
    const path = `/passkeys/${owner.passkey.id}/${action}`;
    expect((await post(path, cookie, form, { origin: "https://evil.example" })).status).toBe(403);
    const refused = await post(path, theirs, form);
    expect([refused.status, refused.text.includes("You have no such passkey.")]).toEqual([404, true]);
    expect((await post(path, "", form)).headers.get("location")).toContain("/sign-in?");
    expect((await post("/passkeys/not-an-id/rename", cookie, form)).status).toBe(422);
  }
  expect(await nameOf(owner)).toBe("Phone");
});

test("removing takes a sign-in that is recent and of two factors, else one signs in and comes back; renaming does not", async () => {
  const owner = await makeOwner(server);
  const [path, back] = [`/passkeys/${owner.passkey.id}`, { return_to: "/password" }];
  const again = `/sign-in?${new URLSearchParams({ return_to: "/passkeys?return_to=%2Fpassword" })}`;
  const weak = (await server.signIn(owner.username, owner.password)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
  expect((await get("/passkeys", weak)).text).toContain("sign in with a passkey, or with the code");
  expect((await post(`${path}/remove`, weak, back)).headers.get("location")).toBe(again);
  const cookie = await cookieOf(owner);
  server.clock.advance(601_000);
  const { text } = await get("/passkeys?return_to=%2Fpassword", cookie);
  expect(text).toContain(`<a class="button" href="${again.replaceAll("&", "&amp;")}">`);
  expect(text).not.toContain("/remove");
  expect((await post(`${path}/remove`, cookie, back)).headers.get("location")).toBe(again);
  expect((await post(`${path}/rename`, cookie, { name: "Old" })).status).toBe(303);
  expect(await nameOf(owner)).toBe("Old");
});

test("an address elsewhere is not gone on to", async () => {
  const cookie = await cookieOf(await makeOwner(server));
  const { text } = await get("/passkeys?return_to=https://evil.example", cookie);
  expect(text).not.toContain("evil.example");
  expect((await get("/passkeys?done=constructor", cookie)).status).toBe(422);
});

test("the last passkey of the last administrator is not removed, and the page says why", async () => {
  const strict = await server.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
  const owner = await makeOwner(server, { fields: { is_superuser: true } });
  const refused = await post(`/passkeys/${owner.passkey.id}/remove`, await cookieOf(owner, strict), {}, { at: strict });
  expect([refused.status, refused.text.includes("without an active administrator")]).toEqual([403, true]);
  await strict.close();
});

test("an account of an external provider has none, and none is offered to it", async () => {
  const owner = await makeOwner(server);
  const cookie = await cookieOf(owner);
  expect((await get("/", cookie)).text).toContain('href="/passkeys"');
  const text = "UPDATE users SET oauth_provider = 'acme', oauth_id = id::text, password_expired = NULL WHERE id = $1";
  await server.db.query({ text, values: [owner.id] });
  expect((await get("/passkeys", cookie)).text).toContain("Passkeys are for accounts that sign in here.");
  expect((await get("/", cookie)).text).not.toContain('href="/passkeys"');
  expect((await get("/second-factor", cookie)).text).not.toContain("passkey");
});

test("where passkeys are switched off, those that there are can be removed, and none is added", async () => {
  const owner = await makeOwner(server);
  const cookie = await cookieOf(owner);
  const off = await server.sibling({ ROSTER_PASSKEYS: "false" });
  const { text } = await get("/passkeys", cookie, off);
  expect([text.includes("switched off"), text.includes("data-passkey-add")]).toEqual([true, false]);
  expect((await get("/", cookie, off)).text).not.toContain('href="/passkeys"');
  expect((await post(`/passkeys/${owner.passkey.id}/remove`, cookie, {}, { at: off })).status).toBe(303);
  await off.close();
});
