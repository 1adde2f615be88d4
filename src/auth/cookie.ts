import { SESSION_COOKIE } from "../http/authenticate.ts";

/** RFC 6265bis: out of the reach of scripts, and not sent along from other sites. */
function attributes(secure: boolean): string {
  return `; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/**
 * The Set-Cookie header that signs a browser in.
 *
 * @param seconds until it ends
 * @param secure whether the server is reached by https
 */
export function sessionCookieHeader(value: string, seconds: number, secure: boolean): string {
  return `${SESSION_COOKIE}=${value}; Max-Age=${seconds}${attributes(secure)}`;
}

/** The Set-Cookie header that takes the cookie away. */
export function clearedCookieHeader(secure: boolean): string {
  return `${SESSION_COOKIE}=; Max-Age=0${attributes(secure)}`;
}
