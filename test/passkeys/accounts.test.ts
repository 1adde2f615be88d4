import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { readInbox } from "../../src/modules/mail/service.ts";
import { createAuthenticator } from "../support/authenticator.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { add, begin, makeOwner, ORIGIN, signInWith } from "../support/passkeys.ts";

/** Passkeys beside what else becomes of an account. */
let server: Harness;

beforeAll(async () => {
  server = await startServer({ ROSTER_PUBLIC_URL: ORIGIN });
});
afterAll(() => server.close());

const patch = (id: string, body: object, token = server.admin) => server.call("PATCH", `/users/${id}`, { token, body });
const status = async (token: string, path = "/users/me") => (await server.call("GET", path, { token })).status;

describe("a passkey", () => {
  test("is counted among the ways in", async () => {
    const { token } = await makeOwner(server);
    expect((await server.call("GET", "/users/me/credentials", { token })).json).toMatchObject({ password: true, passkeys: 1, totp_activated: null });
    const { token: other } = await makeUser(server);
    expect((await server.call("GET", "/users/me/credentials", { token: other })).json.passkeys).toBe(0);
  });

  test("outlives a new password: one's own, a superuser's, and one by a mailed link", async () => {
    const email = "ada@example.com";
    const { id, token, authenticator } = await makeOwner(server, { fields: { email } });
    expect((await patch("me", { password: "a password of my own" }, token)).status).toBe(200);
    expect((await signInWith(server, authenticator)).status).toBe(200);
    expect((await patch(id, { password: "given by somebody", password_expired: false })).status).toBe(200);
    expect(await status(token)).toBe(401);
    expect((await signInWith(server, authenticator)).status).toBe(200);
    await server.call("POST", "/auth/password_reset", { body: { identifier: email } });
    await server.app.mailer.idle();
    const [mail] = await readInbox(systemContext(server.app.services, server.db, "test"));
    const link = /token=([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
    const form = { token: link, password: "an entirely new pass phrase" };
    expect((await server.call("POST", "/password/reset", { form, headers: { origin: ORIGIN } })).status).toBe(200);
    expect((await signInWith(server, authenticator)).status).toBe(200);
  });

  test("lets somebody whose password has expired choose a new one, and nothing else before", async () => {
    const { id, authenticator } = await makeOwner(server);
    await patch(id, { password_expired: true });
    const { access_token: token } = (await signInWith(server, authenticator)).json;
    expect((await server.call("GET", `/users/${id}/sessions`, { token })).json.code).toBe("password.expired");
    expect((await begin(server, token)).json.code).toBe("password.expired");
    expect((await patch("me", { password: "a password of my own" }, token)).status).toBe(200);
    expect(await status(token, `/users/${id}/sessions`)).toBe(200);
  });

  test("signs in where passwords do not, adds another and is removed there", async () => {
    const { id, username, password, authenticator, passkey } = await makeOwner(server);
    const strict = await server.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
    expect((await strict.signIn(username, password)).json.code).toBe("auth.method_off");
    const { access_token: token } = (await signInWith(strict, authenticator)).json;
    expect((await strict.call("GET", "/users/me", { token })).json.id).toBe(id);
    const second = createAuthenticator(ORIGIN);
    expect((await add(strict, token, second.create((await begin(strict, token)).json))).status).toBe(200);
    expect((await strict.call("DELETE", `/users/me/passkeys/${passkey.id}`, { token })).status).toBe(200);
    expect((await signInWith(strict, authenticator)).status).toBe(401);
    expect((await signInWith(strict, second)).status).toBe(200);
    await strict.close();
  });
});

describe("a passkey that is being made", () => {
  const passkeysOf = async (id: string) =>
    (await server.db.query<{ n: number }>({ text: "SELECT count(*) AS n FROM passkeys WHERE user_id = $1", values: [id] })).rows[0]?.n;

  /** What a provider's first sign-in makes of an account, but for the end of its sessions. */
  const link = (id: string) =>
    server.db.query({ text: "UPDATE users SET oauth_provider = 'acme', oauth_id = id::text, password_expired = NULL WHERE id = $1", values: [id] });

  test("is refused to an account that became an external provider's meanwhile, active or not", async () => {
    const { id, token } = await makeUser(server);
    const made = createAuthenticator(ORIGIN).create((await begin(server, token)).json);
    await link(id);
    expect((await add(server, token, made)).json.code).toBe("credentials.denied");
    await patch(id, { is_active: false });
    expect(await add(server, token, made)).toMatchObject({ status: 401, json: { code: "auth.invalid_token" } });
    await patch(id, { is_active: true });
    // Its sessions ended: the token is nobody's any more.
    expect((await add(server, token, made)).status).toBe(401);
    expect(await passkeysOf(id)).toBe(0);
  });

  test("is refused when the account is deactivated at the same time, or comes wholly before", async () => {
    for (let round = 0; round < 8; round++) {
      const { id, token } = await makeUser(server);
      const authenticator = createAuthenticator(ORIGIN);
      const made = authenticator.create((await begin(server, token)).json);
      const [added, off] = await Promise.all([add(server, token, made), patch(id, { is_active: false })]);
      expect(off.status).toBe(200);
      expect([200, 401]).toContain(added.status);
      expect(await passkeysOf(id)).toBe(added.status === 200 ? 1 : 0);
      expect((await signInWith(server, authenticator)).status).toBe(401);
      expect(await status(token)).toBe(401);
    }
  });
});
