import { createHmac } from "node:crypto";
import { generateKeyPair, UnsecuredJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ADMIN_PASSWORD, type Harness, startServer } from "../support/harness.ts";
import { type Browser, createBrowser, isCallback, problemOf, whoIs } from "./browser.ts";
import { type HostileProvider, type Misbehaviour, startHostileProvider } from "./hostile-provider.ts";

const SECRET = "a secret of the provider";
let server: Harness;
let provider: HostileProvider;
let other: HostileProvider;
let browser: Browser;

const connect = (name: string, issuer: string) =>
  server.call("POST", "/connections", { token: server.admin, body: { name, issuer, client_id: "roster", client_secret: SECRET } });

beforeAll(async () => {
  [provider, other] = await Promise.all([startHostileProvider(), startHostileProvider("sub-o")]);
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
  provider.now = other.now = server.clock.now;
  await connect("hostile", provider.issuer);
  await connect("other", other.issuer);
});
afterAll(async () => {
  await server.close();
  await Promise.all([provider.close(), other.close()]);
});
beforeEach(() => {
  browser = createBrowser(server);
});
afterEach(() => {
  provider.does = {};
  other.does = {};
});

const signIn = (by = browser, connection = "hostile") => by.follow(`/auth/authorize?connection=${connection}`, (url) => url.href === "http://roster.test/");
/** Discovery and keys are forgotten after a while. */
const forget = () => server.clock.advance(3_700_000);

test("what behaves gets in: the tests below are not about something else", async () => {
  expect((await signIn()).location).toBe("http://roster.test/");
  expect(await whoIs(server, browser)).toMatchObject({ email: "h@example.com", oauth_id: "sub-h" });
});

const answers: [name: string, does: () => Misbehaviour][] = [
  [
    "a signature of another key",
    () => ({ idToken: async (claims) => provider.sign(claims, { alg: "ES256", kid: "k0" }, (await generateKeyPair("ES256")).privateKey) }),
  ],
  ["no signature (alg none)", () => ({ idToken: (claims) => new UnsecuredJWT(claims).encode() })],
  [
    "a signature by the client secret (HS256)",
    () => ({
      idToken: (claims) => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
        const text = `${part({ alg: "HS256" })}.${part(claims)}`;
        return `${text}.${createHmac("sha256", SECRET).update(text).digest("base64url")}`;
      },
    }),
  ],
  ["an ID token that is none", () => ({ idToken: () => "x.y.z" })],
  ["no ID token", () => ({ token: ({ id_token: _, ...rest }) => rest })],
  ["another nonce", () => ({ claims: (claims) => ({ ...claims, nonce: "of another" }) })],
  ["no nonce", () => ({ claims: ({ nonce: _, ...claims }) => claims })],
  ["another audience", () => ({ claims: (claims) => ({ ...claims, aud: "somebody" }) })],
  ["several audiences and an azp of another", () => ({ claims: (claims) => ({ ...claims, aud: ["roster", "x"], azp: "x" }) })],
  ["several audiences without azp", () => ({ claims: (claims) => ({ ...claims, aud: ["roster", "x"] }) })],
  ["another issuer in the ID token", () => ({ claims: (claims) => ({ ...claims, iss: other.issuer }) })],
  ["an ID token that has expired", () => ({ claims: (claims) => ({ ...claims, exp: (claims.iat ?? 0) - 3600 }) })],
  ["no subject", () => ({ claims: ({ sub: _, ...claims }) => claims })],
  ["a subject that cannot be kept", () => ({ claims: (claims) => ({ ...claims, sub: "a\u0000b" }), userinfo: (claims) => ({ ...claims, sub: "a\u0000b" }) })],
  ["another subject in userinfo", () => ({ userinfo: (claims) => ({ ...claims, sub: "sub-victim" }) })],
  ["no subject in userinfo", () => ({ userinfo: ({ sub: _, ...claims }) => claims })],
  ["another iss in the answer", () => ({ callback: (parameters) => ({ ...parameters, iss: other.issuer }) })],
  ["no iss in the answer, though it promises one", () => ({ callback: ({ iss: _, ...parameters }) => parameters as Record<string, string> })],
  ["no code", () => ({ callback: ({ code: _, ...parameters }) => parameters as Record<string, string> })],
  ["an error of its own making", () => ({ callback: ({ state = "", iss = "" }) => ({ state, iss, error: "<script>", error_description: "<img src=x>" }) })],
  ["another token type", () => ({ token: (answer) => ({ ...answer, token_type: "mac" }) })],
  [
    "an error from the token endpoint",
    () => ({ instead: { "/token": (_q, s) => s.writeHead(400, { "content-type": "application/json" }).end('{"error":"invalid_grant"}') } }),
  ],
  ["a redirect from the token endpoint", () => ({ instead: { "/token": (_q, s) => s.writeHead(302, { location: `${other.issuer}/token` }).end() } })],
  ["a page in place of tokens", () => ({ instead: { "/token": (_q, s) => s.writeHead(200, { "content-type": "text/html" }).end("<html>") } })],
  ["JSON that is cut off", () => ({ instead: { "/token": (_q, s) => s.writeHead(200, { "content-type": "application/json" }).end('{"access_token') } })],
  ["keys that are none", () => ({ instead: { "/jwks": (_q, s) => s.writeHead(200, { "content-type": "application/json" }).end('{"keys": 7}') } })],
];

