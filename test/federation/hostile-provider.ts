import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";

type Json = Record<string, unknown>;

/** What it does differently than it should. */
export interface Misbehaviour {
  discovery?: (document: Json) => Json;
  /** The parameters that the browser comes back with. */
  callback?: (parameters: Record<string, string>) => Record<string, string>;
  claims?: (claims: JWTPayload) => JWTPayload;
  /** The whole ID token. */
  idToken?: (claims: JWTPayload) => Promise<string> | string;
  token?: (answer: Json) => Json;
  userinfo?: (claims: Json) => Json;
  /** Takes a request over altogether. */
  instead?: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
}

/** A provider written by hand, which does what a test says. */
export interface HostileProvider {
  readonly issuer: string;
  does: Misbehaviour;
  /** Milliseconds since 1970 UTC. */
  now: () => number;
  /** How often each path was asked. */
  readonly asked: Map<string, number>;
  /** Signs with a new key from now on. */
  rotate(): Promise<void>;
  sign(claims: JWTPayload, header?: JWTHeaderParameters, key?: CryptoKey): Promise<string>;
  close(): Promise<void>;
}

const answer = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

export async function startHostileProvider(subject = "sub-h"): Promise<HostileProvider> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const nonces = new Map<string, string>();
  const asked = new Map<string, number>();
  let serial = 0;
  let keys = await generateKeyPair("ES256");
  let kid = "k0";
  const self = { issuer, does: {} as Misbehaviour, now: () => Date.now(), asked };
  const person = { email: "h@example.com", email_verified: true, name: "H" };

  const sign = (claims: JWTPayload, header: JWTHeaderParameters = { alg: "ES256", kid }, key: CryptoKey = keys.privateKey) =>
    new SignJWT(claims).setProtectedHeader(header).sign(key);

  async function token(request: IncomingMessage, response: ServerResponse) {
    const form = await readForm(request);
    const now = Math.floor(self.now() / 1000);
    const right: JWTPayload = { iss: issuer, sub: subject, aud: "roster", iat: now, exp: now + 600, nonce: nonces.get(form.get("code") ?? "") ?? "" };
    const claims = self.does.claims?.(right) ?? right;
    const idToken = await (self.does.idToken?.(claims) ?? sign(claims));
    const whole = { access_token: "at", token_type: "Bearer", expires_in: 60, id_token: idToken };
    answer(response, self.does.token?.(whole) ?? whole);
  }

  const paths: Record<string, (request: IncomingMessage, response: ServerResponse, url: URL) => unknown> = {
    "/.well-known/openid-configuration": (_request, response) => {
      const document = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ["ES256", "RS256", "none", "HS256"],
        authorization_response_iss_parameter_supported: true,
      };
      answer(response, self.does.discovery?.(document) ?? document);
    },
    "/authorize": (_request, response, url) => {
      serial += 1;
      const code = `code-${serial}`;
      nonces.set(code, url.searchParams.get("nonce") ?? "");
      const right = { code, state: url.searchParams.get("state") ?? "", iss: issuer };
      const query = new URLSearchParams(self.does.callback?.(right) ?? right);
      response.writeHead(302, { location: `${url.searchParams.get("redirect_uri")}?${query}` }).end();
    },
    "/token": token,
    "/userinfo": (_request, response) => {
      const right = { sub: subject, ...person };
      answer(response, self.does.userinfo?.(right) ?? right);
    },
    "/jwks": async (_request, response) => answer(response, { keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg: "ES256", use: "sig" }] }),
  };

  server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    asked.set(url.pathname, (asked.get(url.pathname) ?? 0) + 1);
    const handle = self.does.instead?.[url.pathname] ?? paths[url.pathname];
    if (handle) handle(request, response, url);
    else response.writeHead(404).end();
  });
  return Object.assign(self, {
    sign,
    async rotate() {
      keys = await generateKeyPair("ES256");
      kid = `k${Number(kid.slice(1)) + 1}`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}
