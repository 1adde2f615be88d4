/** Signing in with our own authorization server: authorization code with PKCE (RFC 7636), as a public client. Tokens are in memory alone. */

const CLIENT_ID = "00000000-0000-7000-8000-000000000001";
/** All that the API has: whoever is signed in bounds what can be done. */
const SCOPES = [
  "openid",
  "profile",
  ...["users", "sessions", "credentials", "applications", "connections", "organizations", "system"].flatMap((of) => [`${of}:read`, `${of}:write`]),
  "audit:read",
].join(" ");
const BASE = "/console";
const PENDING = "roster.console.sign-in";
/** A token is renewed so long before it ends, in milliseconds. */
const AHEAD = 30_000;

interface Tokens {
  readonly access: string;
  readonly id: string;
  /** Whose they are. */
  readonly subject: string;
  readonly until: number;
}

/** A sign-in that waits for its code. */
interface Pending {
  readonly state: string;
  readonly verifier: string;
}

/** Being signed in. */
export interface SignIn {
  /**
   * An access token that is good for a while; without a session at the server the browser is sent to sign in, and this never resolves.
   *
   * @throws NoAnswer
   */
  token(): Promise<string>;
  /** Another one, where that one was refused. */
  renewed(refused: string): Promise<string>;
  /** Who is signed in, once a token is had. */
  subject(): string | undefined;
  /**
   * Goes to prove once more who it is, with a second factor where the account has one, and comes back to where one is.
   *
   * @param username whose sign-in it is
   */
  again(username?: string): void;
  /** Ends the session at the server (OpenID Connect RP-Initiated Logout). */
  signOut(): void;
}

/** The authorization server sent the browser back without a code. */
export class SignInError extends Error {
  override name = "SignInError";
}

/** The authorization server is out of reach, or has too much to do: nobody is signed out by that. */
export class NoAnswer extends Error {
  override name = "NoAnswer";
}

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

const redirectUri = () => `${location.origin}${BASE}/callback`;
const never = () => new Promise<never>(() => {});
const here = () => `${location.pathname}${location.search}${location.hash}`;

/** Begins a sign-in: its address, and what must be known when its code comes. The state carries the path to come back to. */
async function begin(path: string, more: Readonly<Record<string, string>>): Promise<{ url: string; pending: Pending }> {
  const pending = { state: `${random()}.${base64url(new TextEncoder().encode(path))}`, verifier: random() };
  const challenge = base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pending.verifier))));
  const query = new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: "code",
    redirect_uri: redirectUri(),
    scope: SCOPES,
    state: pending.state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  });
  return { url: `/oauth/authorize?${query}`, pending };
}

