import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { OAuth2Server } from "oauth2-mock-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";
import { type Browser, createBrowser, problemOf, whoIs } from "./browser.ts";

let server: Harness;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1,localhost" });
});
afterAll(() => server.close());
beforeEach(() => {
  browser = createBrowser(server);
});

const create = (body: Record<string, unknown>) => server.call("POST", "/connections", { token: server.admin, body });
const signIn = (connection: string, by = browser) => by.follow(`/auth/authorize?connection=${connection}`, (url) => url.href === "http://roster.test/");

describe("a provider without OpenID Connect, as GitHub is one", () => {
  let hub: Server;
  let base: string;
  let user: unknown;
  let emails: unknown;
  const seen: { challenge?: string | null; verifier?: string | null; authorization?: string | undefined; userAgent?: string | undefined; id?: string | null } =
    {};

  beforeAll(async () => {
    type Handler = (url: URL, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
    const json = (response: ServerResponse, value: unknown, status = 200): void =>
      void response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(value));
    const paths: Record<string, Handler> = {
      "/login/oauth/authorize": (url, _request, response) => {
        seen.challenge = url.searchParams.get("code_challenge");
        const query = new URLSearchParams({ code: "c", state: url.searchParams.get("state") ?? "", iss: "https://github.example/login/oauth" });
        response.writeHead(302, { location: `${url.searchParams.get("redirect_uri")}?${query}` }).end();
      },
      "/login/oauth/access_token": async (_url, request, response) => {
        const form = new URLSearchParams(await text(request));
        seen.verifier = form.get("code_verifier");
        seen.id = form.get("client_id");
        if (form.get("client_secret") !== "hub secret") json(response, { error: "incorrect_client_credentials" });
        else json(response, { access_token: "gho_x", token_type: "bearer", scope: "read:user,user:email" });
      },
      "/user": (_url, request, response) => {
        seen.authorization = request.headers.authorization;
        seen.userAgent = request.headers["user-agent"];
        json(response, user);
      },
      "/user/emails": (_url, _request, response) => (emails === 404 ? json(response, {}, 404) : json(response, emails)),
    };
    hub = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://hub");
      void paths[url.pathname]?.(url, request, response);
    });
    hub.listen(0, "127.0.0.1");
    await once(hub, "listening");
    base = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
    const made = await create({
      name: "hub",
      preset: "github",
      client_id: "Iv1.x",
      client_secret: "hub secret",
      authorization_endpoint: `${base}/login/oauth/authorize`,
      token_endpoint: `${base}/login/oauth/access_token`,
      userinfo_endpoint: `${base}/user`,
      emails_endpoint: `${base}/user/emails`,
    });
    expect(made.status).toBe(200);
  });
  afterAll(() => {
    hub.closeAllConnections();
    hub.close();
  });

  test("gives the number as the subject, and the verified primary address, not the one on the profile", async () => {
    user = { id: 583231, login: "octocat", name: "The Octocat", email: "public@example.com", avatar_url: "https://avatars.example.com/u/583231" };
    emails = [
      { email: "other@example.com", primary: false, verified: true },
      { email: "octocat@example.com", primary: true, verified: true },
    ];
    expect((await signIn("hub")).location).toBe("http://roster.test/");
    expect(await whoIs(server, browser)).toMatchObject({
      oauth_provider: "hub",
      oauth_id: "583231",
      email: "octocat@example.com",
      name: "The Octocat",
      avatar_url: "https://avatars.example.com/u/583231",
    });
    expect(seen).toMatchObject({
      id: "Iv1.x",
      authorization: "Bearer gho_x",
      userAgent: "Roster",
      challenge: expect.stringMatching(/^.{43}$/),
      verifier: expect.stringMatching(/^.{43}$/),
    });
    const { rows } = await server.db.query<{ text: string }>({ text: "SELECT row_to_json(i)::text AS text FROM user_identities i" });
    expect(rows.map((row) => row.text).join()).not.toContain("gho_x");
  });

  test("whose only address is not verified does not get into somebody's account", async () => {
    await server.call("POST", "/users", { token: server.admin, body: { email: "victim@example.com" } });
    user = { id: 666, name: "Eve", email: "victim@example.com" };
    emails = [{ email: "victim@example.com", primary: true, verified: false }];
    expect(problemOf(await signIn("hub"))).toBe("federation.email_unverified");
    emails = [];
    expect(problemOf(await signIn("hub", createBrowser(server)))).toBe("federation.email_missing");
  });

  test.each<[string, unknown, unknown]>([
    ["no list of addresses", { id: 7 }, 404],
    ["claims that are a list", [], []],
    ["no subject", { name: "x" }, [{ email: "a@example.com", primary: true, verified: true }]],
    ["a subject that is an object", { id: {} }, [{ email: "a@example.com", primary: true, verified: true }]],
    ["a subject that is not exact", { id: 2 ** 60 }, [{ email: "a@example.com", primary: true, verified: true }]],
  ])("with %s signs nobody in", async (_name, claims, list) => {
    user = claims;
    emails = list;
    expect(problemOf(await signIn("hub"))).toBe("federation.provider_refused");
  });

  test("that refuses our secret is told as such, though it says so with status 200", async () => {
    const { json } = await server.call("GET", "/connections", { token: server.admin });
    const id = json.find((row: { name: string }) => row.name === "hub").id;
    await server.call("PATCH", `/connections/${id}`, { token: server.admin, body: { client_secret: "old" } });
    expect(problemOf(await signIn("hub"))).toBe("federation.provider_refused");
  });
});

describe("a provider that says less than it should", () => {
  let lax: OAuth2Server;
  beforeAll(async () => {
    lax = new OAuth2Server();
    await lax.issuer.keys.generate("RS256");
    await lax.start(0, "127.0.0.1");
    lax.service.on("beforeUserinfo", (answer) => {
      answer.body = { sub: "johndoe", email: "john@example.com" };
    });
  });
  afterAll(() => lax.stop());

  test("has its address counted as verified only where the connection trusts it", async () => {
    const made = await create({ name: "lax", issuer: lax.issuer.url, client_id: "x", client_secret: "y", domains: ["example.com"] });
    expect(made.status).toBe(200);
    expect(problemOf(await signIn("lax"))).toBe("federation.email_unverified");
    await server.call("PATCH", `/connections/${made.json.id}`, { token: server.admin, body: { trust_email: true } });
    expect((await signIn("lax")).location).toBe("http://roster.test/");
    expect(await whoIs(server, browser)).toMatchObject({ email: "john@example.com", oauth_id: "johndoe" });
    lax.service.on("beforeUserinfo", (answer) => {
      answer.body = { sub: "johndoe", email: "john@example.com", email_verified: false };
    });
    expect(problemOf(await signIn("lax"))).toBe("federation.email_unverified");
  });
});
