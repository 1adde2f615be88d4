import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCOPES } from "../../src/kernel/permissions.ts";
import { UserExport } from "../../src/modules/exports/schema.ts";
import { getTokens } from "../oauth/support.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeApplication, REDIRECT } from "../support/oauth.ts";
import { makeOwner, ORIGIN, signInWith } from "../support/passkeys.ts";

/** All that is known of an account, in one document. */
let server: Harness;
const as = callingAs(() => server);
beforeAll(async () => {
  server = await startServer({ ROSTER_PUBLIC_URL: ORIGIN });
});
afterAll(() => server.close());

const ajv = new Ajv({ strict: false, validateFormats: false });

/** An account that has something of each kind, beside others. */
async function makeRich() {
  const email = `rich-${crypto.randomUUID()}@example.com`;
  const owner = await makeOwner(server, { fields: { name: "Ada", email, metadata: { cost_center: "42" } } });
  const other = await makeUser(server, { name: "Somebody Else", email: `else-${crypto.randomUUID()}@example.com` });
  const admin = { token: server.admin };
  const { json: key } = await as(owner, "POST", "/users/me/api_keys", { name: "ci" });
  const { json: organization } = await as(owner, "POST", "/organizations", { name: `Engines ${crypto.randomUUID()}` });
  const { json: team } = await as(owner, "POST", "/teams", { name: "Difference", organization_id: organization.id });
  const placed = await as(owner, "POST", `/teams/${team.id}/members?user_id=${owner.id}`);
  expect([placed.status, placed.text]).toEqual([200, placed.text]);
  const { json: elsewhere } = await as(other, "POST", "/organizations", { name: `Elsewhere ${crypto.randomUUID()}` });
  const invited = await as(other, "POST", `/organizations/${elsewhere.id}/invitations`, { email });
  expect([invited.status, invited.text]).toEqual([200, invited.text]);
  await as(admin, "PATCH", `/users/${owner.id}`, { company: "Analytical Engines" });
  return { owner, other, key, organization, team, elsewhere, email };
}

describe("the export of an account", () => {
  test("has something of everything, as the schema says, and hands it out as a file", async () => {
    const { owner, organization, team, elsewhere, email } = await makeRich();
    const reply = await as(owner, "GET", "/users/me/export");
    expect([reply.status, reply.text]).toEqual([200, reply.text]);
    expect(reply.headers.get("content-disposition")).toBe(`attachment; filename="account-${owner.id}.json"`);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    const valid = ajv.compile(UserExport);
    expect([valid(reply.json), valid.errors]).toEqual([true, null]);
    expect(reply.json).toMatchObject({
      account: { id: owner.id, email, metadata: { cost_center: "42" } },
      sign_in: { password_changed: expect.any(String), recovery_codes: 0, address_proven: expect.any(String) },
      passkeys: [{ name: "Phone" }],
      api_keys: [{ name: "ci" }],
      organizations: [{ id: organization.id, is_owner: true }],
      teams: [{ id: team.id }],
      invitations: [{ organization: { id: elsewhere.id }, status: "pending", email }],
      complete: true,
    });
    expect(reply.json.roles.length).toBeGreaterThan(0);
    expect(reply.json.sessions.length).toBeGreaterThan(0);
    const entries: { action: string; by: string; address: string | null }[] = reply.json.audit;
    expect(entries).toContainEqual(expect.objectContaining({ action: "api_key.create", by: "self" }));
    expect(entries).toContainEqual(expect.objectContaining({ action: "user.update", by: "other", address: null }));
  });

  test("holds no secret of the account, and nothing that names others", async () => {
    const { owner, other, key } = await makeRich();
    const { text } = await as(owner, "GET", "/users/me/export");
    expect(text).not.toContain(key.key.slice(-20));
    for (const secret of [owner.password, owner.token, "$argon2", '"hash"', "public_key", "credential_id", "cookie_hash", "refresh"])
      expect(text).not.toContain(secret);
    for (const name of ["Somebody Else", other.id, other.username]) expect(text).not.toContain(name);
    const { json: admin } = await server.call("GET", "/users/me", { token: server.admin });
    expect(text).not.toContain(admin.id);
  });

  test("of somebody who changed others says that they did, not what these are", async () => {
    const { other } = await makeRich();
    const root = await makeUser(server, { is_superuser: true });
    await as(root, "PATCH", `/users/${other.id}`, { name: "Renamed Person" });
    const { json, text } = await as(root, "GET", "/users/me/export");
    expect(json.audit).toContainEqual(expect.objectContaining({ action: "user.update", target_id: other.id, before: null, after: null }));
    expect(text).not.toContain("Renamed Person");
    expect(text).not.toContain("Somebody Else");
  });

  test("is its owner's, after a recent sign-in, and superusers'; to others the account is not there", async () => {
    const { owner, other } = await makeRich();
    expect((await as(other, "GET", `/users/${owner.id}/export`)).json.code).toBe("user.not_found");
    expect((await as({ token: server.admin }, "GET", `/users/${owner.id}/export`)).json.account.id).toBe(owner.id);
    expect((await as({ token: server.admin }, "GET", `/users/${crypto.randomUUID()}/export`)).json.code).toBe("user.not_found");
    server.clock.advance(601_000);
    expect((await as(owner, "GET", "/users/me/export")).json.code).toBe("auth.reauthentication_required");
    const { json } = await signInWith(server, owner.authenticator);
    expect((await as({ token: json.access_token }, "GET", `/users/${owner.id}/export`)).status).toBe(200);
    const { json: audited } = await server.call("GET", `/audit?action=user.export&target_id=${owner.id}`, {
      token: (await server.signIn("admin", "correct horse battery staple")).json.access_token,
    });
    expect(audited).toHaveLength(2);
  });

  test("is not for applications, whatever their scopes", async () => {
    const person = await makeUser(server);
    const scopes = ["openid", ...Object.keys(SCOPES)];
    const plain = await startServer();
    try {
      const someone = await makeUser(plain);
      const app = await makeApplication(plain, { type: "web", redirect_uris: [REDIRECT], scopes, is_trusted: true });
      const { access_token } = await getTokens(plain, app, someone, scopes.join(" "));
      expect((await plain.call("GET", "/users/me/export", { token: access_token })).json.code).toBe("auth.insufficient_scope");
    } finally {
      await plain.close();
    }
    expect((await as(person, "GET", "/users/me/export")).status).toBe(200);
  });
});

describe("one's own identities", () => {
  test("are none for an account that signs in here", async () => {
    expect((await as(await makeUser(server), "GET", "/users/me/identities")).json).toEqual([]);
  });

  test("are shown with the name that people know, and in the export", async () => {
    const person = await makeUser(server);
    await server.db.query({
      text: "UPDATE users SET oauth_provider = 'acme', oauth_id = 'subject-1', password_expired = NULL WHERE id = $1",
      values: [person.id],
    });
    const profile = JSON.stringify({ email: "ada@acme.example", name: "Ada" });
    const insert =
      "INSERT INTO user_identities (user_id, provider, subject, authority, profile, claims, linked, last_used) VALUES ($1, 'acme', 'subject-1', 'https://acme.example', $2, '{}', now(), now())";
    await server.db.query({ text: insert, values: [person.id, profile] });
    const { json } = await as(person, "GET", "/users/me/identities");
    expect(json).toMatchObject([{ provider: "acme", name: "acme", subject: "subject-1", email: "ada@acme.example", owns_account: true }]);
    expect((await as(person, "GET", "/users/me/export")).json.identities).toMatchObject([{ provider: "acme", subject: "subject-1", profile: { name: "Ada" } }]);
  });
});
