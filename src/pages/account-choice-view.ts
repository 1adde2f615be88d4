import { html } from "./html.ts";
import { document, type View } from "./layout.ts";
import { person, type ShownAccount } from "./parts.ts";
import { oauth as texts } from "./texts/oauth.ts";

/** Whom somebody can go on as. */
export interface AccountChoiceModel {
  /** The interaction: where the answer goes. */
  readonly uid: string;
  /** The answer is an index into these. */
  readonly accounts: readonly (ShownAccount & { readonly avatarUrl: string | null })[];
}

/** Asks as whom to go on (OpenID Connect's `prompt=select_account`). */
export function chooseAccountPage(view: View, { uid, accounts }: AccountChoiceModel): string {
  const t = texts[view.language];
  const items = accounts.map(
    (account, index) => html`<li><button class="choice" type="submit" name="choice" value="${index}">${person(view, account)}</button></li>\n`,
  );
  const body = html`<form method="post" action="/oauth/interaction/${encodeURIComponent(uid)}/account">
${items.length > 0 && html`<ul class="choices">\n${items}</ul>`}
<button class="button plain" type="submit" name="choice" value="other">${t.otherAccount}</button>
</form>`;
  return document(view, { title: t.chooseTitle, body });
}
