import { cookieValue } from "../http/authenticate.ts";

/** How long a sign-in may be at the provider, and how long a password may be asked for: milliseconds. */
export const PENDING = 10 * 60_000;

/** A cookie that only this host can set, where https lets it say so (RFC 6265bis 4.1.3.2). */
function nameOf(use: Use, secure: boolean): string {
  return `${secure ? "__Host-" : ""}roster_${use}`;
}

/** `federation`: which browser began a sign-in; `link`: which one is asked for a password. */
export type Use = "federation" | "link";

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The secret that the browser holds, when it is one of ours. */
export function readCookie(header: string | undefined, use: Use, secure: boolean): string | undefined {
  const value = cookieValue(header, nameOf(use, secure));
  return value !== undefined && SECRET.test(value) ? value : undefined;
}

/** The Set-Cookie header that gives the browser a secret, for as long as a sign-in may take. */
export function setCookie(use: Use, value: string, secure: boolean): string {
  return `${nameOf(use, secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${PENDING / 1000}${secure ? "; Secure" : ""}`;
}

/** The Set-Cookie header that takes it away. */
export function clearCookie(use: Use, secure: boolean): string {
  return `${nameOf(use, secure)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? "; Secure" : ""}`;
}
