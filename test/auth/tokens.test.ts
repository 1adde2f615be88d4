import { createHmac, generateKeyPairSync } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createKeyring } from "../../src/kernel/secrets.ts";
import { ensureSigningKey } from "../../src/oauth/keys.ts";
import { createTokens } from "../../src/oauth/tokens.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

const ISSUER = "http://roster.test";
const SECRET = Buffer.alloc(32, 7).toString("base64");

let server: Harness;
let user: Awaited<ReturnType<typeof makeUser>>;
beforeAll(async () => {
  server = await startServer();
  user = await makeUser(server);
});
afterAll(() => server.close());

const part = (token: string, i: number) => JSON.parse(Buffer.from(token.split(".")[i] ?? "", "base64url").toString());
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const publicJwk = async () => (await server.call("GET", "/.well-known/jwks.json")).json.keys[0];

async function isRefused(token: string) {
  const { status, json, headers } = await server.call("GET", "/users/me", { token });
  expect([token.slice(0, 60), status, json.code]).toEqual([token.slice(0, 60), 401, "auth.invalid_token"]);
  expect(headers.get("www-authenticate")).toMatch(/^Bearer .*error="invalid_token"/);
}

/** The installation's own private key, as nobody outside has it: to sign what only the claims are wrong of. */
async function ownKey() {
  const { rows } = await server.db.query<{ kid: string; private_jwk: Buffer }>({ text: "SELECT kid, private_jwk FROM signing_keys" });
  const row = rows[0] as { kid: string; private_jwk: Buffer };
  const jwk = JSON.parse(createKeyring(SECRET).open(`signing-key:${row.kid}`, row.private_jwk).toString());
  return { kid: row.kid, key: await importJWK(jwk, "ES256") };
}

async function sign(claims: object, header: object = {}) {
  const { kid, key } = await ownKey();
  return new SignJWT({ ...part(user.token, 1), ...claims })
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid, ...header })
    .sign(key, { crit: { x: true } });
}

describe("an access token", () => {
  test("is an at+jwt of RFC 9068, signed by the published key, whose private half stays here", async () => {
    const jwks = await server.call("GET", "/.well-known/jwks.json");
    expect(jwks.headers.get("cache-control")).toBe("public, max-age=300");
    expect(jwks.json).toEqual({
      keys: [{ kty: "EC", crv: "P-256", x: expect.any(String), y: expect.any(String), kid: expect.any(String), alg: "ES256", use: "sig" }],
    });
    expect(part(user.token, 0)).toEqual({ alg: "ES256", typ: "at+jwt", kid: jwks.json.keys[0].kid });
    const claims = part(user.token, 1);
    expect(claims).toEqual({
      iss: ISSUER,
      aud: ISSUER,
      sub: user.id,
      sid: expect.any(String),
      iat: expect.any(Number),
      exp: claims.iat + 3600,
      jti: expect.any(String),
      auth_time: expect.any(Number),
    });
    const { rows } = await server.db.query<{ public_jwk: object; private_jwk: Buffer }>({ text: "SELECT public_jwk, private_jwk FROM signing_keys" });
    expect(Object.keys(rows[0]?.public_jwk ?? {})).not.toContain("d");
    expect(rows[0]?.private_jwk.toString("latin1")).not.toContain("kty");
  });

  test("with our own signature is good: what follows is refused for what is wrong with it alone", async () => {
    expect((await server.call("GET", "/users/me", { token: await sign({}) })).status).toBe(200);
  });

  test("expires to the second, also when it was seen before", async () => {
    const own = await startServer({ ROSTER_TOKEN_LIFETIME: "60" });
    const { json } = await own.signIn("admin", "correct horse battery staple");
    expect(json.expires_in).toBe(60);
    expect((await own.call("GET", "/users/me", { token: json.access_token })).status).toBe(200);
    own.clock.advance(60_000);
    expect((await own.call("GET", "/users/me", { token: json.access_token })).json.code).toBe("auth.invalid_token");
    await own.close();
  });

  test("does not outlive its session", async () => {
    const own = await startServer({ ROSTER_SESSION_LIFETIME: "60" });
    const { expires_in } = (await own.signIn("admin", "correct horse battery staple")).json;
    expect(expires_in).toBeGreaterThan(0);
    expect(expires_in).toBeLessThanOrEqual(60);
    await own.close();
  });

  test("works under the prefix, with the scheme in any case", async () => {
    for (const authorization of [`bearer ${user.token}`, `BEARER  ${user.token} `]) {
      expect((await server.call("GET", "/api/v1/users/me", { headers: { authorization } })).status).toBe(200);
    }
  });
});

