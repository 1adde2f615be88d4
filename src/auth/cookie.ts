import { cookieValue, SESSION_COOKIE } from "../http/authenticate.ts";
import { TICKET_LIFETIME } from "./ticket.ts";

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

const TICKET_COOKIE = "roster_second_factor";

const ticketAttributes = (secure: boolean) => `; Path=/sign-in; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/** The Set-Cookie header that keeps a ticket while its owner looks for their second factor. */
export function ticketCookieHeader(ticket: string, secure: boolean): string {
  return `${TICKET_COOKIE}=${ticket}; Max-Age=${TICKET_LIFETIME / 1000}${ticketAttributes(secure)}`;
}

/** The Set-Cookie header that takes the ticket away. */
export function clearedTicketHeader(secure: boolean): string {
  return `${TICKET_COOKIE}=; Max-Age=0${ticketAttributes(secure)}`;
}

/** The ticket in a Cookie header. */
export function ticketCookie(header: string | undefined): string | undefined {
  return cookieValue(header, TICKET_COOKIE);
}
