import { createHmac, createPublicKey, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER } from "../support/oauth.ts";
import { getTokens, isActive, makeTrusted, meStatus, type Person, payloadOf, type Registered, type TokenAnswer } from "./support.ts";

let server: Harness;
let person: Person;
let app: Registered;
let tokens: TokenAnswer;
/** Signs with the server's own key: everything but the one thing under test is right. */
let sign: (payload: JWTPayload, header?: Partial<JWTHeaderParameters>) => Promise<string>;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  app = await makeTrusted(server);
  tokens = await getTokens(server, app, person);
  const { createKeySet } = await import("../../src/oauth/keys.ts");
  const { keyring } = server.app.services;
  const [key] = (await createKeySet({ db: server.db, keyring, clock: server.clock, lifetime: 3600 }).snapshot()).keys;
  if (!key) throw new Error("there is no signing key");
  const privateKey = await importJWK(key.privateJwk, "ES256");
  sign = (payload, header = {}) =>
    new SignJWT({ ...payloadOf(tokens.access_token), ...payload })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: key.kid, ...header })
      .sign(privateKey);
});
afterAll(() => server.close());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The API, userinfo and introspection are of one mind. */
async function expectRefused(token: string, what: string): Promise<void> {
  expect(await meStatus(server, token), `${what} at the API`).toBe(401);
  expect((await server.call("GET", "/oauth/userinfo", { token })).status, `${what} at userinfo`).toBe(401);
  expect(await isActive(server, app, token), `${what} at introspection`).toBe(false);
}

describe("an access token", () => {
  test("is a JWT of RFC 9068: its type, issuer, audience, subject, client, times, id and scope", () => {
    const [header = ""] = tokens.access_token.split(".");
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toMatchObject({ alg: "ES256", typ: "at+jwt", kid: expect.any(String) });
    expect(payloadOf(tokens.access_token)).toMatchObject({
      iss: ISSUER,
      aud: ISSUER,
      sub: person.id,
      client_id: app.client_id,
      exp: expect.any(Number),
      iat: expect.any(Number),
      jti: expect.any(String),
      scope: "openid users:read",
    });
  });

  test("that the server's key signed and nothing is wrong with is taken", async () => {
    expect(await meStatus(server, await sign({ jti: randomUUID() }))).toBe(200);
  });

  test("without a signature is refused, however none is spelt", async () => {
    const [, payload, signature] = tokens.access_token.split(".");
    for (const alg of ["none", "None", "NONE", "nOnE"]) {
      await expectRefused(`${part({ alg, typ: "at+jwt" })}.${payload}.`, alg);
      await expectRefused(`${part({ alg, typ: "at+jwt" })}.${payload}.${signature}`, alg);
    }
  });

  test("signed with the public key as the secret of an HMAC is refused", async () => {
    const jwk = (await server.call("GET", "/.well-known/jwks.json")).json.keys[0];
    const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
    for (const secret of [pem, JSON.stringify(jwk)]) {
      const signed = `${part({ alg: "HS256", typ: "at+jwt", kid: jwk.kid })}.${part(payloadOf(tokens.access_token))}`;
      await expectRefused(`${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`, "HS256");
    }
  });

  test("signed by another key is refused, also when it brings that key along", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const jwk = await exportJWK(publicKey);
    const kid = (await server.call("GET", "/.well-known/jwks.json")).json.keys[0].kid;
    for (const more of [
      { kid },
      { kid: "unknown" },
      { jwk },
      { kid, jwk },
      { jku: "https://evil.example/jwks", kid: "x" },
      { x5u: "https://evil.example/x", kid: "x" },
      {},
    ]) {
      const token = await new SignJWT(payloadOf(tokens.access_token))
        .setProtectedHeader({ alg: "ES256", typ: "at+jwt", ...more } as JWTHeaderParameters)
        .sign(privateKey);
      await expectRefused(token, JSON.stringify(more));
    }
  });

  test("of another type is refused: an ID token, a logout token, a token without one", async () => {
    await expectRefused(tokens.id_token, "id token");
    for (const typ of ["JWT", "logout+jwt", "workspace+jwt", "dpop+jwt", "id+jwt", ""]) await expectRefused(await sign({ jti: randomUUID() }, { typ }), typ);
    await expectRefused(await sign({ jti: randomUUID() }, { typ: undefined as never }), "no type");
  });

  test("for another audience or by another issuer is refused", async () => {
    for (const aud of ["https://other.example", `${ISSUER}/`, app.client_id, []]) await expectRefused(await sign({ aud }), `aud ${aud}`);
    for (const iss of ["https://other.example", `${ISSUER}/`, ""]) await expectRefused(await sign({ iss }), `iss ${iss}`);
  });

  test("that expired, is not good yet, or never ends is refused", async () => {
    const now = Math.floor(Date.now() / 1000);
    await expectRefused(await sign({ exp: now - 1 }), "expired");
    await expectRefused(await sign({ nbf: now + 600 }), "not yet");
    await expectRefused(await sign({ exp: undefined as never }), "no end");
    await expectRefused(await sign({ exp: "tomorrow" as never }), "end of words");
  });

  test("with a critical extension that nobody knows is refused", async () => {
    const signed = await sign({ jti: randomUUID() });
    const [, payload, signature] = signed.split(".");
    await expectRefused(`${part({ alg: "ES256", typ: "at+jwt", crit: ["x"], x: 1 })}.${payload}.${signature}`, "crit");
  });

  test("of which one character changed is refused", async () => {
    const [header, payload, signature = ""] = tokens.access_token.split(".");
    const changed = { ...payloadOf(tokens.access_token), sub: randomUUID() };
    await expectRefused(`${header}.${part(changed)}.${signature}`, "payload");
    await expectRefused(`${header}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`, "signature");
    await expectRefused(`${tokens.access_token}.`, "a part more");
  });

  test("says nothing that its session or application does not bear out", async () => {
    const other = await makeUser(server);
    await expectRefused(await sign({ sub: other.id }), "another account");
    await expectRefused(await sign({ sid: randomUUID() }), "another session");
    await expectRefused(await sign({ client_id: randomUUID() }), "another client");
  });
});

describe("an ID token", () => {
  test("names issuer, client, subject, time and nonce, and is no access token", async () => {
    const { id_token } = await getTokens(server, app, person, "openid", { params: { nonce: "n-1" } });
    expect(payloadOf(id_token)).toMatchObject({
      iss: ISSUER,
      aud: app.client_id,
      sub: person.id,
      nonce: "n-1",
      exp: expect.any(Number),
      iat: expect.any(Number),
    });
    await expectRefused(id_token, "id token");
  });

  test("is not what an access token can stand in for", async () => {
    const page = await server.call("GET", `/oauth/logout?${new URLSearchParams({ id_token_hint: tokens.access_token })}`, { headers: { accept: "text/html" } });
    expect(page.status).toBe(400);
  });
});