describe("refused", () => {
  test("alg none, in every spelling", async () => {
    for (const alg of ["none", "None", "NONE", "nOnE", ""]) {
      const head = b64({ alg, typ: "at+jwt", kid: part(user.token, 0).kid });
      for (const signature of ["", user.token.split(".")[2]]) await isRefused(`${head}.${user.token.split(".")[1]}.${signature}`);
    }
  });

  test("HS256 with the public key as the secret", async () => {
    const jwk = await publicJwk();
    const body = `${b64({ alg: "HS256", typ: "at+jwt", kid: jwk.kid })}.${user.token.split(".")[1]}`;
    for (const secret of [JSON.stringify(jwk), Buffer.from(jwk.x, "base64url")])
      await isRefused(`${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`);
  });

  test("another key, under our key's id, under its own, or brought along in the header", async () => {
    const pair = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(pair.publicKey);
    for (const header of [
      { kid: part(user.token, 0).kid },
      { kid: "unknown" },
      {},
      { jwk },
      { kid: "../../etc/passwd" },
      { kid: "' OR 1=1 --" },
      { kid: "x".repeat(1000) },
    ]) {
      await isRefused(await new SignJWT(part(user.token, 1)).setProtectedHeader({ alg: "ES256", typ: "at+jwt", ...header }).sign(pair.privateKey));
    }
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await isRefused(
      await new SignJWT(part(user.token, 1)).setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: part(user.token, 0).kid }).sign(rsa.privateKey),
    );
  });

  test("another issuer, audience, type; expired; without a session or an account; an extension that must be understood", async () => {
    const now = Math.floor(server.clock.now() / 1000);
    await isRefused(await sign({ iss: "http://other.test" }));
    await isRefused(await sign({ aud: "http://other.test" }));
    await isRefused(await sign({ aud: [] }));
    await isRefused(await sign({ exp: now }));
    await isRefused(await sign({ exp: undefined }));
    await isRefused(await sign({ exp: "never" }));
    await isRefused(await sign({ sid: undefined }));
    await isRefused(await sign({ sid: "' OR true --" }));
    await isRefused(await sign({ sid: ["a"] }));
    await isRefused(await sign({ sub: undefined }));
    await isRefused(await sign({}, { typ: "JWT" }));
    await isRefused(await sign({}, { typ: undefined }));
    await isRefused(await sign({}, { crit: ["x"], x: 1 }));
  });

  test("a payload changed under its signature, also after the token was seen", async () => {
    expect((await server.call("GET", "/users/me", { token: user.token })).status).toBe(200);
    const [head, , signature] = user.token.split(".");
    await isRefused(`${head}.${b64({ ...part(user.token, 1), sid: part(server.admin, 1).sid })}.${signature}`);
  });

  test("whatever is no token at all", async () => {
    const [head, body, signature] = user.token.split(".");
    const junk = [
      "x",
      "..",
      "a.b.c",
      "a.b.c.d.e",
      `${head}.${body}`,
      `${head}..${signature}`,
      `${user.token}.`,
      `${user.token}A`,
      `${head}.${body}.${"A".repeat(86)}`,
      "A".repeat(10_000),
      `${b64({})}.${b64({})}.`,
      `${b64([])}.${b64(1)}.x`,
      `${Buffer.from("{").toString("base64url")}.x.x`,
    ];
    for (const token of junk) await isRefused(token);
    for (const authorization of ["Bearer", "Bearer ", "Basic YTpi", `Bearer ${user.token} ${user.token}`, "Bearer ümlaut", user.token]) {
      const { status } = await server.call("GET", "/users/me", { headers: { authorization: Buffer.from(authorization).toString("latin1") } });
      expect([authorization, status]).toEqual([authorization, 401]);
    }
  });
});

