import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publicKeyFault } from "../../src/modules/applications/jwks-rules.ts";
import { redirectFault } from "../../src/modules/applications/uri-rules.ts";
import { type Harness, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const create = (fields: object) => server.call("POST", "/applications", { token: server.admin, body: { name: "App", ...fields } });

const PLAIN_FITS = [
  "https://app.example.com",
  "https://app.example.com:8443/callback?tenant=a%20b",
  "http://localhost:3000/callback",
  "http://127.0.0.1:3000/callback",
  "http://[::1]:3000/callback",
  "http://localhost/callback",
];
const NATIVE_FITS = [
  "com.example.app:/callback",
  "com.example.app://callback",
  "http://127.0.0.1/callback",
  "http://[::1]/callback",
  "http://localhost/callback",
  "https://app.example.com/claimed",
];
const NEVER = [
  "https://app.example.com/#fragment",
  "https://app.example.com/#",
  "https://*.example.com/callback",
  "https://app.example.com/*",
  "https://user:secret@app.example.com/",
  "https://user@app.example.com/",
  "https://app.example.com\\@evil.example.com/",
  "https:/app.example.com/",
  "https:app.example.com",
  "https://",
  "https:///callback",
  "https://app.example.com/call back",
  "https://app.example.com/\ncallback",
  "https://bücher.example/",
  "https://app.example.com:99999/",
  "//app.example.com/callback",
  "/callback",
  "callback",
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "javascript://app.example.com/%0aalert(1)",
  "data:text/html,x",
  "file:///etc/passwd",
  "blob:https://app.example.com/x",
  "about:blank",
  "http://app.example.com/callback",
  "http://127.1/callback",
  "http://2130706433/callback",
  "http://localhost.evil.example.com/callback",
  "http://localhost@evil.example.com/callback",
  "http://127.0.0.1.evil.example.com/",
];

describe("a redirect URI", () => {
  test.each(["web", "single_page"] as const)("of the type %s is https, or http on this machine", (type) => {
    for (const uri of PLAIN_FITS) expect([uri, redirectFault(type, uri)]).toEqual([uri, undefined]);
    for (const uri of [...NEVER, "com.example.app:/callback", "myapp:/callback"]) expect([uri, redirectFault(type, uri)]).toEqual([uri, expect.any(String)]);
  });

  test("of a native application is also a private-use scheme, and on this machine without a port", () => {
    for (const uri of NATIVE_FITS) expect([uri, redirectFault("native", uri)]).toEqual([uri, undefined]);
    for (const uri of [...NEVER, "myapp:/callback", "com.example.app:", "com.example.app:callback", "http://127.0.0.1:8080/callback", "https://localhost/x"]) {
      expect([uri, redirectFault("native", uri)]).toEqual([uri, expect.any(String)]);
    }
  });

  test("of a machine is none", async () => {
    expect(redirectFault("machine", "https://app.example.com/")).toMatch(/nobody signs in/);
    for (const field of ["redirect_uris", "post_logout_redirect_uris"]) {
      expect((await create({ type: "machine", [field]: ["https://app.example.com/"] })).json.detail[0].loc).toEqual(["body", field, 0]);
    }
  });

  test("that was accepted goes where it says: the URL parser reads no other host and no credentials out of it", () => {
    const pieces = fc.constantFrom(
      "https",
      "http",
      ":",
      "/",
      "//",
      "\\",
      "@",
      "#",
      "?",
      "*",
      "%2f",
      "%00",
      ".",
      "localhost",
      "127.0.0.1",
      "evil.example",
      ":80",
      "[::1]",
      "\t",
      "é",
      "a",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const uri = parts.join("");
        if (redirectFault("web", uri) !== undefined) return;
        const url = new URL(uri);
        expect([url.username, url.password, url.hash, uri.includes("#")]).toEqual(["", "", "", false]);
        expect(uri.toLowerCase().startsWith(`${url.protocol}//${url.hostname}`)).toBe(true);
        if (url.protocol !== "https:") expect(["localhost", "127.0.0.1", "[::1]"]).toContain(url.hostname);
      }),
      { numRuns: 3000 },
    );
  });

  test("that does not fit is refused with its place and what would fit; a password in it is not repeated", async () => {
    for (const field of ["redirect_uris", "post_logout_redirect_uris"]) {
      const refused = await create({ type: "web", [field]: ["https://fits.example.com/", "https://me:hunter2@app.example.com/", "http://app.example.com/"] });
      expect(refused.status).toBe(422);
      expect(refused.text).not.toContain("hunter2");
      expect(refused.json.detail).toMatchObject([
        { loc: ["body", field, 1], msg: expect.stringMatching(/no user name.*https:\/\/host\/path/) },
        { loc: ["body", field, 2], msg: expect.stringMatching(/Plain http is for this machine only/) },
      ]);
    }
  });

  test("comes once in a list of at most 50, and has at most 2000 characters", async () => {
    const uri = "https://app.example.com/";
    const list = (n: number) => Array.from({ length: n }, (_, i) => `${uri}${i}`);
    expect((await create({ type: "web", redirect_uris: [uri, uri] })).json.detail[0].loc).toEqual(["body", "redirect_uris", 1]);
    expect((await create({ type: "web", redirect_uris: list(51) })).json.detail[0].type).toBe("too_long");
    expect((await create({ type: "web", redirect_uris: list(50) })).status).toBe(200);
    expect((await create({ type: "web", redirect_uris: [uri.padEnd(2001, "x")] })).json.detail[0].type).toBe("string_too_long");
    expect((await create({ type: "web", redirect_uris: [uri.padEnd(2000, "x")] })).status).toBe(200);
  });
});

