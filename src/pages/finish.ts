import type { SignInOutcome } from "../auth/complete.ts";
import { sessionCookieHeader } from "../auth/cookie.ts";
import type { PageAnswer } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";

/** Addresses of pages that other pages lead to. */
export const signInAddress = (returnTo: string) => `/sign-in?${new URLSearchParams({ return_to: returnTo })}`;
export const passwordAddress = (returnTo: string) => `/password?${new URLSearchParams({ return_to: returnTo })}`;

/** What the pages need that lives as long as the process. */
export interface PageOptions {
  /** This server's own origin. */
  readonly origin: string;
  readonly secureCookie: boolean;
}

/**
 * Sends a browser on after a way in: with its session cookie to where it wanted to go, or to what is still asked.
 *
 * @param returnTo a path that `safeReturnTo` let through
 */
export function finishSignIn(ctx: Context, outcome: SignInOutcome, returnTo: string, { secureCookie }: PageOptions): PageAnswer {
  const { session } = outcome;
  const cookies = session.cookie === undefined ? [] : [sessionCookieHeader(session.cookie, ctx.app.config.sessionLifetime, secureCookie)];
  return { cookies, redirect: session.principal.restricted ? passwordAddress(returnTo) : returnTo };
}
