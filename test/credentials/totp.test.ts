import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { acrOf } from "../../src/modules/sessions/acr.ts";
import { resetReservedAdmin } from "../../src/modules/users/reserved-admin.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type User = Awaited<ReturnType<typeof makeUser>>;
let user: User;
beforeEach(async () => {
  user = await makeUser(server);
});

/** What an authenticator app shows at the server's time. */
const shown = (secret: string, of: Harness = server) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: of.clock.now() });

const STEP = 30_000;

async function enroll(who: User, of: Harness = server): Promise<{ secret: string; codes: string[] }> {
  const begun = await of.call("POST", "/users/me/totp", { token: who.token });
  expect(begun.status).toBe(200);
  const { secret } = begun.json;
  const done = await of.call("POST", "/users/me/totp/verify", { token: who.token, body: { code: shown(secret, of) } });
  expect(done.status, done.text).toBe(200);
  of.clock.advance(STEP);
  return { secret, codes: done.json.recovery_codes };
}

const signIn = (who: User, otp?: string, of: Harness = server) =>
  of.call("POST", "/auth/login", { form: { username: who.username, password: who.password, ...(otp && { otp }) } });

const amrOf = async (token: string, who: User) =>
  (await server.call("GET", `/users/${who.id}/sessions`, { token })).json.find((session: { current: boolean }) => session.current).amr;

describe("an authenticator app", () => {
  test("is asked for once a code has confirmed it, and not before", async () => {
    const begun = await server.call("POST", "/users/me/totp", { token: user.token });
    expect(begun.json.otpauth_uri).toMatch(/^otpauth:\/\/totp\/Roster:.*algorithm=SHA1&digits=6&period=30/);
    expect((await signIn(user)).status).toBe(200);
    const wrong = await server.call("POST", "/users/me/totp/verify", { token: user.token, body: { code: "000000" } });
    expect([wrong.status, wrong.json.code]).toEqual([403, "totp.wrong_code"]);
    const code = shown(begun.json.secret);
    const done = await server.call("POST", "/users/me/totp/verify", { token: user.token, body: { code } });
    expect(done.json.recovery_codes).toHaveLength(10);
    const without = await signIn(user);
    expect([without.status, without.json.code]).toEqual([401, "auth.mfa_required"]);
    expect(without.headers.get("set-cookie")).toBeNull();
    const replayed = await signIn(user, code);
    expect([replayed.status, replayed.json.code]).toEqual([401, "auth.wrong_code"]);
    server.clock.advance(STEP);
    const signedIn = await signIn(user, shown(begun.json.secret));
    expect(signedIn.status).toBe(200);
    expect(await amrOf(signedIn.json.access_token, user)).toEqual(["pwd", "otp", "mfa"]);
  });

  test("ends the sign-ins that had no second factor, and lifts the one that set it up", async () => {
    const other = await signIn(user);
    await enroll(user);
    expect((await server.call("GET", "/users/me", { token: other.json.access_token })).status).toBe(401);
    expect(await amrOf(user.token, user)).toEqual(expect.arrayContaining(["pwd", "otp", "mfa"]));
  });

  test("takes each code once, however many come at once on two processes", async () => {
    const { secret } = await enroll(user);
    const sibling = await server.sibling();
    const otp = shown(secret);
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => signIn(user, otp, i % 2 ? server : sibling)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    await sibling.close();
  });

  test("is not replaced by whoever has the password alone, nor by an old sign-in", async () => {
    const { secret } = await enroll(user);
    server.clock.advance(11 * 60_000);
    const old = await server.call("POST", "/users/me/totp", { token: user.token });
    expect([old.status, old.json.code]).toEqual([403, "auth.reauthentication_required"]);
    expect(old.headers.get("www-authenticate")).toContain("insufficient_user_authentication");
    const again = await signIn(user, shown(secret));
    expect((await server.call("DELETE", "/users/me/totp", { token: again.json.access_token })).status).toBe(200);
    expect((await signIn(user)).status).toBe(200);
  });

  test("that is being set up leaves the one in force as it is", async () => {
    const { secret } = await enroll(user);
    const next = await server.call("POST", "/users/me/totp", { token: user.token });
    expect((await signIn(user, shown(next.json.secret))).status).toBe(401);
    expect((await signIn(user, shown(secret))).status).toBe(200);
  });

  test("that nobody confirms within 15 minutes is none", async () => {
    const begun = await server.call("POST", "/users/me/totp", { token: user.token });
    server.clock.advance(15 * 60_000 + 1);
    const { access_token: token } = (await signIn(user)).json;
    const late = await server.call("POST", "/users/me/totp/verify", { token, body: { code: shown(begun.json.secret) } });
    expect([late.status, late.json.code]).toEqual([400, "totp.not_pending"]);
  });

  test("leaves no secret in the database, the audit log or a second answer", async () => {
    const { secret, codes } = await enroll(user);
    const { rows } = await server.db.query<{ text: string }>({
      text: `SELECT (SELECT string_agg(t::text, '') FROM totp t) || (SELECT string_agg(r::text, '') FROM recovery_codes r)
        || (SELECT string_agg(a::text, '') FROM audit_log a) AS text`,
    });
    const stored = rows[0]?.text ?? "";
    for (const text of [secret, ...codes, Buffer.from(Secret.fromBase32(secret).bytes).toString("hex")]) expect(stored).not.toContain(text);
    const ways = await server.call("GET", "/users/me/credentials", { token: user.token });
    expect(ways.json).toMatchObject({ password: true, recovery_codes: 10, totp_activated: expect.any(String) });
    expect(ways.text).not.toContain(secret);
  });

  test("is taken away by a superuser for whoever lost it, which ends their sessions", async () => {
    await enroll(user);
    expect((await server.call("DELETE", `/users/${user.id}/totp`, { token: user.token })).status).toBe(403);
    expect((await server.call("DELETE", `/users/${user.id}/totp`, { token: server.admin })).status).toBe(200);
    expect((await server.call("GET", "/users/me", { token: user.token })).status).toBe(401);
    expect((await signIn(user)).status).toBe(200);
    expect((await server.call("DELETE", `/users/${user.id}/totp`, { token: server.admin })).json.code).toBe("totp.not_found");
    const audit = await server.call("GET", `/audit?target_id=${user.id}&action=totp.reset`, { token: server.admin });
    expect(audit.json).toHaveLength(1);
  });
});

