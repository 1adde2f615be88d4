import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication } from "../support/oauth.ts";
import { basic, type Form, getCode, getTokens, makeTrusted, type Registered, redeem, refresh, tokenRequest } from "./support.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const machine = (more: object = {}) => makeApplication(server, { type: "machine", scopes: ["users:read"], ...more });
const ask = (form: Form, headers: Form = {}) => server.call("POST", "/oauth/token", { form: { grant_type: "client_credentials", ...form }, headers });

describe("a client secret", () => {
  test("is taken in the header and in the form", async () => {
    const app = await machine();
    expect((await ask({}, basic(app))).status).toBe(200);
    expect((await ask({ client_id: app.client_id, client_secret: app.client_secret })).status).toBe(200);
  });

  test("that is wrong, missing or of another client is refused, in the header with a challenge", async () => {
    const [app, other] = [await machine(), await machine()];
    const wrong = await ask({}, basic({ ...app, client_secret: "wrong" }));
    expect([wrong.status, wrong.json.error]).toEqual([401, "invalid_client"]);
    expect(wrong.headers.get("www-authenticate")).toMatch(/^Basic realm=/);
    for (const form of [
      { client_id: app.client_id },
      { client_id: app.client_id, client_secret: "" },
      { client_id: app.client_id, client_secret: other.client_secret },
      { client_id: app.client_id, client_secret: `${app.client_secret}x` },
      { client_id: app.client_id, client_secret: "kept as a hash" },
      { client_id: "nobody", client_secret: app.client_secret },
      {},
    ] as Form[]) {
      const reply = await ask(form);
      expect([reply.status, reply.json.error], JSON.stringify(form)).toEqual([
        reply.json.error === "invalid_client" ? 401 : 400,
        expect.stringMatching(/^invalid_(client|request)$/),
      ]);
    }
  });

  test("in the query of the address is not looked at", async () => {
    const app = await machine();
    const reply = await server.call("POST", `/oauth/token?${new URLSearchParams({ ...app, grant_type: "client_credentials" })}`, {
      form: { grant_type: "client_credentials" },
    });
    expect(reply.status).toBeGreaterThanOrEqual(400);
  });

  test("sent in two ways at once is refused", async () => {
    const app = await machine();
    const reply = await ask({ client_id: app.client_id, client_secret: app.client_secret }, basic(app));
    expect([reply.status, reply.json.error]).toEqual([400, "invalid_request"]);
  });

  test("that was rotated away works as long as was said, and no longer", async () => {
    const own = await startServer();
    try {
      const app = await makeApplication(own, { type: "machine", scopes: ["users:read"] });
      const rotated = await own.call("POST", `/applications/${app.client_id}/secrets`, { token: own.admin, body: { retain_seconds: 600 } });
      const next = { ...app, client_secret: rotated.json.client_secret as string };
      const status = async (with_: Registered) => (await tokenRequest(own, with_, { grant_type: "client_credentials" })).status;
      expect([await status(app), await status(next)]).toEqual([200, 200]);
      own.clock.advance(601_000);
      expect([await status(app), await status(next)]).toEqual([401, 200]);
    } finally {
      await own.close();
    }
  });
});

describe("a client secret that is no more", () => {
  let sibling: Harness;
  beforeAll(async () => {
    sibling = await server.sibling();
  });
  afterAll(() => sibling.close());

  const status = async (on: Harness, app: Registered) => (await tokenRequest(on, app, { grant_type: "client_credentials" })).status;
  const login = async (on: Harness, app: Registered) => (await on.call("POST", "/auth/login", { form: { grant_type: "client_credentials", ...app } })).status;
  const manage = (method: string, app: Registered, rest = "") => server.call(method, `/applications/${app.client_id}/secrets${rest}`, { token: server.admin });
  const ends: Record<string, (app: Registered) => Promise<unknown>> = {
    deleted: async (app) => manage("DELETE", app, `/${(await manage("GET", app)).json[0].id}`),
    "rotated without overlap": (app) => manage("POST", app),
  };

  test.each(Object.keys(ends))("%s is refused here at once, and by every other process within a second", async (how) => {
    const app = await machine();
    expect([await status(server, app), await status(sibling, app), await login(sibling, app)]).toEqual([200, 200, 200]);
    await ends[how]?.(app);
    expect([await status(server, app), await login(server, app)]).toEqual([401, 401]);
    server.clock.advance(1000);
    expect([await status(sibling, app), await login(sibling, app)]).toEqual([401, 401]);
  });

  test("a new one works at once, also where the application was asked for just before", async () => {
    const app = await machine();
    expect(await status(server, app)).toBe(200);
    const { client_secret } = (await manage("POST", app)).json;
    expect(await status(server, { ...app, client_secret })).toBe(200);
  });
});

