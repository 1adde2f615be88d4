import type { SignInOutcome } from "../auth/complete.ts";
import { sessionCookieHeader, ticketCookieHeader } from "../auth/cookie.ts";
import type { PageAnswer } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import type { OpenSession } from "../modules/sessions/service.ts";
import type { Html } from "./html.ts";
import type { View } from "./layout.ts";
import type { ProviderButton } from "./parts.ts";

/** Addresses of pages that other pages lead to. */
const leadingTo = (path: string) => (returnTo: string) => `${path}?${new URLSearchParams({ return_to: returnTo })}`;
export const signInAddress = leadingTo("/sign-in");
export const passwordAddress = leadingTo("/password");
export const secondFactorAddress = leadingTo("/sign-in/second-factor");
export const enrollAddress = leadingTo("/second-factor");
export const passkeysAddress = leadingTo("/passkeys");
export const forgotAddress = leadingTo("/password/forgot");

/** What the sign-in page offers besides username and password. */
export interface OtherWaysIn {
  readonly providers: readonly ProviderButton[];
  /** Shown under the form. */
  readonly waysIn: Html | null;
  /** Paths of scripts that those need. */
  readonly scripts: readonly string[];
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
export function finishSignIn(ctx: Context, outcome: SignInOutcome, returnTo: string, options: PageOptions): PageAnswer {
  if (outcome.kind === "signed_in") return enterWith(ctx, outcome.session, returnTo, options);
  return { cookies: [ticketCookieHeader(outcome.ticket, options.secureCookie)], redirect: secondFactorAddress(returnTo) };
}

/** Sends a browser on with the session that was opened for it. */
export function enterWith(ctx: Context, session: OpenSession, returnTo: string, { secureCookie }: PageOptions): PageAnswer {
  const opened = session.cookie === undefined ? [] : [sessionCookieHeader(session.cookie, ctx.app.config.sessionLifetime, secureCookie)];
  const { restricted, mustEnroll } = session.principal;
  const redirect = mustEnroll ? enrollAddress(returnTo) : restricted ? passwordAddress(returnTo) : returnTo;
  return { cookies: opened, redirect };
}
