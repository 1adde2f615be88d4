import { isolated } from "../kernel/text.ts";
import { requestIdLine } from "./error.ts";
import { type Html, html, sentence } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { common } from "./texts/common.ts";
import { oauth as texts } from "./texts/oauth.ts";

/** What the question about signing out needs. */
export interface LogoutModel {
  /** The engine's own form, with what proves that the answer is to its question. */
  readonly form: Html;
  /** The id of that form. */
  readonly formId: string;
  /** The name of the application that asks, where it is known. */
  readonly application: string | null;
}

/** Asks whether to sign out, for an application (OpenID Connect RP-Initiated Logout 1.0, 2). */
export function logoutPage(view: View, { form, formId, application: given }: LogoutModel): string {
  const t = texts[view.language];
  const application = given && isolated(given);
  const body = html`<p class="lead">${application === null ? t.logoutLead : sentence(t.logoutLeadFor(application))}</p>
<div hidden>${form}</div>
<div class="buttons">
<button class="button" type="submit" form="${formId}" name="logout" value="yes">${t.logout}</button>
<button class="button plain" type="submit" form="${formId}">${t.stay}</button>
</div>`;
  return document(view, { title: t.logoutTitle(isolated(view.name)), body });
}

/** Says that signing out is done. @param application the name of the one that asked for it, where it is known */
export function signedOutPage(view: View, { application: given }: { readonly application: string | null }): string {
  const t = texts[view.language];
  const application = given && isolated(given);
  const body = html`<p class="lead" role="status">${application === null ? t.signedOut : sentence(t.signedOutFor(application))}</p>
<p class="actions"><a class="button plain" href="/sign-in">${common[view.language].backToSignIn}</a></p>`;
  return document(view, { title: t.signedOutTitle, body });
}

const hostOf = (address: string) => (/^https?:/i.test(address) && URL.canParse(address) ? new URL(address).host : undefined);

/**
 * Goes on to an application: a redirect that the form-action policy does not see.
 *
 * @param to an address that the authorization server checked; it is followed
 */
export function continuePage(view: View, { to }: { readonly to: string }): string {
  const t = texts[view.language];
  return document(view, { title: t.continueTitle(hostOf(to)), body: html`<p class="lead">${t.continueLead}</p>`, continueTo: to });
}

/** A refusal that no application can be told of. */
export interface OAuthErrorModel {
  /** The RFC's word (RFC 6749 4.1.2.1). */
  readonly error: string;
  readonly description: string | undefined;
  readonly requestId: string;
  /** A page about it (RFC 6749 `error_uri`). */
  readonly uri?: string | undefined;
}

/** Says that an application's request cannot be served, to the person whom it sent. */
export function oauthErrorPage(view: View, { error, description, requestId, uri }: OAuthErrorModel): string {
  const t = texts[view.language];
  const body = html`${notice("error", Object.hasOwn(t.errors, error) ? t.errors[error] : t.otherError)}
<p class="small">${t.forDevelopers}<br><code>${error}</code>${description && html`<br>${description}`}</p>
${uri !== undefined && hostOf(uri) !== undefined && html`<p class="small"><a href="${uri}" rel="noreferrer">${t.more}</a></p>`}
<p class="actions"><a class="button plain" href="/">${common[view.language].backToStart}</a></p>
${requestIdLine(view, requestId)}`;
  return document(view, { title: common[view.language].errorTitle, body });
}
