/** The authorization code flow with PKCE as a browser and a client walk it, on the server and on its floor. */
import { createHash } from "node:crypto";
import type { Work } from "./load.ts";
import { basicHeader, type ClientSecret, request } from "./request.ts";

export const REDIRECT = "https://app.example/callback";
/** About the person; tokens for them are opaque. */
export const ABOUT = ["openid", "profile", "email"] as const;
/** With the API, whose tokens are JWTs. */
export const SCOPES = [...ABOUT, "users:read"] as const;

const VERIFIER = "a-code-verifier-that-is-the-same-for-every-flow-of-the-bench";
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

/** Where the flow is walked. */
export interface Place {
  readonly port: number;
  readonly authorize: string;
  readonly token: string;
  readonly client: ClientSecret;
}

/** Cookies by name. */
export type Jar = Map<string, string>;
export const cookieHeader = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

/** Keeps the cookies of an answer that are for more than one interaction. */
export function keepCookies(jar: Jar, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
}

function authorizePath({ authorize, client }: Place, scopes: readonly string[], hint: string): string {
  const query = new URLSearchParams({
    client_id: client.client_id,
    response_type: "code",
    redirect_uri: REDIRECT,
    scope: scopes.join(" "),
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    state: "a-state-of-the-bench",
    nonce: "a-nonce-of-the-bench",
    login_hint: hint,
  });
  return `${authorize}?${query}`;
}

const exchange = (code: string) => ({ grant_type: "authorization_code", code, redirect_uri: REDIRECT, code_verifier: VERIFIER });

const CODE = /\r\nlocation: *[^\r]*[?&]code=([^&\r]+)/i;

/** Authorize, and exchange the code that comes. @param jar the cookies of somebody whom nothing has to be asked any more */
export function flow(place: Place, jar: Jar): Work {
  const { token, client } = place;
  return {
    first: request("GET", authorizePath(place, SCOPES, ""), { cookie: cookieHeader(jar) }),
    second(head) {
      const code = CODE.exec(head)?.[1];
      return code === undefined ? undefined : request("POST", token, { basic: client, form: exchange(decodeURIComponent(code)) });
    },
  };
}

const REFRESH = /<meta http-equiv="refresh" content="0;url=([^"]+)">/;

/**
 * Walks the flow for the first time, through whatever redirects and pages there are that ask nothing.
 *
 * @param hint who signs in, where the place wants to be told
 * @returns an access token
 */
export async function firstFlow(place: Place, jar: Jar, scopes: readonly string[], hint = ""): Promise<string> {
  const base = `http://127.0.0.1:${place.port}`;
  let next = authorizePath(place, scopes, hint);
  for (let hops = 0; hops < 10; hops++) {
    const answer = await fetch(`${base}${next}`, { redirect: "manual", headers: { cookie: cookieHeader(jar), accept: "text/html" } });
    keepCookies(jar, answer.headers);
    const text = await answer.text();
    const to = answer.headers.get("location") ?? REFRESH.exec(text)?.[1]?.replaceAll("&amp;", "&");
    if (!to) throw new Error(`the flow stands still at ${next}: ${answer.status} ${text}`);
    const url = new URL(to, base);
    if (url.href.startsWith(REDIRECT)) return tokenFor(place, url.searchParams.get("code") ?? url.search);
    next = `${url.pathname}${url.search}`;
  }
  throw new Error(`the flow goes round in circles at ${next}`);
}

async function tokenFor({ port, token, client }: Place, code: string): Promise<string> {
  const headers = { authorization: basicHeader(client) };
  const answer = await fetch(`http://127.0.0.1:${port}${token}`, { method: "POST", headers, body: new URLSearchParams(exchange(code)) });
  if (answer.status !== 200) throw new Error(`exchanging a code: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
