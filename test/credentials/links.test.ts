import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { readInbox } from "../../src/modules/mail/service.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

let user: Awaited<ReturnType<typeof makeUser>>;
let email: string;
let serial = 0;
beforeEach(async () => {
  serial += 1;
  email = `person-${serial}@example.com`;
  user = await makeUser(server, { email });
});

const inbox = () => readInbox(systemContext(server.app.services, server.db, "test"));
const origin = { origin: "http://roster.test" };

async function ask(path: "password_reset" | "magic_link", body: Record<string, string>, headers: Record<string, string> = {}) {
  const reply = await server.call("POST", `/auth/${path}`, { body, headers });
  await server.app.mailer.idle();
  return reply;
}

/** The token of the newest message to an address. */
async function tokenFor(recipient: string): Promise<string> {
  const message = (await inbox()).find((mail) => mail.recipient === recipient);
  return /token=([\w-]{43})/.exec(message?.text ?? "")?.[1] ?? "";
}

const post = (path: string, form: Record<string, string>) => server.call("POST", path, { form, headers: origin });
const NEW = "an entirely new pass phrase";

describe("a forgotten password", () => {
  test("is chosen anew by a mailed link, once, and every session ends", async () => {
    expect((await ask("password_reset", { identifier: user.username })).status).toBe(200);
    const token = await tokenFor(email);
    expect((await server.call("GET", `/password/reset?token=${token}`, {})).text).toContain(token);
    expect((await post("/password/reset", { token, password: "short" })).status).toBe(400);
    expect((await post("/password/reset", { token, password: NEW })).status).toBe(200);
    expect((await server.call("GET", "/users/me", { token: user.token })).status).toBe(401);
    expect((await server.signIn(user.username, user.password)).status).toBe(401);
    expect((await server.signIn(user.username, NEW)).status).toBe(200);
    expect((await post("/password/reset", { token, password: `${NEW} again` })).status).toBe(400);
    const audit = await server.call("GET", `/audit?target_id=${user.id}&action=user.password_reset`, { token: server.admin });
    expect(audit.json[0]).toMatchObject({ actor_id: user.id });
  });

  test("is chosen by one of many who use the link at once", async () => {
    await ask("password_reset", { identifier: email });
    const token = await tokenFor(email);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => post("/password/reset", { token, password: `${NEW} ${n}` })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  test.each([
    ["its time is over", () => server.clock.advance(900_001)],
    ["the password has changed", () => server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { password: NEW } })],
    ["the e-mail address has changed", () => server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { email: "elsewhere@example.com" } })],
    ["the account is inactive", () => server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { is_active: false } })],
    ["the account is deleted", () => server.call("DELETE", `/users/${user.id}`, { token: server.admin })],
  ])("its link is no good when %s", async (_what, change) => {
    await ask("password_reset", { identifier: email });
    const token = await tokenFor(email);
    await change();
    expect((await post("/password/reset", { token, password: `${NEW} two` })).status).toBe(400);
    await server.call("PATCH", `/users/${user.id}`, { token: server.admin, body: { email: null } });
  });
});

describe("a link to sign in", () => {
  test("signs in once, with a press of a button, and leads on within this server only", async () => {
    await ask("magic_link", { identifier: email, return_to: "https://evil.example/" });
    const token = await tokenFor(email);
    // A mail scanner opens it first.
    for (let i = 0; i < 2; i++) expect((await server.call("GET", `/sign-in/link?token=${token}`, {})).status).toBe(200);
    const answers = await Promise.all([1, 2, 3].map(() => post("/sign-in/link", { token })));
    const entered = answers.filter((answer) => answer.status === 303);
    expect(entered).toHaveLength(1);
    expect(entered[0]?.headers.get("location")).toBe("/");
    const cookie = entered[0]?.headers.get("set-cookie")?.split(";")[0] ?? "";
    const sessions = await server.call("GET", `/users/${user.id}/sessions`, { headers: { cookie } });
    expect(sessions.json.find((session: { current: boolean }) => session.current).amr).toEqual(["email"]);
  });

  test("does not choose a password, nor the other way round", async () => {
    await ask("magic_link", { identifier: email });
    expect((await post("/password/reset", { token: await tokenFor(email), password: NEW })).status).toBe(400);
    await ask("password_reset", { identifier: email });
    expect((await post("/sign-in/link", { token: await tokenFor(email) })).status).toBe(400);
  });

  test("is not offered where it is switched off", async () => {
    const other = await server.sibling({ ROSTER_MAGIC_LINKS: "false" });
    expect((await other.call("POST", "/auth/magic_link", { body: { identifier: email } })).json.code).toBe("auth.magic_links_off");
    await other.close();
  });
});

describe("asking for a link", () => {
  test("answers the same whether there is such an account, and mails only those that may have one", async () => {
    const outside = await makeUser(server, { email: "outside@example.com" });
    await server.db.query({ text: "UPDATE users SET oauth_provider = 'p', oauth_id = 'x' WHERE id = $1", values: [outside.id] });
    const before = (await inbox()).length;
    const answers = [];
    for (const identifier of ["nobody@example.com", "outside@example.com", "admin", email]) answers.push(await ask("magic_link", { identifier }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(["200 null"]));
    expect((await inbox()).length - before).toBe(1);
  });

  test("is held back after four, known or not", async () => {
    for (const identifier of [email, "stranger@example.com"]) {
      const answers = [];
      for (let i = 0; i < 5; i++) answers.push((await ask("password_reset", { identifier })).status);
      expect(answers).toEqual([200, 200, 200, 200, 429]);
    }
  });

  test("gives mail in the language of whoever asks, and keeps no token in clear", async () => {
    await ask("password_reset", { identifier: email }, { "accept-language": "de-AT, en;q=0.5" });
    const message = (await inbox()).find((mail) => mail.recipient === email);
    expect(message?.subject).toBe("Neues Passwort für Roster");
    expect(message?.html).toContain('lang="de"');
    const token = await tokenFor(email);
    const { rows } = await server.db.query<{ text: string }>({
      text: "SELECT concat((SELECT string_agg(m::text, '') FROM mail m), (SELECT string_agg(l::text, '') FROM links l), (SELECT string_agg(a::text, '') FROM audit_log a)) AS text",
    });
    expect(rows[0]?.text).not.toContain(token);
    expect(rows[0]?.text).not.toContain(Buffer.from(token).toString("hex"));
  });
});