describe("private_key_jwt", () => {
  async function withKey() {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256", use: "sig" }] };
    const app = await machine({ auth_method: "private_key_jwt", jwks });
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: app.client_id, sub: app.client_id, aud: ISSUER, jti: randomUUID(), iat: now, exp: now + 60 };
    const sign = (more: JWTPayload = {}, header: object = {}) =>
      new SignJWT({ ...claims, jti: randomUUID(), ...more }).setProtectedHeader({ alg: "ES256", kid: "k1", ...header }).sign(privateKey);
    const send = (assertion: string) =>
      ask({ client_id: app.client_id, client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", client_assertion: assertion });
    return { app, claims, sign, send };
  }

  test("lets a client in whose key is known", async () => {
    const { sign, send } = await withKey();
    expect((await send(await sign())).status).toBe(200);
    expect((await send(await sign({ aud: `${ISSUER}/oauth/token` }))).status).toBe(200);
  });

  test("is good once: an assertion that was seen is refused, also of many at once", async () => {
    const { sign, send } = await withKey();
    const assertion = await sign();
    const replies = await Promise.all(Array.from({ length: 6 }, () => send(assertion)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const late = await send(assertion);
    expect([late.status, late.json.error]).toEqual([401, "invalid_client"]);
    for (const { status } of replies) expect([200, 401]).toContain(status);
  });

  test("for another audience, by another, expired, without an end or without a name is refused", async () => {
    const { sign, send, claims } = await withKey();
    const now = claims.iat;
    const bad: JWTPayload[] = [
      { aud: "https://other.example" },
      { iss: randomUUID() },
      { sub: randomUUID() },
      { exp: now - 60 },
      { exp: undefined as never },
      { jti: undefined as never },
      { nbf: now + 600 },
    ];
    for (const more of bad) {
      const reply = await send(await sign(more));
      const error = more.sub === undefined ? [401, "invalid_client"] : [400, "invalid_request"];
      expect([reply.status, reply.json.error], JSON.stringify(more)).toEqual(error);
    }
  });

  test("with alg none, an HMAC of the public key or a foreign key is refused", async () => {
    const { app, claims, send } = await withKey();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const unsigned = `${part({ alg: "none" })}.${part({ ...claims, jti: randomUUID() })}.`;
    const { privateKey } = await generateKeyPair("ES256");
    const foreign = await new SignJWT({ ...claims, jti: randomUUID() }).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(privateKey);
    const hmac = await new SignJWT({ ...claims, jti: randomUUID() }).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(app.client_id.padEnd(32)));
    for (const assertion of [unsigned, foreign, hmac, "x", "a.b.c"]) {
      const reply = await send(assertion);
      expect([400, 401], assertion.slice(0, 20)).toContain(reply.status);
      expect(reply.json.error).toMatch(/^invalid_(client|request)$/);
    }
  });

  test("is the only way in for a client that registered a key", async () => {
    const { app } = await withKey();
    for (const headers of [basic({ client_id: app.client_id, client_secret: "kept as a hash" }), {} as Form]) {
      expect((await ask({ client_id: app.client_id }, headers)).status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("a grant", () => {
  test("of client credentials is not for public clients, nor for those that sign people in", async () => {
    const single = await makeApplication(server, { type: "single_page", redirect_uris: ["https://spa.example/cb"] });
    const reply = await ask({ client_id: single.client_id });
    expect([reply.status, reply.json.error, reply.json.error_description]).toEqual([
      400,
      "unauthorized_client",
      "requested grant type is not allowed for this client",
    ]);
    const web = await makeTrusted(server);
    expect((await ask({}, basic(web))).json).toMatchObject({ error: "unauthorized_client" });
  });

  test("of a machine asks for no more than the application may, and gives no refresh token", async () => {
    const app = await machine();
    const more = await ask({ scope: "users:read users:write" }, basic(app));
    expect([more.status, more.json.error]).toEqual([400, "invalid_scope"]);
    expect((await ask({}, basic(app))).json).not.toHaveProperty("refresh_token");
  });

  test("that is unknown, or the password's, or implicit, is refused", async () => {
    const app = await makeTrusted(server);
    for (const grant_type of ["password", "implicit", "nonsense", "urn:ietf:params:oauth:grant-type:jwt-bearer", ""]) {
      const reply = await tokenRequest(server, app, { grant_type, username: "admin", password: "x" });
      expect([reply.status, reply.json.error], grant_type).toEqual([400, expect.stringMatching(/^(unsupported_grant_type|invalid_request)$/)]);
    }
  });

  test("at refresh gives no more than was granted, and less where less is asked", async () => {
    const person = await makeUser(server);
    const app = await makeTrusted(server);
    const { refresh_token } = await getTokens(server, app, person, "openid users:read");
    const more = await refresh(server, app, refresh_token, { scope: "openid users:read users:write" });
    expect([more.status, more.json.error]).toEqual([400, "invalid_scope"]);
    const less = await refresh(server, app, refresh_token, { scope: "users:read" });
    expect([less.status, less.json.scope]).toEqual([200, "users:read"]);
  });

  test("of a code that a confidential client got needs its secret", async () => {
    const person = await makeUser(server);
    const app = await makeTrusted(server);
    const code = await getCode(server, app, person);
    const bare = await redeem(server, { client_id: app.client_id, client_secret: "" }, code);
    expect([bare.status, bare.json.error]).toEqual([401, "invalid_client"]);
    expect((await redeem(server, app, code)).status).toBe(200);
  });
});