describe("nobody is signed in, and the words are ours, by", () => {
  test.each(answers)("%s", async (_name, does) => {
    // It is this alone that is refused.
    expect((await signIn(createBrowser(server))).location).toBe("http://roster.test/");
    forget();
    provider.does = does();
    const page = await signIn();
    expect([page.status, problemOf(page)]).toEqual([403, "federation.provider_refused"]);
    expect(page.text).not.toMatch(/<script>|<img src=x|invalid_grant/);
    expect(await whoIs(server, browser)).toBeUndefined();
  });
});

const failures: [name: string, does: () => Misbehaviour][] = [
  [
    "an answer of 5 MB",
    () => ({ instead: { "/token": (_q, s) => s.writeHead(200, { "content-type": "application/json" }).end(`{"x":"${"x".repeat(5_000_000)}"}`) } }),
  ],
  ["an answer without an end", () => ({ instead: { "/jwks": (_q, s) => void setInterval(() => s.write("x".repeat(100_000)), 1).unref() } })],
  ["a connection that breaks off", () => ({ instead: { "/token": (q) => q.socket.destroy() } })],
  ["an error of its own", () => ({ instead: { "/token": (_q, s) => s.writeHead(500).end("SELECT * FROM secrets") } })],
  ["a discovery that is away", () => ({ instead: { "/.well-known/openid-configuration": (_q, s) => s.writeHead(503).end() } })],
  ["temporarily_unavailable", () => ({ callback: ({ state = "", iss = "" }) => ({ state, iss, error: "temporarily_unavailable" }) })],
];

describe("a provider that is ill is told apart, by", () => {
  test.each(failures)("%s", async (_name, does) => {
    forget();
    provider.does = does();
    const page = await signIn();
    expect([page.status, problemOf(page)]).toEqual([503, "federation.provider_unavailable"]);
    expect(page.text).not.toContain("SELECT");
  });

  test("silence, after ten seconds, while others sign in", async () => {
    forget();
    provider.does = { instead: { "/token": () => {} } };
    const began = Date.now();
    const waiting = signIn();
    expect((await signIn(createBrowser(server), "other")).status).toBe(409);
    expect(Date.now() - began).toBeLessThan(8000);
    expect(problemOf(await waiting)).toBe("federation.provider_unavailable");
    expect(Date.now() - began).toBeLessThan(13_000);
  }, 20_000);
});

test("discovery of another issuer, and addresses that are not http, are refused before anybody goes there", async () => {
  for (const change of [{ issuer: other.issuer }, { authorization_endpoint: "javascript:alert(1)" }, { authorization_endpoint: "http://login.example.com/" }]) {
    forget();
    provider.does = { discovery: (document) => ({ ...document, ...change }) };
    const step = await browser.open("/auth/authorize?connection=hostile");
    expect(step.location).toContain("/sign-in/problem?code=federation.provider_refused");
  }
  forget();
  provider.does = { discovery: (document) => ({ ...document, token_endpoint: "http://169.254.169.254/token" }) };
  expect(problemOf(await signIn())).toBe("federation.provider_unavailable");
});

