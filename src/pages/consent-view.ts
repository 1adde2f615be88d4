import { isolated } from "../kernel/text.ts";
import { type Html, html } from "./html.ts";
import { document, type View } from "./layout.ts";
import { person, picture } from "./parts.ts";
import { oauth as texts } from "./texts/oauth.ts";

/** What somebody is asked before an application may act for them. */
export interface ConsentModel {
  /** The interaction: where the answer goes. */
  readonly uid: string;
  readonly application: {
    readonly name: string;
    readonly logoUrl: string | null;
    /** Nobody here looked at it: it registered itself (RFC 7591), and could be called anything. */
    readonly isRegisteredByItself: boolean;
  };
  readonly account: { readonly name: string | null; readonly username: string };
  /** What it asks for; `isNew`: what it was not let do before. */
  readonly scopes: readonly { readonly name: string; readonly sentence: string; readonly isNew: boolean }[];
  /** Where the browser goes afterwards. */
  readonly redirectHost: string;
}

function grants(view: View, { scopes }: ConsentModel): Html | null {
  if (scopes.length === 0) return null;
  const t = texts[view.language];
  // That everything is new says nothing.
  const marksNew = scopes.some(({ isNew }) => !isNew);
  return html`<section aria-labelledby="grants">
<h2 class="section" id="grants">${t.willBeAble}</h2>
<ul class="grants">
${scopes.map(({ name, sentence, isNew }) => html`<li data-scope="${name}"><span>${sentence}${isNew && marksNew && html` <span class="new">${t.isNew}</span>`}</span></li>\n`)}</ul>
</section>`;
}

/** Asks whether an application may act for somebody: what asks, for whom, what it will be able to do, where they will be sent. */
export function consentPage(view: View, model: ConsentModel): string {
  const { uid, application, account, redirectHost } = model;
  const t = texts[view.language];
  const to = `/oauth/interaction/${encodeURIComponent(uid)}`;
  const body = html`<div class="account box">${person(view, account)}
<form method="post" action="${to}/account"><button class="as-link" type="submit" name="choice" value="other">${t.notYou}</button></form>
</div>
${application.isRegisteredByItself && html`<p class="notice info">${t.registeredByItself}</p>`}
${grants(view, model)}
<form method="post" action="${to}/consent">
<p class="small">${t.willBeSent} <strong>${redirectHost}</strong></p>
<div class="buttons pair">
<button class="button" type="submit" name="decision" value="allow">${t.allow}</button>
<button class="button plain" type="submit" name="decision" value="deny">${t.deny}</button>
</div>
</form>`;
  return document(view, {
    title: t.consentTitle(isolated(application.name)),
    above: picture(view, "application", application.name, application.logoUrl),
    body,
  });
}
