import { type Html, html } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, hiddenFields, REVEAL_SCRIPT } from "./parts.ts";
import { links as texts } from "./texts/links.ts";

/** Which links can be asked for. */
export interface ForgotModel {
  readonly returnTo: string;
  readonly withPassword: boolean;
  readonly withMagicLink: boolean;
  /** Code of the refusal (kernel/errors.ts). */
  readonly refused?: string | undefined;
}

const toSignIn = (view: View): Html => html`<p class="after"><a href="/sign-in">${texts[view.language].toSignIn}</a></p>`;

/** The page where a link by mail is asked for. */
export function forgotView(view: View, { returnTo, withPassword, withMagicLink, refused }: ForgotModel): string {
  const t = texts[view.language];
  const identifier = field(view, { name: "identifier", label: t.identifier, autocomplete: "username", autofocus: true });
  const magicClass = withPassword ? "button plain" : "button";
  const body = html`${notice("error", refused && t.refused(refused))}
<form method="post" action="/password/forgot">
${hiddenFields({ return_to: returnTo })}${identifier}
<div class="buttons">
${withPassword && html`<button class="button" type="submit" name="purpose" value="password_reset">${t.send}</button>`}
${withMagicLink && html`<button class="${magicClass}" type="submit" name="purpose" value="magic_link">${t.sendMagic}</button>`}
</div>
</form>
${toSignIn(view)}`;
  return document(view, { title: t.forgotTitle, body });
}

/** Says that what was asked for is done. */
export function linkDoneView(view: View, done: "sent" | "changed"): string {
  const t = texts[view.language];
  const body = html`${notice("info", t[done])}
${toSignIn(view)}`;
  return document(view, { title: done === "sent" ? t.forgotTitle : t.resetTitle, body });
}

/** What a link leads to. */
export interface TokenModel {
  readonly kind: "reset" | "link";
  readonly token: string;
  /** Code of the refusal (kernel/errors.ts). */
  readonly refused?: string | undefined;
  /** The link is good no more: there is no form. */
  readonly isOver: boolean;
}

/** The form of a link. The token stands in it and nowhere else: opening the page uses nothing up, since mail scanners do. */
export function tokenView(view: View, { kind, token, refused, isOver }: TokenModel): string {
  const t = texts[view.language];
  const isReset = kind === "reset";
  const password = { name: "password", label: t.password, type: "password", autocomplete: "new-password", hint: t.rule, autofocus: true } as const;
  const form = html`<form method="post" action="${isReset ? "/password/reset" : "/sign-in/link"}">
${hiddenFields({ token })}${isReset && field(view, { ...password, isNoticed: refused !== undefined })}
<button class="button" type="submit">${isReset ? t.choose : t.signIn}</button>
</form>`;
  const body = html`${notice("error", refused && t.refused(refused))}
${!isOver && form}
${toSignIn(view)}`;
  return document(view, { title: isReset ? t.resetTitle : t.linkTitle, body, scripts: isReset && !isOver ? [REVEAL_SCRIPT] : [] });
}