test("a key that was rotated is found, and one that nobody has does not make us ask more than once a minute", async () => {
  forget();
  await signIn();
  await provider.rotate();
  server.clock.advance(61_000);
  expect((await signIn()).location).toBe("http://roster.test/");
  const before = provider.asked.get("/jwks") ?? 0;
  provider.does = { idToken: (claims) => provider.sign(claims, { alg: "ES256", kid: "unknown" }) };
  for (let i = 0; i < 3; i++) expect(problemOf(await signIn(createBrowser(server)))).toBe("federation.provider_refused");
  expect(provider.asked.get("/jwks")).toBe(before);
  server.clock.advance(61_000);
  for (let i = 0; i < 3; i++) await signIn(createBrowser(server));
  expect(provider.asked.get("/jwks")).toBe(before + 1);
});

test("discovery is asked once, whoever signs in", async () => {
  forget();
  const path = "/.well-known/openid-configuration";
  const before = provider.asked.get(path) ?? 0;
  await Promise.all(Array.from({ length: 5 }, () => signIn(createBrowser(server))));
  expect(provider.asked.get(path)).toBe(before + 1);
});

test("an answer of one provider does not pass for another's (mix-up)", async () => {
  const address = new URL((await browser.follow("/auth/authorize?connection=hostile", isCallback)).location ?? "");
  const second = new URL((await browser.follow("/auth/authorize?connection=other", isCallback)).location ?? "");
  // The code of the one, with the state of the other.
  second.searchParams.set("code", address.searchParams.get("code") ?? "");
  second.searchParams.set("iss", provider.issuer);
  const asked = other.asked.get("/token") ?? 0;
  expect(problemOf(await browser.follow(second.href))).toBe("federation.provider_refused");
  expect(other.asked.get("/token") ?? 0).toBe(asked);
});

test("claims of any shape are kept as far as they can be, and never break the sign-in", async () => {
  const deep = (n: number): unknown => (n === 0 ? "x" : [deep(n - 1)]);
  const odd = {
    email: "odd@example.com",
    email_verified: "true",
    name: `\u0000${"n".repeat(300)}`,
    picture: "javascript:alert(1)",
    groups: ["ok", 7, "\u0000", "x".repeat(300), { a: 1 }],
    deep: deep(50),
    large: "x".repeat(100_000),
    "a\u0000b": 1,
    text: "nul \u0000",
    list: ["fine", "\ud800"],
    ...JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}'),
  };
  provider.does = { claims: (claims) => ({ ...claims, sub: "sub-odd" }), userinfo: () => ({ sub: "sub-odd", ...odd }) };
  expect((await signIn()).location).toBe("http://roster.test/");
  expect(await whoIs(server, browser)).toMatchObject({ email: "odd@example.com", name: null, avatar_url: null });
  const token = (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token;
  const { json } = await server.call("GET", "/connections", { token });
  const id = json.find((connection: { name: string }) => connection.name === "hostile").id;
  const identities = await server.call("GET", `/connections/${id}/identities`, { token });
  const kept = identities.json.find((identity: { subject: string }) => identity.subject === "sub-odd");
  expect(kept).toMatchObject({ email_verified: true, groups: ["ok"], claims: { email: "odd@example.com", list: ["fine"] } });
  expect(JSON.stringify(kept)).not.toMatch(/x{1000}|nonce|"at"/);
});

test("addresses that are no addresses make no account", async () => {
  for (const email of ["", 7, null, "x", "a@b@example.com", "a b@example.com", `${"x".repeat(300)}@example.com`, ["a@example.com"], "a\u0000@example.com"]) {
    provider.does = { claims: (claims) => ({ ...claims, sub: "sub-none" }), userinfo: () => ({ sub: "sub-none", email }) };
    expect(problemOf(await signIn(createBrowser(server)))).toBe("federation.email_missing");
  }
});

test("the log and the audit never hold a code, a token or a secret", async () => {
  const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(a)::text AS text FROM audit_log a" });
  expect(rows.map((row) => row.text).join()).not.toMatch(/code-\d|"at"|eyJ|a secret of the provider/);
});
