import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { uuidv7 } from "../../src/kernel/ids.ts";
import { CONSOLE_ID } from "../../src/kernel/permissions.ts";
import { CLI_ID, prepareSystemApplications, readClient } from "../../src/modules/applications/service.ts";
import { startApplicationSession } from "../../src/modules/sessions/service.ts";
import { createTokens } from "../../src/oauth/tokens.ts";
import { type Call, type Harness, makeUser, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = (method: string, path: string, body?: unknown, more: Call = {}) => server.call(method, path, { token: server.admin, body, ...more });
const WEB = { name: "Billing", type: "web", redirect_uris: ["https://billing.example.com/callback"] };

async function make(fields: object = WEB) {
  const reply = await call("POST", "/applications", fields);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.json;
}

const auditOf = async (id: string) => (await call("GET", `/audit?target_id=${id}`)).json as { action: string; before: object; after: object }[];
const context = () => systemContext(server.app.services, server.db, "test");

/** A session in which an application acts for an account. */
async function actFor(applicationId: string, userId: string): Promise<string> {
  const id = uuidv7(server.clock.now());
  const authTime = new Date(server.clock.now());
  await startApplicationSession(context(), {
    id,
    userId,
    applicationId,
    parentId: null,
    outlives: null,
    scopes: ["openid"],
    amr: ["pwd"],
    authTime,
    userAgent: null,
  });
  return id;
}

const sessionsOf = async (applicationId: string) =>
  (await server.db.query({ text: "SELECT id FROM sessions WHERE application_id = $1", values: [applicationId] })).rowCount;

describe("an application", () => {
  test("that is made has what suits its type, a client_id, and its secret this once", async () => {
    const made = await call("POST", "/applications", WEB);
    expect(made.headers.get("etag")).toBe('"1"');
    expect(made.json).toMatchObject({
      ...WEB,
      client_id: made.json.id,
      client_secret: expect.stringMatching(/^rs_[\w-]{43}$/),
      scopes: ["openid", "profile", "email"],
      auth_method: "client_secret",
      is_active: true,
      is_trusted: false,
      is_system: false,
      is_self_registered: false,
      service_account_id: null,
    });
    const { client_secret, ...rest } = made.json;
    const read = await call("GET", `/applications/${made.json.id}`);
    expect(read.json).toEqual(rest);
    const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(a)::text AS text FROM audit_log a" });
    expect(rows.map((row) => row.text).join()).not.toContain(client_secret.slice(3));
  });

  test("gives the same answer to the same Idempotency-Key, secret included, and is made once", async () => {
    const headers = { "idempotency-key": "make-it-once" };
    const replies = await Promise.all(Array.from({ length: 4 }, () => call("POST", "/applications", { ...WEB, name: "Once" }, { headers })));
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect((await call("GET", "/applications?q=once")).json).toHaveLength(1);
  });

  test("of a public type has no secret and can have none", async () => {
    for (const type of ["single_page", "native"]) {
      const made = await make({ name: "Public", type });
      expect(made).toMatchObject({ auth_method: "none", client_secret: null });
      expect((await call("POST", `/applications/${made.id}/secrets`)).json.code).toBe("application.no_secret");
      expect((await call("PATCH", `/applications/${made.id}`, { auth_method: "client_secret" })).status).toBe(422);
    }
  });

  test("is changed under If-Match, with one audit row of what differs; nothing changed is nothing written", async () => {
    const { id } = await make();
    const changed = await call("PATCH", `/applications/${id}`, { name: "Invoices", dpop_bound: true, is_active: true }, { headers: { "if-match": '"1"' } });
    expect(changed.json).toMatchObject({ name: "Invoices", dpop_bound: true });
    expect(changed.headers.get("etag")).toBe('"2"');
    expect((await call("PATCH", `/applications/${id}`, { name: "X" }, { headers: { "if-match": '"1"' } })).status).toBe(412);
    expect((await call("DELETE", `/applications/${id}`, undefined, { headers: { "if-match": '"1"' } })).status).toBe(412);
    expect((await call("PATCH", `/applications/${id}`, { name: "Invoices" })).headers.get("etag")).toBe('"2"');
    expect(await auditOf(id)).toMatchObject([
      { action: "application.update", before: { name: "Billing", dpop_bound: false }, after: { name: "Invoices", dpop_bound: true } },
      { action: "application.create" },
    ]);
  });

  test("never becomes another type", async () => {
    const { id } = await make();
    expect((await call("PATCH", `/applications/${id}`, { type: "web" })).status).toBe(200);
    const refused = await call("PATCH", `/applications/${id}`, { type: "native" });
    expect([refused.status, refused.json.detail[0].loc]).toEqual([422, ["body", "type"]]);
  });

  test("that is deleted is gone with its secrets, and its sessions end at once", async () => {
    const { id, client_secret } = await make();
    const person = await makeUser(server);
    await actFor(id, person.id);
    expect((await call("DELETE", `/applications/${id}`)).text).toBe("null");
    expect([await sessionsOf(id), await readClient(server.db, id)]).toEqual([0, undefined]);
    for (const [method, path] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["GET", "/secrets"],
      ["POST", "/secrets"],
    ] as const) {
      const reply = await call(method, `/applications/${id}${path}`, method === "PATCH" ? {} : undefined);
      expect([method, path, reply.status, reply.json.code]).toEqual([method, path, 404, "application.not_found"]);
    }
    expect(JSON.stringify(await auditOf(id))).not.toContain(client_secret);
  });

  test("that is switched off is no client, its sessions end, and none begins any more", async () => {
    const { id } = await make();
    const person = await makeUser(server);
    await actFor(id, person.id);
    expect((await readClient(server.db, id))?.secrets).toHaveLength(1);
    await call("PATCH", `/applications/${id}`, { is_active: false });
    expect([await sessionsOf(id), await readClient(server.db, id)]).toEqual([0, undefined]);
    await expect(actFor(id, person.id)).rejects.toMatchObject({ code: "auth.invalid_credentials" });
    // Its owner's own session goes on.
    expect((await server.call("GET", "/users/me", { token: person.token })).status).toBe(200);
    await call("PATCH", `/applications/${id}`, { is_active: true });
    expect((await readClient(server.db, id))?.id).toBe(id);
  });

  test("loses its tokens with its sessions, at once here and within a second elsewhere", async () => {
    const sibling = await server.sibling();
    const [{ id }, person] = [await make(), await makeUser(server)];
    const { keyring } = server.app.services;
    const tokens = createTokens({ db: server.db, keyring, clock: server.clock, issuer: "http://roster.test", lifetime: 60, longestLifetime: 60 });
    const delegation = { sub: person.id, sid: await actFor(id, person.id), clientId: id, scopes: [], act: { sub: id }, notAfter: Number.POSITIVE_INFINITY };
    const { token } = await tokens.signDelegated(delegation);
    const codeAt = async (at: Harness) => (await at.call("GET", "/users/me", { token })).json.code;
    // It is known, and may do nothing: its token has no scopes.
    for (const at of [server, sibling]) expect(await codeAt(at)).toBe("auth.insufficient_scope");
    await call("PATCH", `/applications/${id}`, { is_active: false });
    expect(await codeAt(server)).toBe("auth.invalid_token");
    server.clock.advance(1000);
    expect(await codeAt(sibling)).toBe("auth.invalid_token");
    await sibling.close();
  });

  test("switched off while sessions begin has none left, whoever comes first", async () => {
    const person = await makeUser(server);
    for (let round = 0; round < 5; round++) {
      const { id } = await make();
      const begun = Array.from({ length: 5 }, () => actFor(id, person.id).catch(() => undefined));
      await Promise.all([...begun, call("PATCH", `/applications/${id}`, { is_active: false })]);
      expect(await sessionsOf(id)).toBe(0);
    }
  });

  test("acts for nobody who was switched off while its sessions began, also when they are on again", async () => {
    const { id } = await make();
    for (let round = 0; round < 5; round++) {
      const person = await makeUser(server);
      const begun = Array.from({ length: 5 }, () => actFor(id, person.id).catch(() => undefined));
      await Promise.all([...begun, call("PATCH", `/users/${person.id}`, { is_active: false })]);
      await call("PATCH", `/users/${person.id}`, { is_active: true });
      expect(await sessionsOf(id)).toBe(0);
    }
  });

  test("that proves itself with a key keeps no secret, and keys no longer than it needs them", async () => {
    const { id } = await make();
    const jwks = { keys: [await exportJWK((await generateKeyPair("ES256", { extractable: true })).publicKey)] };
    const keyed = await call("PATCH", `/applications/${id}`, { auth_method: "private_key_jwt", jwks });
    expect(keyed.json).toMatchObject({ auth_method: "private_key_jwt", jwks });
    expect((await call("GET", `/applications/${id}/secrets`)).json).toEqual([]);
    expect((await call("PATCH", `/applications/${id}`, { auth_method: "client_secret" })).json.jwks).toBeNull();
  });

  test("changed by many at once under one If-Match is changed by one", async () => {
    const { id } = await make();
    const headers = { "if-match": '"1"' };
    const replies = await Promise.all(Array.from({ length: 6 }, (_, i) => call("PATCH", `/applications/${id}`, { name: `Name ${i}` }, { headers })));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });
});

