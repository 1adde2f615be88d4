import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { readInbox } from "../../src/modules/mail/service.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";

/** What superusers see of the ways into an account, and how they help whoever cannot get in. */
let server: Harness;
let admin: { token: string };
beforeAll(async () => {
  server = await startServer();
  admin = { token: server.admin };
});
afterAll(() => server.close());

const call = callingAs(() => server);
const inbox = () => readInbox(systemContext(server.app.services, server.db, "test"));
const audited = async (action: string, id: string) => (await call(admin, "GET", `/audit?action=${action}&target_id=${id}`)).json as object[];

let person: Awaited<ReturnType<typeof makeUser>>;
let email: string;
let serial = 0;
beforeEach(async () => {
  email = `way-${++serial}@example.com`;
  person = await makeUser(server, { email });
});

describe("the ways in", () => {
  test("of any account are told to superusers, and of one that is gone nothing", async () => {
    const { json } = await call(admin, "GET", `/users/${person.id}/credentials`);
    expect(json).toEqual({
      password: true,
      oauth_provider: null,
      totp_activated: null,
      recovery_codes: 0,
      passkeys: 0,
      identities: 0,
      magic_link: true,
      password_expired: false,
      password_changed: expect.stringMatching(/^20/),
      oauth_id: null,
      locked_until: null,
      linkable: true,
    });
    expect((await call(person, "GET", `/users/${person.id}/credentials`)).status).toBe(403);
    await call(admin, "DELETE", `/users/${person.id}`);
    expect((await call(admin, "GET", `/users/${person.id}/credentials`)).json.code).toBe("user.not_found");
  });

  test("that failed attempts hold back are opened again", async () => {
    for (let at = 0; at < 7; at++) await server.signIn(person.username, "wrong");
    expect((await server.signIn(person.username, person.password)).status).toBe(429);
    const held = (await call(admin, "GET", `/users/${person.id}/credentials`)).json.locked_until;
    expect(Date.parse(held)).toBeGreaterThan(server.clock.now());
    expect((await call(person, "POST", `/users/${person.id}/unlock`)).status).toBe(403);
    expect((await call(admin, "POST", `/users/${person.id}/unlock`)).status).toBe(200);
    expect((await call(admin, "GET", `/users/${person.id}/credentials`)).json.locked_until).toBeNull();
    expect((await server.signIn(person.username, person.password)).status).toBe(200);
    expect(await audited("user.unlock", person.id)).toHaveLength(1);
    await call(admin, "POST", `/users/${person.id}/unlock`);
    expect(await audited("user.unlock", person.id)).toHaveLength(1);
  });
});

describe("a link to choose a password", () => {
  const link = async (id: string) => {
    const reply = await call(admin, "POST", `/users/${id}/password_reset`);
    await server.app.mailer.idle();
    return reply;
  };

  test("is mailed to the account's owner, says who asked, and works for a first password too", async () => {
    const made = await call(admin, "POST", "/users", { email: `first-${serial}@example.com` });
    expect((await link(made.json.id)).status).toBe(200);
    const message = (await inbox()).find(({ recipient }) => recipient === made.json.email);
    expect(message?.text).toContain("An administrator asks you");
    const token = /token=([\w-]{43})/.exec(message?.text ?? "")?.[1] ?? "";
    const password = "an entirely new pass phrase";
    const chosen = await server.call("POST", "/password/reset", { form: { token, password }, headers: { origin: "http://roster.test" } });
    expect(chosen.status).toBe(200);
    expect((await server.signIn(made.json.username, password)).status).toBe(200);
    expect(await audited("user.password_link", made.json.id)).toHaveLength(1);
    // Nothing that lets somebody in stands in the log.
    expect(JSON.stringify(await audited("user.password_link", made.json.id))).not.toContain(token);
  });

  test("is refused in words for whoever chooses no password here", async () => {
    const addressless = await makeUser(server);
    const external = await makeUser(server, { email: `external-${serial}@example.com` });
    await server.db.query({ text: "UPDATE users SET oauth_provider = 'google', oauth_id = $1 WHERE id = $1::uuid", values: [external.id] });
    const inactive = await makeUser(server, { email: `inactive-${serial}@example.com` });
    await call(admin, "PATCH", `/users/${inactive.id}`, { is_active: false });
    const me = await call(admin, "GET", "/users/me");
    const { json: organization } = await call(admin, "POST", "/organizations", { name: `Links ${serial}` });
    await call(admin, "POST", `/organizations/${organization.id}/service_accounts`, { username: `robot-${serial}` });
    const machine = (await call(admin, "GET", `/users?organization_id=${organization.id}&is_service_account=true`)).json[0];
    const before = (await inbox()).length;
    const refused = async (id: string) => (await link(id)).json.code;
    expect(await refused(addressless.id)).toBe("link.no_address");
    expect(await refused(external.id)).toBe("user.external");
    expect(await refused(inactive.id)).toBe("link.inactive");
    expect(await refused(me.json.id)).toBe("link.no_person");
    expect(await refused(machine.id)).toBe("link.no_person");
    expect(await refused("01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55")).toBe("user.not_found");
    expect((await call(person, "POST", `/users/${person.id}/password_reset`)).status).toBe(403);
    expect(await inbox()).toHaveLength(before);
  });
});
