import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const create = (body: Record<string, unknown>, headers = {}) => server.call("POST", "/connections", { token: server.admin, body, headers });
const base = { client_id: "id", client_secret: "hunter2-of-the-provider" };

describe("a preset fills in what is known of a provider:", () => {
  test.each([
    ["google", {}, { kind: "oidc", issuer: "https://accounts.google.com", display_name: "Google" }],
    [
      "microsoft",
      { tenant: "72F988BF-86F1-41AF-91AB-2D7CD011DB47" },
      { issuer: "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0", claims: { email_verified: "xms_edov" }, trust_email: false },
    ],
    ["gitlab", {}, { issuer: "https://gitlab.com", claims: { groups: "groups_direct" } }],
    ["gitlab", { domain: "git.example.com" }, { issuer: "https://git.example.com" }],
    ["okta", { domain: "example.okta.com" }, { issuer: "https://example.okta.com", scopes: ["openid", "email", "profile"] }],
    ["auth0", { domain: "example.eu.auth0.com" }, { issuer: "https://example.eu.auth0.com/" }],
    ["keycloak", { domain: "sso.example.com", tenant: "my realm" }, { issuer: "https://sso.example.com/realms/my%20realm" }],
    [
      "github",
      {},
      {
        kind: "oauth2",
        issuer: null,
        userinfo_endpoint: "https://api.github.com/user",
        emails_endpoint: "https://api.github.com/user/emails",
        claims: { subject: "id" },
        token_auth: "client_secret_post",
      },
    ],
  ])("%s %j", async (preset, more, expected) => {
    const made = await create({ name: `p-${preset}-${Object.keys(more).length}`, preset, ...base, ...more });
    expect([made.status, made.text]).toEqual([200, expect.any(String)]);
    expect(made.json).toMatchObject({ preset, is_enabled: true, is_hidden: false, link_existing: true, ...expected });
  });

  test.each([
    ["microsoft", {}],
    ["microsoft", { tenant: "common" }],
    ["microsoft", { tenant: "example.onmicrosoft.com" }],
    ["okta", {}],
    ["auth0", {}],
    ["keycloak", { domain: "sso.example.com" }],
  ])("%s %j is told what it lacks", async (preset, more) => {
    const refused = await create({ name: "lacking", preset, ...base, ...more });
    expect([refused.status, refused.json.code]).toEqual([400, "connection.incomplete"]);
    expect(refused.json.detail).toMatch(/issuer/);
  });
});

test("the secret is sealed in the database, and in no answer and no audit row", async () => {
  const made = await create({ name: "sealed", issuer: "https://id.example.com", ...base });
  expect(made.json).toMatchObject({ has_client_secret: true });
  const path = `/connections/${made.json.id}`;
  await server.call("PATCH", path, { token: server.admin, body: { client_secret: "hunter2-another" } });
  const texts = await Promise.all(
    [path, "/connections", "/audit?action=connection.create", "/audit?action=connection.update"].map((p) => server.call("GET", p, { token: server.admin })),
  );
  const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(c)::text AS text FROM connections c" });
  for (const text of [...texts.map((reply) => reply.text), ...rows.map((row) => row.text)]) {
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain(Buffer.from("hunter2").toString("hex"));
  }
  expect(texts[3]?.json[0]).toMatchObject({ after: { client_secret_changed: true } });
  const without = await server.call("PATCH", path, { token: server.admin, body: { client_secret: null, token_auth: "none" } });
  expect(without.json).toMatchObject({ has_client_secret: false, token_auth: "none" });
});

