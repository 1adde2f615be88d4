import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";
import { discover, ISSUER, makeApplication } from "../support/oauth.ts";

/** Tokens that are bound to a key (RFC 9449), at the API. */
let server: Harness;
let token: string;
let pair: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  server = await startServer();
  const app = await makeApplication(server, { type: "machine", scopes: ["users:read"], dpop_bound: true });
  const config = await discover(server, app.client_id, app.client_secret);
  pair = await client.randomDPoPKeyPair("ES256", { extractable: true });
  const tokens = await client.clientCredentialsGrant(config, {}, { DPoP: client.getDPoPHandle(config, pair) });
  expect(tokens.token_type).toBe("dpop");
  token = tokens.access_token;
});
afterAll(() => server.close());

interface Claims {
  readonly htm?: string;
  readonly htu?: string;
  readonly iat?: number;
  readonly jti?: string;
  readonly ath?: string;
}

async function proof(claims: Claims = {}, keys = pair, typ = "dpop+jwt"): Promise<string> {
  const ath = createHash("sha256").update(token).digest("base64url");
  return new SignJWT({ htm: "GET", htu: `${ISSUER}/users/me`, jti: randomUUID(), ath, iat: Math.floor(server.clock.now() / 1000), ...claims })
    .setProtectedHeader({ alg: "ES256", typ, jwk: await exportJWK(keys.publicKey) })
    .sign(keys.privateKey);
}

const call = (dpop: string | undefined, scheme = "DPoP", path = "/users/me") =>
  server.call("GET", path, { headers: { authorization: `${scheme} ${token}`, ...(dpop !== undefined && { dpop }) } });

test("a bound token is taken with a proof of its key, also under the prefix and with a query", async () => {
  expect((await call(await proof())).status).toBe(200);
  expect((await call(await proof({ htu: `${ISSUER}/api/v1/users/me` }), "DPoP", "/api/v1/users/me?x=1")).status).toBe(200);
  expect(await calculateJwkThumbprint(await exportJWK(pair.publicKey))).toBe(
    JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).cnf.jkt,
  );
});

test("a bound token is no bearer token", async () => {
  expect((await call(undefined, "Bearer")).status).toBe(401);
  expect((await call(await proof(), "Bearer")).status).toBe(401);
});

test("a proof of another key, request, token or time, a replayed one, and none at all, is refused", async () => {
  const other = await generateKeyPair("ES256", { extractable: true });
  const now = Math.floor(server.clock.now() / 1000);
  const used = await proof();
  expect((await call(used)).status).toBe(200);
  const bad: (string | undefined)[] = [
    used,
    undefined,
    "",
    "x.y.z",
    await proof({}, other),
    await proof({}, pair, "JWT"),
    await proof({ htm: "POST" }),
    await proof({ htu: `${ISSUER}/users` }),
    await proof({ htu: "https://evil.example/users/me" }),
    await proof({ ath: "x" }),
    await proof({ iat: now - 120 }),
    await proof({ iat: now + 120 }),
  ];
  for (const dpop of bad) {
    const reply = await call(dpop);
    expect([dpop?.slice(-12), reply.status]).toEqual([dpop?.slice(-12), 401]);
    expect(reply.headers.get("www-authenticate")).toMatch(/^DPoP /);
  }
});

test("of ten requests with one proof, on two processes, one is answered", async () => {
  const sibling = await server.sibling();
  const dpop = await proof();
  const headers = { authorization: `DPoP ${token}`, dpop };
  const replies = await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? server : sibling).call("GET", "/users/me", { headers })));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  await sibling.close();
});
