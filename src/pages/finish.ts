import type { SignInOutcome } from "../auth/complete.ts";
import { sessionCookieHeader } from "../auth/cookie.ts";
import type { PageAnswer } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import type { Html } from "./html.ts";
import type { View } from "./layout.ts";
import type { ProviderButton } from "./parts.ts";

/** Addresses of pages that other pages lead to. */
export const signInAddress = (returnTo: string) => `/sign-in?${new URLSearchParams({ return_to: returnTo })}`;
export const passwordAddress = (returnTo: string) => `/password?${new URLSearchParams({ return_to: returnTo })}`;

/** What the sign-in page offers besides username and password. */
export interface OtherWaysIn {
  readonly providers: readonly ProviderButton[];
  /** Shown under the form. */
  readonly waysIn: Html | null;
}

/** What the pages need that lives as long as the process. */
export interface PageOptions {
  /** This server's own origin. */
  readonly origin: string;
  readonly secureCookie: boolean;
  /** @param returnTo a path that `safeReturnTo` let through: every way in leads there */
  readonly otherWaysIn?: (ctx: Context, view: View, returnTo: string) => Promise<OtherWaysIn>;
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
