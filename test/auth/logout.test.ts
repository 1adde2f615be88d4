import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Call, type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
let user: Awaited<ReturnType<typeof makeUser>>;
beforeAll(async () => {
  server = await startServer({ ROSTER_TOKEN_LIFETIME: "60" });
  user = await makeUser(server);
});
afterAll(() => server.close());

const CLEARED = "roster_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax";

async function signIn() {
  const { json, headers } = await server.signIn(user.username, user.password);
  const value = /roster_session=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1];
  return { token: json.access_token as string, refresh: json.refresh_token as string, cookie: `roster_session=${value}` };
}

const isRefreshable = async (refresh: string) =>
  (await server.call("POST", "/auth/login", { form: { grant_type: "refresh_token", refresh_token: refresh } })).status === 200;

/** Signs out and expects what every sign-out is answered with. */
async function signOut(method: string, call: Call) {
  const { status, text, headers } = await server.call(method, "/auth/logout", call);
  expect([status, text, headers.get("set-cookie")]).toEqual([200, "null", CLEARED]);
}

describe.each(["GET", "POST"])("%s /auth/logout", (method) => {
  test("ends the session of the token, for its cookie and refresh token too", async () => {
    const session = await signIn();
    await signOut(method, { token: session.token });
    expect((await server.call("GET", "/users/me", { token: session.token })).status).toBe(401);
    expect((await server.call("GET", "/users/me", { headers: { cookie: session.cookie } })).status).toBe(401);
    expect(await isRefreshable(session.refresh)).toBe(false);
  });

  test("ends the session of the cookie", async () => {
    const session = await signIn();
    await signOut(method, { headers: { cookie: session.cookie } });
    expect((await server.call("GET", "/users/me", { token: session.token })).status).toBe(401);
  });

  test("ends both, where they differ", async () => {
    const [one, two] = [await signIn(), await signIn()];
    await signOut(method, { token: one.token, headers: { cookie: two.cookie } });
    for (const { refresh } of [one, two]) expect(await isRefreshable(refresh)).toBe(false);
  });

  test("ends the session of a token that has expired", async () => {
    const session = await signIn();
    server.clock.advance(61_000);
    expect((await server.call("GET", "/users/me", { token: session.token })).status).toBe(401);
    await signOut(method, { token: session.token });
    expect(await isRefreshable(session.refresh)).toBe(false);
  });

  test("is content with nothing, with junk, with a session that has ended, and with a content type without a body", async () => {
    const session = await signIn();
    const before = await signIn();
    await signOut(method, {});
    await signOut(method, { token: "junk" });
    await signOut(method, { token: `${session.token}x` });
    await signOut(method, { headers: { authorization: "Basic YTpi" } });
    await signOut(method, { headers: { cookie: "roster_session=junk" } });
    await signOut(method, { headers: { "content-type": "application/json" } });
    await signOut(method, { token: before.token });
    await signOut(method, { token: before.token, headers: { cookie: before.cookie } });
    expect((await server.call("GET", "/users/me", { token: session.token })).status).toBe(200);
  });

  test("is put down to the account that signs out", async () => {
    const session = await signIn();
    const { headers } = await server.call(method, "/auth/logout", { token: session.token });
    const admin = (await server.signIn("admin", "correct horse battery staple")).json.access_token;
    const audit = await server.call("GET", `/audit?request_id=${headers.get("x-request-id")}`, { token: admin });
    expect(audit.json).toMatchObject([{ action: "session.end", actor_kind: "user", actor_id: user.id }]);
  });
});

test("GET /auth/connections tells everyone which ways to sign in there are", async () => {
  expect((await server.call("GET", "/auth/connections")).json).toEqual([
    { id: "password", type: "password", name: "Username and password", authorize_url: null, linkable: false },
  ]);
});

describe("where a browser goes on after signing out", () => {
  test.each([
    ["/device?user_code=X", "/device?user_code=X"],
    ["https://elsewhere.test/", "/"],
    ["//elsewhere.test", "/"],
    ["/\\elsewhere.test", "/"],
    ["javascript:alert(1)", "/"],
    ["/\t/elsewhere.test", "/"],
  ])("%j: %s", async (given, expected) => {
    const session = await signIn();
    const path = `/auth/logout?${new URLSearchParams({ redirect_to: given })}`;
    const { status, headers } = await server.call("GET", path, { headers: { cookie: session.cookie } });
    expect([status, headers.get("location"), headers.get("set-cookie")]).toEqual([303, expected, CLEARED]);
    expect((await server.call("GET", "/users/me", { token: session.token })).status).toBe(401);
  });

  test("/auth/logout-complete answers null, to anybody", async () => {
    const { status, text } = await server.call("GET", "/auth/logout-complete", { token: "junk" });
    expect([status, text]).toEqual([200, "null"]);
  });
});
