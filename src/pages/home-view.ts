import { isolated } from "../kernel/text.ts";
import { html } from "./html.ts";
import { document, type View } from "./layout.ts";
import { person, type ShownAccount } from "./parts.ts";
import { common } from "./texts/common.ts";
import { home as texts } from "./texts/home.ts";

/** What the start shows. */
export interface HomeModel extends ShownAccount {
  readonly email: string | null;
  /** Whether its password is kept here. */
  readonly hasPassword: boolean;
  /** Whether it may have passkeys. */
  readonly mayHavePasskeys: boolean;
}

/** The start: who is signed in, and what they can do here. */
export function homeView(view: View, account: HomeModel): string {
  const t = texts[view.language];
  const isShown = account.email !== null && account.email !== account.username;
  const body = html`<div class="account">${person(view, account)}</div>
${isShown && html`<dl class="facts"><dt>${t.email}</dt><dd><bdi>${account.email}</bdi></dd></dl>`}
<nav aria-label="${t.account}">
<ul class="links">
${account.hasPassword && html`<li><a href="/password?return_to=%2F">${t.changePassword}</a></li>`}
${account.mayHavePasskeys && html`<li><a href="/passkeys">${t.passkeys}</a></li>`}
</ul>
</nav>
<form method="post" action="/sign-out">
<button class="button plain" type="submit">${t.signOut}</button>
</form>`;
  return document(view, { title: t.title, body });
}

/** Asks whether to sign out. */
export function signOutView(view: View): string {
  const t = texts[view.language];
  const body = html`<p class="lead">${t.signOutLead}</p>
<form method="post" action="/sign-out">
<button class="button" type="submit">${t.signOut}</button>
</form>
<p class="after"><a href="/">${t.stay}</a></p>`;
  return document(view, { title: t.signOutTitle(isolated(view.name)), body });
}

/** Says that nobody is signed in any more. */
export function signedOutView(view: View): string {
  const t = texts[view.language];
  const body = html`<p class="lead" role="status">${t.signedOut}</p>
<p class="actions"><a class="button plain" href="/sign-in">${common[view.language].backToSignIn}</a></p>`;
  return document(view, { title: t.signedOutTitle, body });
}