test("a superuser's old session does not take their own authenticator app away", async () => {
  const boss = await makeUser(server, { is_superuser: true });
  await enroll(boss);
  server.clock.advance(11 * 60_000);
  const refused = await server.call("DELETE", `/users/${boss.id}/totp`, { token: boss.token });
  expect([refused.status, refused.json.code]).toEqual([403, "auth.reauthentication_required"]);
});

test("the reserved admin's is taken away by the command that gives it a new password", async () => {
  const alone = await startServer();
  const admin = { id: "", username: "admin", password: ADMIN_PASSWORD, token: alone.admin };
  await enroll(admin, alone);
  const { password } = await resetReservedAdmin(systemContext(alone.app.services, alone.db, "test"));
  expect((await signIn({ ...admin, password }, undefined, alone)).status).toBe(200);
  await alone.close();
});

describe("recovery codes", () => {
  test("sign in once each, as people type them", async () => {
    const { codes } = await enroll(user);
    const typed = (codes[0] ?? "").toLowerCase().replaceAll("-", " ");
    const first = await signIn(user, typed);
    expect(first.status).toBe(200);
    expect(await amrOf(first.json.access_token, user)).toEqual(["pwd", "otp", "mfa"]);
    expect((await signIn(user, codes[0])).json.code).toBe("auth.wrong_code");
    const left = await server.call("GET", "/users/me/credentials", { token: first.json.access_token });
    expect(left.json.recovery_codes).toBe(9);
  });

  test("are taken once, however many come at once", async () => {
    const { codes } = await enroll(user);
    const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(user, codes[1])));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  test("of an old set are no good once there is a new one, and none are made without an app", async () => {
    expect((await server.call("POST", "/users/me/recovery_codes", { token: user.token })).json.code).toBe("totp.not_found");
    const { codes } = await enroll(user);
    const renewed = await server.call("POST", "/users/me/recovery_codes", { token: user.token });
    expect(renewed.json.recovery_codes).toHaveLength(10);
    expect((await signIn(user, codes[2])).status).toBe(401);
    expect((await signIn(user, renewed.json.recovery_codes[3])).status).toBe(200);
  });
});

