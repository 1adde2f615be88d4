import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createKeyring } from "../../src/kernel/secrets.ts";
import { newRefreshToken } from "../../src/modules/sessions/refresh-token.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
let other: Harness;
beforeAll(async () => {
  server = await startServer({ ROSTER_REFRESH_GRACE: "30" });
  other = await server.sibling();
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const refresh = (token: string, at: Harness = server) => at.call("POST", "/auth/login", { form: { grant_type: "refresh_token", refresh_token: token } });
const me = async (token: string, at: Harness = server) => (await at.call("GET", "/users/me", { token })).status;

async function signedIn() {
  const user = await makeUser(server);
  const { json } = await server.signIn(user.username, user.password);
  return { user, access: json.access_token as string, refreshToken: json.refresh_token as string };
}

const refused = async (token: string, at: Harness = server) => {
  const { status, json } = await refresh(token, at);
  expect([status, json.code]).toEqual([401, "auth.invalid_refresh_token"]);
};

describe("a refresh token", () => {
  test("gives a new access token of the same session, and its successor", async () => {
    const { user, refreshToken } = await signedIn();
    const { status, json, headers } = await refresh(refreshToken);
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    expect(json.refresh_token).not.toBe(refreshToken);
    expect(headers.get("set-cookie")).toBeNull();
    const [current] = (await server.call("GET", `/users/${user.id}/sessions`, { token: json.access_token })).json;
    expect(current.current).toBe(true);
    expect((await refresh(json.refresh_token)).status).toBe(200);
  });

  test("asked for fifty times at once, on two processes, has one successor", async () => {
    const { refreshToken } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => refresh(refreshToken, i % 2 ? other : server)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(new Set(answers.map(({ json }) => json.refresh_token)).size).toBe(1);
    for (const { json } of answers) expect(await me(json.access_token)).toBe(200);
    expect((await refresh(answers[0]?.json.refresh_token)).status).toBe(200);
  });

  test("is good again within the grace window, for a client that lost the answer", async () => {
    const { refreshToken } = await signedIn();
    const first = await refresh(refreshToken);
    server.clock.advance(15_000);
    expect((await refresh(refreshToken)).json.refresh_token).toBe(first.json.refresh_token);
  });

  test("used again after the window ends the session: one of the two who have it is no owner", async () => {
    const { user, access, refreshToken } = await signedIn();
    const { json } = await refresh(refreshToken);
    expect([await me(access), await me(access, other)]).toEqual([200, 200]);
    server.clock.advance(31_000);
    await refused(refreshToken);
    expect(await me(access)).toBe(401);
    server.clock.advance(1000);
    expect(await me(json.access_token, other)).toBe(401);
    await refused(json.refresh_token);
    const { json: rows } = await server.call("GET", "/audit?action=session.reuse_detected", { token: server.admin });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ target_type: "session", actor_kind: "anonymous", before: { user_id: user.id } });
  });

  test("of any earlier generation is reuse too, however often it was exchanged since", async () => {
    const { access, refreshToken } = await signedIn();
    let thief = refreshToken;
    for (let i = 0; i < 3; i++) thief = (await refresh(thief)).json.refresh_token;
    await refused(refreshToken);
    await refused(thief);
    expect(await me(access)).toBe(401);
  });

  test("ends with its session, with its account, and with time", async () => {
    const [ended, deactivated] = [await signedIn(), await signedIn()];
    await server.call("POST", "/auth/logout", { token: ended.access });
    await refused(ended.refreshToken);
    await server.call("PATCH", `/users/${deactivated.user.id}`, { token: server.admin, body: { is_active: false } });
    await refused(deactivated.refreshToken);
    const own = await startServer({ ROSTER_SESSION_IDLE: "600" });
    const { json } = await own.signIn("admin", "correct horse battery staple");
    own.clock.advance(601_000);
    await refused(json.refresh_token, own);
    await own.close();
  });

  test("that was made up is refused without a question to the database, and ends nobody's session", async () => {
    const { access, refreshToken } = await signedIn();
    const sid = JSON.parse(Buffer.from(access.split(".")[1] ?? "", "base64url").toString()).sid;
    const foreign = newRefreshToken(createKeyring(Buffer.alloc(32, 9).toString("base64")), sid).text;
    const flipped = `${refreshToken[0] === "A" ? "B" : "A"}${refreshToken.slice(1)}`;
    const query = vi.spyOn(server.db, "query");
    for (const token of ["junk", foreign, flipped, `${refreshToken}A`, refreshToken.slice(0, -1), `${refreshToken}=`, access, "é".repeat(86)])
      await refused(token);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    expect(await me(access)).toBe(200);
  });

  test("stays restricted while the password is expired", async () => {
    await server.call("POST", "/users", { token: server.admin, body: { username: "newcomer", password: "x" } });
    const { json } = await server.signIn("newcomer", "x");
    const refreshed = await refresh(json.refresh_token);
    expect((await server.call("GET", "/users", { token: refreshed.json.access_token })).json.code).toBe("password.expired");
  });
});