test("what servers and pages fetch from is https, or http on this machine", async () => {
  for (const field of ["backchannel_logout_uri", "logo_url"]) {
    expect((await create({ type: "web", [field]: "http://127.0.0.1:9/x" })).status).toBe(200);
    for (const uri of ["http://app.example.com/", "javascript:alert(1)", "data:image/png;base64,", "ftp://app.example.com/"]) {
      expect((await create({ type: "web", [field]: uri })).json.detail[0].loc).toEqual(["body", field]);
    }
  }
});

describe("a key of private_key_jwt", () => {
  const jwk = (made: ReturnType<typeof generateKeyPairSync>["publicKey"]) => made.export({ format: "jwk" }) as Record<string, unknown>;
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ed = generateKeyPairSync("ed25519");

  test("is a valid public one", () => {
    for (const { publicKey } of [ec, rsa, ed]) expect(publicKeyFault({ ...jwk(publicKey), kid: "a", use: "sig" })).toBeUndefined();
    for (const bad of [
      {},
      { kty: "EC" },
      { kty: "EC", crv: "P-256", x: "AA", y: "AA" },
      { kty: "EC", crv: "secp256k1" },
      { kty: "OKP", crv: "X25519", x: jwk(ed.publicKey)["x"] },
      { kty: "RSA", n: "AQAB", e: "AQAB" },
      { ...jwk(ec.publicKey), use: "enc" },
      { ...jwk(ec.publicKey), kid: 1 },
      { ...jwk(ec.publicKey), x5c: ["x".repeat(9000)] },
      jwk(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey),
    ]) {
      expect(publicKeyFault(bad as Record<string, unknown>)).toEqual(expect.any(String));
    }
  });

  test("is never private or symmetric, and what was sent is not repeated or kept", async () => {
    for (const { privateKey } of [ec, rsa, ed]) {
      const key = jwk(privateKey);
      const refused = await create({ type: "web", auth_method: "private_key_jwt", jwks: { keys: [jwk(ec.publicKey), key] } });
      expect([refused.status, refused.json.detail[0].loc]).toEqual([422, ["body", "jwks", "keys", 1]]);
      expect(refused.text).not.toContain(key["d"]);
    }
    expect((await create({ type: "web", auth_method: "private_key_jwt", jwks: { keys: [{ kty: "oct", k: "c2VjcmV0" }] } })).status).toBe(422);
  });

  test("is there when the method asks for it, in one place, and only then", async () => {
    const jwks = { keys: [jwk(ec.publicKey)] };
    const jwks_uri = "https://app.example.com/jwks.json";
    expect((await create({ type: "machine", auth_method: "private_key_jwt" })).status).toBe(422);
    expect((await create({ type: "machine", auth_method: "private_key_jwt", jwks, jwks_uri })).status).toBe(422);
    expect((await create({ type: "web", jwks })).json.detail[0].loc).toEqual(["body", "jwks"]);
    expect((await create({ type: "machine", auth_method: "private_key_jwt", jwks })).json).toMatchObject({ jwks, client_secret: null });
    expect((await create({ type: "web", auth_method: "private_key_jwt", jwks_uri })).json).toMatchObject({ jwks_uri });
    const beside = await create({ type: "web", auth_method: "private_key_jwt", jwks: { ...jwks, note: "x" } });
    expect(beside.json.jwks).toEqual(jwks);
  });
});

test("what does not go with the type is refused where it stands", async () => {
  const cases: [object, string][] = [
    [{ type: "machine", auth_method: "none" }, "auth_method"],
    [{ type: "web", auth_method: "none" }, "auth_method"],
    [{ type: "native", auth_method: "client_secret" }, "auth_method"],
    [{ type: "machine", scopes: ["openid"] }, "scopes"],
    [{ type: "machine", require_par: true }, "require_par"],
    [{ type: "machine", backchannel_logout_uri: "https://app.example.com/" }, "backchannel_logout_uri"],
    [{ type: "web", is_superuser: true }, "is_superuser"],
    [{ type: "web", scopes: ["openid", "openid"] }, "scopes"],
    [{ type: "web", scopes: ["everything"] }, "scopes"],
    [{ type: "desktop" }, "type"],
  ];
  for (const [fields, field] of cases) {
    const { status, json } = await create(fields);
    expect([fields, status, json.detail[0]?.loc[1]]).toEqual([fields, 422, field]);
  }
});