describe("guesses at codes", () => {
  const from = (address: string, who: User, otp: string) =>
    server.call("POST", "/auth/login", { form: { username: who.username, password: who.password, otp }, headers: { "x-forwarded-for": address } });

  test("from many sources together are held back, but neither a recovery code nor where the owner is signed in", async () => {
    const proxied = await server.sibling({ ROSTER_TRUST_PROXY: "127.0.0.1" });
    const { secret, codes } = await enroll(user, proxied);
    const tryFrom = (address: string, otp: string) =>
      proxied.call("POST", "/auth/login", { form: { username: user.username, password: user.password, otp }, headers: { "x-forwarded-for": address } });
    const answers: number[] = [];
    for (let i = 1; i <= 24; i++) answers.push((await tryFrom(`192.0.2.${i}`, "000000")).status);
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(answers.at(-1)).toBe(429);
    expect((await tryFrom("198.51.100.1", shown(secret))).status).toBe(429);
    expect((await tryFrom("198.51.100.1", codes[0] ?? "")).status).toBe(200);
    // Signed in with two factors from here: the others' guesses do not count against it.
    expect((await tryFrom("198.51.100.1", shown(secret))).status).toBe(200);
    await proxied.close();
  });

  test("from one source are held back after five", async () => {
    await enroll(user);
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push((await from("", user, "000000")).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });
});

describe("on the pages", () => {
  const post = (path: string, form: Record<string, string>, cookie?: string) =>
    server.call("POST", path, { form, headers: { origin: "http://roster.test", ...(cookie && { cookie }) } });
  const cookieOf = (reply: { headers: Headers }, name: string) =>
    reply.headers
      .getSetCookie()
      .find((line) => line.startsWith(`${name}=`) && !line.startsWith(`${name}=;`))
      ?.split(";")[0];

  test("a password leads to the question for a code, and the code to where the browser wanted to go", async () => {
    const { secret } = await enroll(user);
    const first = await post("/sign-in", { username: user.username, password: user.password, return_to: "/users/me" });
    expect([first.status, first.headers.get("location")]).toEqual([303, "/sign-in/second-factor?return_to=%2Fusers%2Fme"]);
    expect(cookieOf(first, "roster_session")).toBeUndefined();
    const ticket = cookieOf(first, "roster_second_factor");
    expect(first.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/);
    const page = await server.call("GET", "/sign-in/second-factor?return_to=/users/me", { headers: { cookie: ticket ?? "", "accept-language": "de" } });
    expect(page.text).toContain("Zweiter Faktor");
    const wrong = await post("/sign-in/second-factor", { code: "000000", return_to: "/users/me" }, ticket);
    expect([wrong.status, wrong.text.includes('role="alert"')]).toEqual([401, true]);
    const right = await post("/sign-in/second-factor", { code: shown(secret), return_to: "/users/me" }, ticket);
    expect([right.status, right.headers.get("location")]).toEqual([303, "/users/me"]);
    expect(cookieOf(right, "roster_session")).toBeDefined();
  });

  test("a ticket ends after five minutes, with another password, and is nothing to make up", async () => {
    const { secret } = await enroll(user);
    const begin = async () => cookieOf(await post("/sign-in", { username: user.username, password: user.password }), "roster_second_factor");
    const late = await begin();
    server.clock.advance(5 * 60_000);
    expect((await post("/sign-in/second-factor", { code: shown(secret) }, late)).headers.get("location")).toMatch(/^\/sign-in\?/);
    const ticket = await begin();
    await server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { password: "another first one" } });
    server.clock.advance(STEP);
    expect((await post("/sign-in/second-factor", { code: shown(secret) }, ticket)).headers.get("location")).toMatch(/^\/sign-in\?/);
    expect((await post("/sign-in/second-factor", { code: shown(secret) }, "roster_second_factor=AAAA")).headers.get("location")).toMatch(/^\/sign-in\?/);
  });
});

describe("an installation that asks everyone for more than one factor", () => {
  let strict: Harness;
  beforeAll(async () => {
    strict = await startServer({ ROSTER_REQUIRE_MFA: "everyone" });
  });
  afterAll(() => strict.close());

  test("lets in who has none to set one up, and to nothing else", async () => {
    const { access_token: token } = (await strict.signIn("admin", ADMIN_PASSWORD)).json;
    const refused = await strict.call("GET", "/users", { token });
    expect([refused.status, refused.json.code]).toEqual([403, "mfa.enrollment_required"]);
    expect((await strict.call("PATCH", "/users/me", { token, body: { name: "x" } })).json.code).toBe("mfa.enrollment_required");
    expect((await strict.call("GET", "/users/me", { token })).status).toBe(200);
    expect((await strict.call("GET", "/users/me/credentials", { token })).status).toBe(200);
    const begun = await strict.call("POST", "/users/me/totp", { token });
    const done = await strict.call("POST", "/users/me/totp/verify", { token, body: { code: shown(begun.json.secret, strict) } });
    expect(done.status).toBe(200);
    expect((await strict.call("GET", "/users", { token })).status).toBe(200);
  });

  test("leads a browser to where it sets one up, and on from there", async () => {
    await strict.db.query({ text: "DELETE FROM totp" });
    const origin = { origin: "http://roster.test" };
    const entered = await strict.call("POST", "/sign-in", { form: { username: "admin", password: ADMIN_PASSWORD, return_to: "/users" }, headers: origin });
    expect(entered.headers.get("location")).toBe("/second-factor?return_to=%2Fusers");
    const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
    const headers = { ...origin, cookie };
    const begun = await strict.call("POST", "/second-factor", { form: { return_to: "/users" }, headers });
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(begun.text)?.[1]?.replaceAll(" ", "") ?? "";
    expect((await strict.call("POST", "/second-factor", { form: { code: "123" }, headers })).status).toBe(403);
    const done = await strict.call("POST", "/second-factor", { form: { code: shown(secret, strict), return_to: "/users" }, headers });
    expect(done.text.match(/<li><code>/g)).toHaveLength(10);
    expect((await strict.call("GET", "/users", { headers: { cookie } })).status).toBe(200);
  });
});

test("a sign-in has one of two levels", () => {
  expect([acrOf(["pwd"]), acrOf(["pwd", "otp", "mfa"]), acrOf(["fed", "mfa"])]).toEqual([
    "urn:roster:acr:single-factor",
    "urn:roster:acr:multi-factor",
    "urn:roster:acr:multi-factor",
  ]);
});
