import { createHash, randomBytes } from "node:crypto";
import { type Arrival, type Browser, createBrowser } from "../support/browser.ts";
import type { Harness, makeUser, Reply } from "../support/harness.ts";
import { ISSUER, makeApplication, REDIRECT } from "../support/oauth.ts";

/** What the suites of the authorization server share: flows by plain requests, so that each step can be bent. */

export interface Registered {
  readonly client_id: string;
  readonly client_secret: string;
}
export type Person = Awaited<ReturnType<typeof makeUser>>;
export type Form = Record<string, string>;

export const SCOPES = ["openid", "profile", "email", "offline_access", "users:read", "users:write", "sessions:read"];

/** A web application that nobody is asked about. */
export const makeTrusted = (server: Harness, more: Record<string, unknown> = {}): Promise<Registered> =>
  makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: SCOPES, is_trusted: true, ...more });

export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** Credentials as RFC 6749 2.3.1 has them in the header. */
export const basic = ({ client_id, client_secret }: Registered): Form => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`).toString("base64")}`,
});

/** A request to the token endpoint. A public client names itself; a confidential one sends HTTP Basic. */
export function tokenRequest(server: Harness, app: Registered, form: Form, headers: Form = {}): Promise<Reply> {
  const isPublic = !app.client_secret;
  return server.call("POST", "/oauth/token", {
    form: { ...(isPublic && { client_id: app.client_id }), ...form },
    headers: { ...(isPublic ? {} : basic(app)), ...headers },
  });
}

export const newBrowser = (server: Harness): Browser => createBrowser(server.url, ISSUER);

/** The address of an authorization request; an empty value leaves the parameter out. */
export function authorizationUrl(app: Registered, params: Form): string {
  const all: Form = { client_id: app.client_id, response_type: "code", redirect_uri: REDIRECT, scope: "openid users:read", ...params };
  const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ""));
  return `${ISSUER}/oauth/authorize?${query}`;
}

/** Signs in and agrees wherever that is asked, until there is an answer for the application, or something else. */
export async function goOn(browser: Browser, person: Person, start: Arrival, decision = "allow"): Promise<Arrival> {
  let here = start;
  for (let i = 0; i < 6; i++) {
    const url = new URL(here.url);
    if (url.origin !== ISSUER || here.status !== 200) return here;
    if (url.pathname === "/sign-in") {
      const return_to = url.searchParams.get("return_to") ?? "/";
      here = await browser.submit("/sign-in", { username: person.username, password: person.password, return_to });
    } else if (here.text.includes('name="decision"')) here = await browser.submit(`${url.pathname}/consent`, { decision });
    else return here;
  }
  throw new Error(`there is no end to it at ${here.url}`);
}

/** What an application is told at its redirect URI. */
export const answerOf = (arrival: Arrival): Form => Object.fromEntries(new URL(arrival.url).searchParams);

export interface Flow {
  readonly browser?: Browser;
  readonly params?: Form;
}

export interface Code {
  readonly code: string;
  readonly verifier: string;
  readonly browser: Browser;
  readonly redirect_uri: string;
}

/** Gets a code by signing in. */
export async function getCode(server: Harness, app: Registered, person: Person, { browser = newBrowser(server), params = {} }: Flow = {}): Promise<Code> {
  const { verifier, challenge } = pkce();
  const url = authorizationUrl(app, { code_challenge: challenge, code_challenge_method: "S256", ...params });
  const arrival = await goOn(browser, person, await browser.go(url));
  const { code } = answerOf(arrival);
  if (code === undefined) throw new Error(`no code: ${arrival.status} ${arrival.url} ${arrival.text.slice(0, 2000)}`);
  return { code, verifier, browser, redirect_uri: params["redirect_uri"] ?? REDIRECT };
}

export const redeem = (server: Harness, app: Registered, { code, verifier, redirect_uri }: Code, more: Form = {}, headers: Form = {}): Promise<Reply> =>
  tokenRequest(server, app, { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri, ...more }, headers);

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly scope: string;
  readonly browser: Browser;
}

/** The whole code flow. */
export async function getTokens(server: Harness, app: Registered, person: Person, scope = "openid users:read", flow: Flow = {}): Promise<TokenAnswer> {
  const code = await getCode(server, app, person, { ...flow, params: { scope, ...flow.params } });
  const reply = await redeem(server, app, code);
  if (reply.status !== 200) throw new Error(`no tokens: ${reply.status} ${reply.text}`);
  return { ...reply.json, browser: code.browser };
}

export const OFFLINE: Form = { scope: "openid offline_access users:read", prompt: "consent" };

export const refresh = (server: Harness, app: Registered, token: string, more: Form = {}, headers: Form = {}): Promise<Reply> =>
  tokenRequest(server, app, { grant_type: "refresh_token", refresh_token: token, ...more }, headers);

/** @returns what introspection says */
export async function introspect(server: Harness, app: Registered, token: string): Promise<Record<string, unknown>> {
  const reply = await server.call("POST", "/oauth/introspect", { form: { token }, headers: basic(app) });
  if (reply.status !== 200) throw new Error(`introspection: ${reply.status} ${reply.text}`);
  return reply.json;
}

export const isActive = async (server: Harness, app: Registered, token: string): Promise<boolean> => (await introspect(server, app, token))["active"] === true;

/** What the API answers to a token. */
export const meStatus = async (server: Harness, token: string): Promise<number> => (await server.call("GET", "/users/me", { token })).status;

/** How often something was written down of a target since the server began. */
export async function auditCount(server: Harness, action: string, target?: string): Promise<number> {
  const query = new URLSearchParams({ action, limit: "1000", ...(target && { target_id: target }) });
  const reply = await server.call("GET", `/audit?${query}`, { token: server.admin });
  return reply.json.length;
}

/** What a JWT says; its signature is not looked at. */
export const payloadOf = (jwt: string): Record<string, unknown> => JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