describe("the list", () => {
  test("is paged by cursor, filtered and counted", async () => {
    for (let i = 0; i < 5; i++) await make({ name: `Paged ${i}`, type: i % 2 ? "native" : "web" });
    const seen: string[] = [];
    let path: string | undefined = "/applications?q=PAGED&limit=2&count=exact";
    while (path) {
      const page = await call("GET", path);
      expect(page.headers.get("x-total-count")).toBe("5");
      seen.push(...page.json.map((one: { name: string }) => one.name));
      path = /<([^>]+)>/.exec(page.headers.get("link") ?? "")?.[1]?.replace("http://roster.test", "");
    }
    expect(seen).toEqual(["Paged 0", "Paged 1", "Paged 2", "Paged 3", "Paged 4"]);
    expect((await call("GET", "/applications?q=paged&type=native")).json).toHaveLength(2);
    expect((await call("GET", "/applications?q=paged&is_active=false")).json).toEqual([]);
    expect((await call("GET", "/applications?q=100%25")).json).toEqual([]);
    expect((await call("GET", "/applications?colour=red")).status).toBe(422);
  });
});

describe("the installation's own", () => {
  test("are there from the start, first in the list, and read back as clients", async () => {
    const [console, cli] = (await call("GET", "/applications")).json;
    expect(console).toMatchObject({ id: CONSOLE_ID, type: "single_page", is_trusted: true, is_system: true });
    expect(console.redirect_uris).toEqual(["http://roster.test/console/callback"]);
    expect(console.post_logout_redirect_uris).toEqual(["http://roster.test/console/"]);
    expect(cli).toMatchObject({ id: CLI_ID, type: "native", redirect_uris: ["http://127.0.0.1/callback"], is_trusted: true });
    expect((await readClient(server.db, CLI_ID))?.redirectUris).toEqual(["http://127.0.0.1/callback"]);
  });

  test("can be switched off and on, but not changed or deleted", async () => {
    for (const id of [CONSOLE_ID, CLI_ID]) {
      expect((await call("DELETE", `/applications/${id}`)).json.code).toBe("application.system");
      expect((await call("PATCH", `/applications/${id}`, { name: "Mine" })).json.code).toBe("application.system");
      expect((await call("PATCH", `/applications/${id}`, { is_active: false })).json.is_active).toBe(false);
      expect(await readClient(server.db, id)).toBeUndefined();
      await prepareSystemApplications(context(), "http://roster.test");
      expect((await call("GET", `/applications/${id}`)).json.is_active).toBe(false);
      expect((await call("PATCH", `/applications/${id}`, { is_active: true })).status).toBe(200);
    }
  });

  test("follow a changed public address at the next start, once among many starts, and are otherwise left alone", async () => {
    const before = (await auditOf(CONSOLE_ID)).length;
    await Promise.all(Array.from({ length: 5 }, () => prepareSystemApplications(context(), "https://new.example.com")));
    expect((await call("GET", `/applications/${CONSOLE_ID}`)).json.redirect_uris).toEqual(["https://new.example.com/console/callback"]);
    expect(await auditOf(CONSOLE_ID)).toHaveLength(before + 1);
  });
});
