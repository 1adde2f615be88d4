import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInDevice } from "../devices/support.ts";
import { organizationTools } from "../organizations/support.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeOwner, ORIGIN } from "../support/passkeys.ts";
import { type Answer, settle } from "./support.ts";

/** The statistics of one organization. */
let server: Harness;
beforeAll(async () => {
  server = await startServer({ ROSTER_PUBLIC_URL: ORIGIN });
});
afterAll(() => server.close());

const { call, ok, guild, admin } = organizationTools(() => server);

async function read(who: { readonly token: string }, path: string): Promise<Answer> {
  await settle(server);
  return (await ok(who, "GET", `${path}/statistics`)).json;
}

/** Gives somebody a role in an organization. */
const place = async (path: { role(name: string): string }, who: { id: string }, role: string) =>
  ok(admin(), "POST", `/roles/${path.role(role)}/assignments?user_id=${who.id}`);

describe("an organization", () => {
  test("is told how many people it has, who of them has a second factor and was there, and who is invited", async () => {
    const owner = await makeUser(server);
    const place_ = await guild(owner);
    const [strong, off] = [await makeOwner(server), await makeUser(server)];
    for (const who of [strong, off]) await place(place_, who, "Organization Member");
    await ok(admin(), "PATCH", `/users/${off.id}`, { is_active: false });
    await ok(owner, "POST", `${place_.path}/service_accounts`, { username: "machine" });
    for (const email of ["a@example.com", "b@example.com"]) await ok(owner, "POST", `${place_.path}/invitations`, { email });
    expect(await read(owner, place_.path)).toMatchObject({
      organization_id: place_.id,
      complete: true,
      people: { count: 3, more: false, enabled: 2, mfa: 1, mfa_share: 0.5, active_users: { day: 3, week: 3, month: 3 } },
      service_accounts: { count: 1, more: false },
      pending_invitations: { count: 2, more: false },
    });
    // Somebody who is there no more, whatever they hold elsewhere; a team place makes nobody a member.
    await ok(owner, "DELETE", `${place_.path}/members?user_id=${strong.id}`);
    expect((await read(owner, place_.path)).people).toMatchObject({ count: 2, enabled: 1, mfa: 0, mfa_share: 0 });
    await ok(owner, "DELETE", `${place_.path}/invitations/${(await ok(owner, "GET", `${place_.path}/invitations`)).json[0].id}`);
    expect((await read(owner, place_.path)).pending_invitations).toEqual({ count: 1, more: false });
  });

  test("is told of the keys of its service accounts: soon over, over, and unused", async () => {
    const owner = await makeUser(server);
    const [mine, other] = [await guild(owner), await guild()];
    const keyOf = async (path: string, name: string, expires: number | null) => {
      const account = (await ok(admin(), "POST", `${path}/service_accounts`, { username: name })).json;
      const body = { name, ...(expires !== null && { expires_in_minutes: expires * 1440 }) };
      return { account: account.id, ...(await ok(admin(), "POST", `${path}/service_accounts/${account.id}/api_keys`, body)).json };
    };
    const keys = [await keyOf(mine.path, "soon", 10), await keyOf(mine.path, "later", 40), await keyOf(mine.path, "never", null)];
    await keyOf(other.path, "elsewhere", 10);
    const personal = await ok(owner, "POST", "/users/me/api_keys", { name: "mine", expires_in_minutes: 1440 });
    expect(personal.status).toBe(200);
    const figures = async () => (await read(owner, mine.path)).keys;
    const none = { count: 0, more: false };
    const one = { count: 1, more: false };
    expect(await figures()).toEqual({ expires_within_days: 30, expiring: one, expired: none, unused_for_days: 90, unused: none });
    await ok(admin(), "PATCH", `${mine.path}/service_accounts/${keys[0]?.account}/api_keys/${keys[0]?.id}`, { active: false });
    expect((await figures()).expiring).toEqual(none);
    const age = "UPDATE api_keys SET expires = expires - interval '50 days', created = created - interval '100 days', last_login = NULL WHERE id = ANY ($1)";
    await server.db.query({ text: age, values: [keys.map(({ id }) => id)] });
    expect(await figures()).toMatchObject({ expiring: none, expired: one, unused: { count: 2, more: false } });
    await server.db.query({ text: "UPDATE api_keys SET last_login = now() WHERE id = $1", values: [keys[2]?.id] });
    expect((await figures()).unused).toEqual(one);
  });

  test("tells nothing to whoever is elsewhere, and each only what they may see", async () => {
    const [owner, stranger, member, viewer] = [await makeUser(server), await makeUser(server), await makeUser(server), await makeUser(server)];
    const [mine] = [await guild(owner), await guild(stranger)];
    await place(mine, member, "Organization Member");
    await place(mine, viewer, "Organization Viewer");
    for (const path of [mine.path, `/organizations/${(await ok(owner, "GET", mine.path)).json.name}`]) {
      const refused = await call(stranger, "GET", `${path}/statistics`);
      expect([refused.status, refused.json.code]).toEqual([404, "organization.not_found"]);
      expect(await read(admin(), path)).toMatchObject({ people: { count: 3 } });
    }
    expect((await server.call("GET", `${mine.path}/statistics`)).status).toBe(401);
    const lists = { pending_invitations: "invitations", keys: "api_keys" } as const;
    for (const who of [owner, member, viewer]) {
      const sees = async (list: string) => (await call(who, "GET", `${mine.path}/${list}`)).status === 200;
      const reply = await call(who, "GET", `${mine.path}/statistics`);
      expect([reply.status, reply.status === 200]).toEqual([(await sees("members")) ? 200 : 403, await sees("members")]);
      if (reply.status !== 200) continue;
      for (const [field, list] of Object.entries(lists)) expect([field, reply.json[field] !== null]).toEqual([field, await sees(list)]);
    }
    expect((await call(member, "GET", "/statistics")).status).toBe(403);
    const device = (await signInDevice(server, owner.token)).json.access_token;
    expect((await call({ token: device }, "GET", `${mine.path}/statistics`)).json.keys).toBeNull();
    await ok(owner, "DELETE", mine.path);
    expect((await call(owner, "GET", `${mine.path}/statistics`)).status).toBe(404);
  });
});
