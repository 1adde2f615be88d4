import { randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication } from "../support/oauth.ts";

/** Where the keys of a client are fetched from (`jwks_uri`): a way to make the server ask addresses for somebody else. */
let closed: Harness;
let open: Harness;
let web: Server;
let origin: string;
let jwks: string;
let privateKey: CryptoKey;
/** What was asked of the web server. */
const asked: string[] = [];

const answers: Record<string, RequestListener> = {
  "/jwks": (_, response) => response.setHeader("content-type", "application/json").end(jwks),
  "/moved": (_, response) => response.writeHead(302, { location: `${origin}/jwks` }).end(),
  "/large": (_, response) => response.setHeader("content-type", "application/json").end(jwks + " ".repeat(1_048_577)),
  // A byte now and then, for ever: no step of it is slow.
  "/slow": (request, response) => {
    response.setHeader("content-type", "application/json").write(jwks);
    const timer = setInterval(() => response.write(" "), 100);
    request.on("close", () => clearInterval(timer));
  },
};

beforeAll(async () => {
  const pair = await generateKeyPair("ES256");
  privateKey = pair.privateKey;
  jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "ES256", use: "sig" }] });
  web = createServer((request, response) => {
    asked.push(request.url ?? "");
    answers[request.url ?? ""]?.(request, response);
  });
  await new Promise<void>((resolve) => web.listen(0, "0.0.0.0", resolve));
  // This very machine, by a name that is not let through as such.
  origin = `http://0.0.0.0:${(web.address() as AddressInfo).port}`;
  [closed, open] = await Promise.all([startServer(), startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "0.0.0.0" })]);
});
afterAll(async () => {
  web?.closeAllConnections();
  await Promise.all([closed?.close(), open?.close(), new Promise((done) => web.close(done))]);
});

/** A machine whose keys are at the address; it asks for a token. */
async function tokenWithKeysAt(server: Harness, path: string) {
  const fields = { type: "machine", scopes: ["users:read"], auth_method: "private_key_jwt", jwks_uri: "https://keys.example/jwks" };
  const { client_id } = await makeApplication(server, fields);
  // The API takes no such address: as if it had been let in before, or by a name that leads there.
  await server.db.query({ text: "UPDATE applications SET jwks_uri = $2 WHERE id = $1", values: [client_id, origin + path] });
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: client_id, sub: client_id, aud: ISSUER, jti: randomUUID(), iat: now, exp: now + 60 };
  const client_assertion = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(privateKey);
  const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  asked.length = 0;
  return server.call("POST", "/oauth/token", { form: { grant_type: "client_credentials", client_id, client_assertion_type, client_assertion } });
}

describe("the keys of a client at an address", () => {
  test("inside a private network are not asked for", async () => {
    const reply = await tokenWithKeysAt(closed, "/jwks");
    expect([reply.status, reply.json.error]).toEqual([401, "invalid_client"]);
    expect(asked).toEqual([]);
  });

  test("that the operator allows let the client in", async () => {
    expect((await tokenWithKeysAt(open, "/jwks")).status).toBe(200);
    expect(asked).toEqual(["/jwks"]);
  });

  test.each(["/moved", "/large", "/slow"])(
    "that does not simply answer are refused: %s",
    async (path) => {
      const began = Date.now();
      const reply = await tokenWithKeysAt(open, path);
      expect([reply.status, reply.json.error]).toEqual([401, "invalid_client"]);
      expect(asked).toEqual([path]);
      expect(Date.now() - began).toBeLessThan(12_000);
      expect(reply.text).not.toContain(origin);
    },
    20_000,
  );
});