/** The second part of two or three, in which texts are written for addresses. */
function decoded(parts: string): string {
  const encoded = parts.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(encoded.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function pathOf(state: string): string {
  const path = decoded(state);
  return path.startsWith(`${BASE}/`) ? path : `${BASE}/`;
}

/** Asks the authorization server. @throws NoAnswer */
async function ask(url: string, how: RequestInit): Promise<Response> {
  const answer = await fetch(url, how).catch(() => {
    throw new NoAnswer();
  });
  if (answer.status === 429 || answer.status >= 500) throw new NoAnswer();
  return answer;
}

/** Exchanges the code of an address for tokens. */
async function redeem(query: URLSearchParams, { state, verifier }: Pending): Promise<Tokens> {
  const code = query.get("code");
  const issuer = query.get("iss");
  // RFC 9207: an answer of another server is none.
  const isOurs = query.get("state") === state && (issuer === null || new URL(issuer).origin === location.origin);
  if (!isOurs) throw new SignInError("The answer belongs to another sign-in.");
  if (code === null) throw new SignInError(query.get("error_description") ?? query.get("error") ?? "There is no code.");
  const body = new URLSearchParams({ grant_type: "authorization_code", client_id: CLIENT_ID, redirect_uri: redirectUri(), code, code_verifier: verifier });
  const began = Date.now();
  const answer = await ask("/oauth/token", { method: "POST", body, credentials: "omit" });
  const given = (await answer.json()) as { access_token?: string; id_token?: string; expires_in?: number; error_description?: string };
  if (!answer.ok || !given.access_token || !given.id_token) throw new SignInError(given.error_description ?? `The server answered ${answer.status}.`);
  const { access_token: access, id_token: id, expires_in = 0 } = given;
  const { sub: subject } = JSON.parse(decoded(id)) as { sub: string };
  return { access, id, subject, until: began + expires_in * 1000 };
}

/** Goes to sign in, and comes back to where one is. @param more parameters of the authorization request */
async function leave(more: Readonly<Record<string, string>> = {}): Promise<never> {
  const { url, pending } = await begin(here(), more);
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  location.replace(url);
  return never();
}

/**
 * Asks without leaving the page: while the browser is signed in, the server answers at once, and the address that the redirect ends at has
 * the code. Nothing that is being filled in is lost.
 */
async function askSilently(): Promise<Tokens | null> {
  const { url, pending } = await begin(here(), { prompt: "none" });
  const answer = await ask(url, { redirect: "follow", headers: { accept: "text/html" } });
  const arrived = new URL(answer.url);
  if (arrived.origin !== location.origin || arrived.pathname !== `${BASE}/callback` || !arrived.searchParams.has("code")) return null;
  return redeem(arrived.searchParams, pending);
}

/** A sign-in that comes back to `/console/callback`. */
interface Arrival {
  readonly query: URLSearchParams;
  readonly pending: Pending;
}

/** The sign-in that has just come back, if one has; the path that it began at stands in the address bar from now on. */
function takeArrival(): Arrival | null {
  if (location.pathname !== `${BASE}/callback`) return null;
  const kept = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  const query = new URLSearchParams(location.search);
  // Opened by hand, or again.
  if (kept === null) {
    history.replaceState(null, "", `${BASE}/`);
    return null;
  }
  const pending = JSON.parse(kept) as Pending;
  history.replaceState(null, "", pathOf(pending.state));
  return { query, pending };
}

/**
 * Begins to sign in, or goes to do so, and returns at once: what needs a token waits for it.
 *
 * @param failed told when the authorization server refused: whoever waits for a token then waits for ever
 */
export function beginSignIn(failed: (error: unknown) => void): SignIn {
  const renew = async () => (await askSilently()) ?? leave();
  const arrival = takeArrival();
  let tokens: Tokens | null = null;
  let renewal: Promise<Tokens> | null = null;
  const hold = async (asked: Promise<Tokens>) => {
    renewal ??= asked.finally(() => {
      renewal = null;
    });
    const given = await renewal;
    // Somebody else is signed in by now: what this page shows is not theirs.
    if (tokens && tokens.subject !== given.subject) {
      location.reload();
      return never();
    }
    tokens = given;
    return given.access;
  };
  const renewOnce = () => (renewal ? hold(renewal) : hold(renew()));
  const first = hold(arrival ? redeem(arrival.query, arrival.pending) : renew()).catch((error: unknown) => {
    failed(error);
    return never();
  });
  // A page that the browser kept, and shows again: whoever saw it may be signed out by now.
  let isLeft = false;
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    if (isLeft) location.reload();
    else void renewOnce().catch(() => {});
  });
  return {
    token: async () => {
      if (tokens === null) return first;
      return Date.now() < tokens.until - AHEAD ? tokens.access : renewOnce();
    },
    renewed: async (refused) => (tokens?.access === refused ? renewOnce() : (tokens?.access ?? first)),
    subject: () => tokens?.subject,
    again(username) {
      void leave({ prompt: "login", ...(username !== undefined && { login_hint: username }) });
    },
    signOut() {
      const query = new URLSearchParams({
        client_id: CLIENT_ID,
        post_logout_redirect_uri: `${location.origin}${BASE}/`,
        ...(tokens && { id_token_hint: tokens.id }),
      });
      isLeft = true;
      location.assign(`/oauth/logout?${query}`);
    },
  };
}