describe("signing keys", () => {
  test("two starts at once make one", async () => {
    await server.db.query({ text: "CREATE TABLE kept AS TABLE signing_keys" });
    try {
      for (let round = 0; round < 5; round++) {
        await server.db.query({ text: "DELETE FROM signing_keys" });
        await Promise.all(Array.from({ length: 6 }, () => ensureSigningKey({ db: server.db, keyring: server.app.services.keyring, clock: server.clock })));
        expect((await server.db.query({ text: "SELECT kid FROM signing_keys" })).rows).toHaveLength(1);
      }
    } finally {
      await server.db.query({ text: "DELETE FROM signing_keys" });
      await server.db.query({ text: "INSERT INTO signing_keys TABLE kept" });
      await server.db.query({ text: "DROP TABLE kept" });
    }
  });

  test("several are accepted, the newest signs, and a new one is noticed when a token of it comes", async () => {
    const own = await startServer();
    const options = { db: own.db, keyring: own.app.services.keyring, clock: own.clock, issuer: ISSUER, lifetime: 3600, longestLifetime: 3600 };
    const before = createTokens(options);
    const subject = { id: user.id, sessionId: part(user.token, 1).sid, authTime: own.clock.now() };
    const old = (await before.sign(subject)).token;
    await own.db.query({ text: "CREATE TABLE old AS TABLE signing_keys" });
    await own.db.query({ text: "DELETE FROM signing_keys" });
    own.clock.advance(1000);
    await ensureSigningKey(options);
    await own.db.query({ text: "INSERT INTO signing_keys TABLE old" });
    const after = createTokens(options);
    const fresh = (await after.sign(subject)).token;
    expect(part(fresh, 0).kid).not.toBe(part(old, 0).kid);
    for (const tokens of [before, after]) for (const token of [old, fresh]) expect(await tokens.verify(token)).toMatchObject({ sub: user.id });
    expect(await after.published()).toHaveLength(2);
    await own.close();
  });

  test("a flood of unknown key ids within a moment asks the database once", async () => {
    const forged = await Promise.all(
      Array.from({ length: 20 }, async (_, i) =>
        new SignJWT(part(user.token, 1)).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: `k${i}` }).sign((await generateKeyPair("ES256")).privateKey),
      ),
    );
    server.clock.advance(1000);
    const stopped = server.clock.now();
    const clock = vi.spyOn(server.clock, "now").mockImplementation(() => stopped);
    const query = vi.spyOn(server.db, "query");
    for (const token of forged) await isRefused(token);
    expect(query.mock.calls.filter(([{ name }]) => name === "signing-keys")).toHaveLength(1);
    query.mockRestore();
    clock.mockRestore();
  });
});

test("a token seen before is answered without a promise, and without the database while the session is fresh", async () => {
  const { keyring } = server.app.services;
  const tokens = createTokens({ db: server.db, keyring, clock: server.clock, issuer: ISSUER, lifetime: 60, longestLifetime: 60 });
  const { token } = await tokens.sign({ id: user.id, sessionId: part(user.token, 1).sid, authTime: server.clock.now() });
  expect(tokens.verify(token)).toBeInstanceOf(Promise);
  await tokens.verify(token);
  expect(tokens.verify(token)).toMatchObject({ sub: user.id });
});

test("GET /auth/api_token gives a token that ends with the caller's session", async () => {
  const { json: signedIn } = await server.signIn(user.username, user.password);
  const { status, json, headers } = await server.call("GET", "/auth/api_token", { token: signedIn.access_token });
  expect([status, typeof json, headers.get("cache-control")]).toEqual([200, "string", "no-store"]);
  expect(part(json, 1)).toMatchObject({ sub: user.id, sid: part(signedIn.access_token, 1).sid });
  expect((await server.call("GET", "/users/me", { token: json })).json.id).toBe(user.id);
  await server.call("POST", "/auth/logout", { token: signedIn.access_token });
  expect((await server.call("GET", "/users/me", { token: json })).status).toBe(401);
  expect((await server.call("GET", "/auth/api_token")).json.code).toBe("auth.required");
});
