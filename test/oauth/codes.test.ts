import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ISSUER, REDIRECT } from "../support/oauth.ts";
import {
  answerOf,
  auditCount,
  authorizationUrl,
  getCode,
  goOn,
  isActive,
  makeTrusted,
  meStatus,
  newBrowser,
  type Person,
  payloadOf,
  pkce,
  type Registered,
  redeem,
  refresh,
} from "./support.ts";

let server: Harness;
let person: Person;
let app: Registered;
let other: Registered;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  app = await makeTrusted(server);
  other = await makeTrusted(server, { name: "Other" });
});
afterAll(() => server.close());

const error = (reply: { status: number; json: { error: string } }) => [reply.status, reply.json.error];

describe("PKCE", () => {
  const ask = async (params: Record<string, string>) => answerOf(await newBrowser(server).go(authorizationUrl(app, { state: "s", ...params })));

  test("a request without a challenge is refused, for confidential clients too", async () => {
    expect(await ask({})).toMatchObject({ error: "invalid_request", state: "s", iss: ISSUER });
  });

  test("the plain method is refused, also by leaving the method out", async () => {
    const { verifier } = pkce();
    expect(await ask({ code_challenge: verifier, code_challenge_method: "plain" })).toMatchObject({ error: "invalid_request" });
    expect(await ask({ code_challenge: verifier })).toMatchObject({ error: "invalid_request" });
  });

  test("a wrong verifier, or none, gets nothing", async () => {
    const code = await getCode(server, app, person);
    expect(error(await redeem(server, app, { ...code, verifier: pkce().verifier }))).toEqual([400, "invalid_grant"]);
    expect(error(await redeem(server, app, { ...code, verifier: "" }))).toEqual([400, "invalid_grant"]);
  });
});

describe("a code", () => {
  test("that is used twice ends everything that it gave, and that is written down", async () => {
    const code = await getCode(server, app, person);
    const first = await redeem(server, app, code);
    expect(first.status).toBe(200);
    const { access_token, refresh_token } = first.json;
    expect(await meStatus(server, access_token)).toBe(200);
    expect(error(await redeem(server, app, code))).toEqual([400, "invalid_grant"]);
    expect(await meStatus(server, access_token)).toBe(401);
    expect(await isActive(server, app, access_token)).toBe(false);
    expect(error(await refresh(server, app, refresh_token))).toEqual([400, "invalid_grant"]);
    expect(await auditCount(server, "session.reuse_detected", String(payloadOf(access_token)["sid"]))).toBe(1);
  });

  test("of many exchanges at once gives tokens to one at most, and those do not outlive the others", async () => {
    const code = await getCode(server, app, person);
    const replies = await Promise.all(Array.from({ length: 8 }, () => redeem(server, app, code)));
    const won = replies.filter(({ status }) => status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const reply of replies) if (reply.status !== 200) expect(error(reply)).toEqual([400, "invalid_grant"]);
    for (const reply of won) expect(await meStatus(server, reply.json.access_token)).toBe(401);
  });

  test("that comes with those of others is one's own, also while the sessions of some of them end", async () => {
    const people = await Promise.all(Array.from({ length: 9 }, () => makeUser(server)));
    const browsers = people.map(() => newBrowser(server));
    const codeOf = (one: Person, i: number) => getCode(server, app, one, { browser: browsers[i] as (typeof browsers)[number] });
    // They have agreed: from here on the answer comes at once.
    await Promise.all(people.map(codeOf));
    const end = (one: Person) => server.call("DELETE", `/users/${one.id}/sessions`, { token: server.admin });
    const isLeaving = (i: number) => i % 3 === 2;
    const [codes] = await Promise.all([Promise.allSettled(people.map(codeOf)), ...people.filter((_, i) => isLeaving(i)).map(end)]);
    for (const [i, one] of people.entries()) {
      const code = codes[i];
      if (isLeaving(i)) continue;
      if (code?.status !== "fulfilled") throw new Error(`no code: ${code?.reason}`);
      const reply = await redeem(server, app, code.value);
      expect([reply.status, payloadOf(reply.json.access_token)["sub"]]).toEqual([200, one.id]);
    }
  });

  test("is of no use to another client", async () => {
    const code = await getCode(server, app, person);
    expect(error(await redeem(server, other, code))).toEqual([400, "invalid_grant"]);
  });

  test("is bound to the redirect URI that it was sent to", async () => {
    const code = await getCode(server, app, person);
    expect(error(await redeem(server, app, { ...code, redirect_uri: `${REDIRECT}/` }))).toEqual([400, "invalid_grant"]);
  });

  test("is good for a minute", async () => {
    const short = await startServer();
    try {
      const [someone, client] = [await makeUser(short), await makeTrusted(short)];
      const code = await getCode(short, client, someone);
      short.clock.advance(61_000);
      expect(error(await redeem(short, client, code))).toEqual([400, "invalid_grant"]);
    } finally {
      await short.close();
    }
  });
});

describe("an answer to an authorization request", () => {
  test("names the issuer and gives the state back untouched, in success and in refusal", async () => {
    const state = 'a b&c=d"<ü>%20+/#';
    const browser = newBrowser(server);
    const { challenge } = pkce();
    const params = { code_challenge: challenge, code_challenge_method: "S256", state };
    const good = answerOf(await goOn(browser, person, await browser.go(authorizationUrl(app, params))));
    expect(good).toMatchObject({ state, iss: ISSUER, code: expect.any(String) });
    const refused = answerOf(await newBrowser(server).go(authorizationUrl(app, { ...params, prompt: "none" })));
    expect(refused).toMatchObject({ state, iss: ISSUER, error: "login_required" });
  });

  test("has no token in it: response types other than code are refused", async () => {
    for (const response_type of ["token", "id_token", "code id_token", "code token", "code id_token token", "none", "nonsense"]) {
      const { challenge } = pkce();
      const arrival = await newBrowser(server).go(
        authorizationUrl(app, { response_type, nonce: "n", code_challenge: challenge, code_challenge_method: "S256" }),
      );
      expect(arrival.url, response_type).toContain("unsupported_response_type");
      expect(arrival.url).not.toMatch(/access_token|id_token=/);
    }
  });

  test("is none where a parameter came twice", async () => {
    const { challenge } = pkce();
    const params = { code_challenge: challenge, code_challenge_method: "S256" };
    for (const parameter of ["client_id", "redirect_uri", "code_challenge", "state"]) {
      const url = `${authorizationUrl(app, { ...params, state: "x" })}&${parameter}=other`;
      const arrival = await newBrowser(server).go(url);
      expect(arrival.url.includes("code="), parameter).toBe(false);
    }
  });
});
