import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { ISSUER, makeApplication } from "../support/oauth.ts";
import { type Form, getTokens, isActive, makeTrusted, meStatus, type Person, payloadOf, type Registered, tokenRequest } from "./support.ts";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

let server: Harness;
let person: Person;
let front: Registered;
let service: Registered;
let subject: string;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  front = await makeTrusted(server);
  service = await makeApplication(server, { type: "machine", scopes: ["users:read", "users:write"] });
  subject = (await getTokens(server, front, person, "openid users:read sessions:read")).access_token;
});
afterAll(() => server.close());

const exchange = (app: Registered, token: string, more: Form = {}, headers: Form = {}): Promise<Reply> =>
  tokenRequest(server, app, { grant_type: EXCHANGE, subject_token: token, subject_token_type: ACCESS_TOKEN, ...more }, headers);
const error = (reply: Reply) => [reply.status, reply.json.error];

describe("token exchange", () => {
  test("gives a token for the same person that says who acts, and a chain where it is exchanged again", async () => {
    const first = await exchange(service, subject);
    expect(first.json).toMatchObject({ issued_token_type: ACCESS_TOKEN, token_type: "Bearer", scope: "users:read" });
    expect(payloadOf(first.json.access_token)).toMatchObject({ sub: person.id, client_id: service.client_id, act: { sub: service.client_id } });
    expect(await meStatus(server, first.json.access_token)).toBe(200);
    const back = await exchange(front, first.json.access_token);
    expect(payloadOf(back.json.access_token)["act"]).toEqual({ sub: front.client_id, act: { sub: service.client_id } });
  });

  test("lives no longer than the token that it was made from, and has no refresh token", async () => {
    const { json } = await exchange(service, subject);
    expect(Number(payloadOf(json.access_token)["exp"])).toBeLessThanOrEqual(Number(payloadOf(subject)["exp"]));
    expect(json).not.toHaveProperty("refresh_token");
  });

  test("narrows the scope where less is asked for", async () => {
    const both = await makeApplication(server, { type: "machine", scopes: ["users:read", "sessions:read"] });
    const { json } = await exchange(both, subject, { scope: "users:read" });
    expect(json.scope).toBe("users:read");
    expect((await server.call("GET", "/sessions", { token: json.access_token })).status).toBe(403);
  });

  test("gives no scope that the subject's token lacks, nor one that the application may not have", async () => {
    expect(error(await exchange(service, subject, { scope: "users:write" }))).toEqual([400, "invalid_scope"]);
    expect(error(await exchange(service, subject, { scope: "sessions:read" }))).toEqual([400, "invalid_scope"]);
    const none = await makeApplication(server, { type: "machine", scopes: ["audit:read"] });
    expect(error(await exchange(none, subject))).toEqual([400, "invalid_scope"]);
  });

  test("gives nobody the rights of a sign-in of our own beyond the application's scopes", async () => {
    const { json } = await exchange(service, server.admin);
    expect(json.scope.split(" ").sort()).toEqual(["users:read", "users:write"]);
    expect((await server.call("GET", "/audit", { token: json.access_token })).status).toBe(403);
  });

  test("takes nothing but a live access token of this server", async () => {
    const { id_token, refresh_token } = await getTokens(server, front, person);
    for (const token of [id_token, refresh_token, "x", "a.b.c", `${subject}x`]) expect(error(await exchange(service, token))).toEqual([400, "invalid_request"]);
    expect(error(await exchange(service, subject, { subject_token_type: "urn:ietf:params:oauth:token-type:id_token" }))).toEqual([400, "invalid_request"]);
    expect((await exchange(service, "")).status).toBe(400);
  });

  test("is for this server's audience alone", async () => {
    expect((await exchange(service, subject, { audience: ISSUER })).status).toBe(200);
    expect(error(await exchange(service, subject, { audience: "https://other.example" }))).toEqual([400, "invalid_target"]);
    expect(error(await exchange(service, subject, { resource: "https://other.example" }))).toEqual([400, "invalid_target"]);
  });

  test("is not for public clients", async () => {
    const single = await makeApplication(server, { type: "single_page", redirect_uris: ["https://spa.example/cb"] });
    expect((await exchange({ client_id: single.client_id, client_secret: "" }, subject)).status).toBe(400);
  });

  test("names the actor whose token was shown", async () => {
    const actor = await makeUser(server);
    const actor_token = (await getTokens(server, front, actor)).access_token;
    const { json } = await exchange(service, subject, { actor_token, actor_token_type: ACCESS_TOKEN });
    expect(payloadOf(json.access_token)).toMatchObject({ sub: person.id, act: { sub: actor.id } });
    expect(error(await exchange(service, subject, { actor_token: "x", actor_token_type: ACCESS_TOKEN }))).toEqual([400, "invalid_request"]);
  });
});

describe("an exchanged token", () => {
  test("dies with the token that it was made from", async () => {
    const tokens = await getTokens(server, front, await makeUser(server));
    const { json } = await exchange(service, tokens.access_token);
    expect(await meStatus(server, json.access_token)).toBe(200);
    const revoked = await server.call("POST", "/oauth/revoke", {
      form: { token: tokens.refresh_token, client_id: front.client_id, client_secret: front.client_secret },
    });
    expect(revoked.status).toBe(200);
    expect(await meStatus(server, json.access_token)).toBe(401);
    expect(await isActive(server, service, json.access_token)).toBe(false);
    expect(error(await exchange(service, tokens.access_token))).toEqual([400, "invalid_request"]);
  });

  test("dies with the application that holds it", async () => {
    const short = await makeApplication(server, { type: "machine", scopes: ["users:read"] });
    const { json } = await exchange(short, subject);
    expect(await meStatus(server, json.access_token)).toBe(200);
    await server.call("DELETE", `/applications/${short.client_id}`, { token: server.admin });
    expect(await meStatus(server, json.access_token)).toBe(401);
  });
});