test("a change shows what changed, needs the version that was seen, and leaves the rest", async () => {
  const made = await create({ name: "changing", issuer: "https://id.example.com", claims: { groups: "roles" }, domains: ["Example.COM"], ...base });
  expect(made.json.domains).toEqual(["example.com"]);
  const path = `/connections/${made.json.id}`;
  const etag = made.headers.get("etag") ?? "";
  const changed = await server.call("PATCH", path, {
    token: server.admin,
    body: { display_name: "Changed", claims: { name: "nickname" } },
    headers: { "if-match": etag },
  });
  expect(changed.json).toMatchObject({
    display_name: "Changed",
    claims: { name: "nickname", groups: "roles", email: "email" },
    issuer: "https://id.example.com",
  });
  for (const display_name of ["\u202eevil", "a\nb"])
    expect((await server.call("PATCH", path, { token: server.admin, body: { display_name } })).status).toBe(422);
  const stale = await server.call("PATCH", path, { token: server.admin, body: { display_name: "Stale" }, headers: { "if-match": etag } });
  expect(stale.status).toBe(412);
  const log = await server.call("GET", `/audit?target_id=${made.json.id}&action=connection.update`, { token: server.admin });
  expect(log.json).toMatchObject([{ before: { display_name: "changing" }, after: { display_name: "Changed" } }]);
  expect(Object.keys(log.json[0].after).sort()).toEqual(["claims", "display_name"]);
  expect((await server.call("DELETE", path, { token: server.admin, headers: { "if-match": etag } })).status).toBe(412);
  expect((await server.call("DELETE", path, { token: server.admin })).status).toBe(200);
  expect((await server.call("GET", path, { token: server.admin })).json.code).toBe("connection.not_found");
});

test("a name is taken once, also by two at once; the same request again is the same connection", async () => {
  const body = { name: "twice", issuer: "https://id.example.com", ...base };
  const both = await Promise.all([create(body), create(body)]);
  expect(both.map((reply) => reply.status).sort()).toEqual([200, 409]);
  const key = { "idempotency-key": "connection-once" };
  const first = await create({ ...body, name: "once" }, key);
  const again = await create({ ...body, name: "once" }, key);
  expect([first.status, again.status, again.json.id]).toEqual([200, 200, first.json.id]);
});

test.each<[string, Record<string, unknown>, number]>([
  ["no issuer", { issuer: undefined }, 400],
  ["an issuer that is not https", { issuer: "http://id.example.com" }, 400],
  ["an issuer inside this network", { issuer: "https://10.0.0.1" }, 400],
  ["an issuer on this machine", { issuer: "https://[::1]:8443" }, 400],
  ["an issuer with a password in it", { issuer: "https://a:b@id.example.com" }, 400],
  ["an issuer that is no address", { issuer: "id.example.com" }, 400],
  ["OAuth without endpoints", { kind: "oauth2" }, 400],
  ["OpenID Connect without openid", { scopes: ["email"] }, 400],
  ["a preset of another kind", { preset: "github", kind: "oidc" }, 400],
  ["a name with capitals", { name: "Bad" }, 422],
  ["a name that would make another address", { name: "a/../b" }, 422],
  ["a scope with a space", { scopes: ["openid email"] }, 422],
  ["a domain with a path", { domain: "example.com/x", preset: "okta" }, 422],
  ["an unknown preset", { preset: "facebook" }, 422],
])("what could not work is refused: %s", async (_name, fields, status) => {
  const reply = await create({ name: "bad", issuer: "https://id.example.com", ...base, ...fields });
  expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
  expect(reply.text).not.toContain("hunter2");
});

test("the list is paged, and only superusers see it", async () => {
  const all = await server.call("GET", "/connections?count=exact", { token: server.admin });
  expect(Number(all.headers.get("x-total-count"))).toBe(all.json.length);
  const walked: string[] = [];
  let path: string | undefined = "/connections?limit=3";
  while (path) {
    const page = await server.call("GET", path, { token: server.admin });
    walked.push(...page.json.map((row: { id: string }) => row.id));
    path = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
  }
  expect(walked).toEqual(all.json.map((row: { id: string }) => row.id));
  const person = await makeUser(server);
  expect((await server.call("GET", "/connections", { token: person.token })).status).toBe(403);
});
