import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { ISSUER } from "../support/oauth.ts";
import { getCode, introspect, makeTrusted, type Person, payloadOf, type Registered, redeem, refresh } from "./support.ts";

let server: Harness;
let person: Person;
let app: Registered;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  app = await makeTrusted(server, { dpop_bound: true });
});
afterAll(() => server.close());

const TOKEN = `${ISSUER}/oauth/token`;
const error = (reply: Reply) => [reply.status, reply.json.error];

async function withKey() {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  const proof = (more: JWTPayload = {}, header: object = {}) =>
    new SignJWT({ htm: "POST", htu: TOKEN, jti: randomUUID(), iat: Math.floor(Date.now() / 1000), ...more })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk, ...header } as never)
      .sign(privateKey);
  return { jkt: await calculateJwkThumbprint(jwk), proof };
}

const redeemWith = async (proof: string) => redeem(server, app, await getCode(server, app, person), {}, { dpop: proof });

describe("DPoP at the token endpoint", () => {
  test("binds the tokens to the key: they say so, and introspection does", async () => {
    const { jkt, proof } = await withKey();
    const { status, json } = await redeemWith(await proof());
    expect([status, json.token_type]).toEqual([200, "DPoP"]);
    expect(payloadOf(json.access_token)["cnf"]).toEqual({ jkt });
    expect(await introspect(server, app, json.access_token)).toMatchObject({ active: true, token_type: "DPoP", cnf: { jkt } });
  });

  test("is asked of an application that must use it", async () => {
    const reply = await redeem(server, app, await getCode(server, app, person));
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatch(/^invalid_(grant|dpop_proof|request)$/);
  });

  test("takes a proof once, also of many at once", async () => {
    const { proof } = await withKey();
    const one = await proof();
    const codes = await Promise.all(Array.from({ length: 4 }, () => getCode(server, app, person)));
    const replies = await Promise.all(codes.map((code) => redeem(server, app, code, {}, { dpop: one })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of replies) if (reply.status !== 200) expect(error(reply)).toEqual([400, "invalid_grant"]);
    expect(error(await redeemWith(one))).toEqual([400, "invalid_grant"]);
  });

  test("refuses a proof for another address or method, an old one, one without a name, and a wrong type", async () => {
    const { proof } = await withKey();
    const now = Math.floor(Date.now() / 1000);
    const bad: JWTPayload[] = [{ htu: `${ISSUER}/oauth/par` }, { htu: "https://other.example/oauth/token" }, { htm: "GET" }, { jti: "" }];
    for (const more of bad) expect(error(await redeemWith(await proof(more))), JSON.stringify(more)).toEqual([400, "invalid_dpop_proof"]);
    for (const iat of [now - 3600, now + 3600]) {
      const reply = await redeemWith(await proof({ iat }));
      expect([reply.status, reply.json.error]).toEqual([400, expect.stringMatching(/^(invalid_dpop_proof|use_dpop_nonce)$/)]);
    }
    expect(error(await redeemWith(await proof({}, { typ: "JWT" })))).toEqual([400, "invalid_dpop_proof"]);
    expect(error(await redeemWith("nonsense"))).toEqual([400, "invalid_dpop_proof"]);
  });

  test("refuses a proof that its own key did not sign, or that gives a private key away", async () => {
    const { proof } = await withKey();
    const foreign = await exportJWK((await generateKeyPair("ES256")).publicKey);
    expect(error(await redeemWith(await proof({}, { jwk: foreign })))).toEqual([400, "invalid_dpop_proof"]);
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const leaked = await new SignJWT({ htm: "POST", htu: TOKEN, jti: randomUUID(), iat: Math.floor(Date.now() / 1000) })
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(privateKey) } as never)
      .sign(privateKey);
    expect(error(await redeemWith(leaked))).toEqual([400, "invalid_dpop_proof"]);
  });

  test("binds the refresh token of a public client to the key", async () => {
    const made = await server.call("POST", "/applications", {
      token: server.admin,
      body: { name: "SPA", type: "single_page", redirect_uris: ["https://app.example/callback"], scopes: ["openid", "users:read"], is_trusted: true },
    });
    const single: Registered = { client_id: made.json.client_id, client_secret: "" };
    const { proof, jkt } = await withKey();
    const { json } = await redeem(server, single, await getCode(server, single, person), {}, { dpop: await proof() });
    expect(error(await refresh(server, single, json.refresh_token))).toEqual([400, "invalid_grant"]);
    const stranger = await withKey();
    expect(error(await refresh(server, single, json.refresh_token, {}, { dpop: await stranger.proof() }))).toEqual([400, "invalid_grant"]);
    const good = await refresh(server, single, json.refresh_token, {}, { dpop: await proof() });
    expect(good.status).toBe(200);
    expect(payloadOf(good.json.access_token)["cnf"]).toEqual({ jkt });
  });

  test("a code that was asked for with a key is redeemed with that key alone", async () => {
    const [mine, other] = [await withKey(), await withKey()];
    const ask = () => getCode(server, app, person, { params: { dpop_jkt: mine.jkt } });
    expect(error(await redeem(server, app, await ask(), {}, { dpop: await other.proof() }))).toEqual([400, "invalid_grant"]);
    expect((await redeem(server, app, await ask(), {}, { dpop: await mine.proof() })).status).toBe(200);
  });
});
