import { html } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, hiddenFields } from "./parts.ts";
import { qrCode } from "./qr-code.ts";
import { passkeys as passkeyTexts } from "./texts/passkeys.ts";
import { secondFactor as texts } from "./texts/second-factor.ts";

/** What the pages of second factors share. */
export interface FactorModel {
  /** A path that `safeReturnTo` let through. */
  readonly returnTo: string;
  /** Code of the refusal (kernel/errors.ts) of what was typed. */
  readonly refused?: string | undefined;
}

/** The question for a code, after a password or a link. `again`: the address of the sign-in page. */
export function codeView(view: View, { returnTo, refused, again }: FactorModel & { readonly again: string }): string {
  const t = texts[view.language];
  const isNoticed = refused !== undefined;
  const body = html`<p class="lead">${t.lead}</p>
${notice("error", refused && t.refused(refused))}
<form method="post" action="/sign-in/second-factor">
${hiddenFields({ return_to: returnTo })}${field(view, { name: "code", label: t.code, autocomplete: "one-time-code", isNoticed, autofocus: true })}
<button class="button" type="submit">${t.submit}</button>
</form>
<p class="after"><a href="${again}">${t.again}</a></p>`;
  return document(view, { title: t.title, body });
}

/**
 * The first page of setting up an authenticator app.
 *
 * @param model `passkeys`: the address where a passkey is made instead, where there may be one
 */
export function enrollView(view: View, { returnTo, passkeys }: FactorModel & { readonly passkeys?: string | undefined }): string {
  const t = texts[view.language];
  const body = html`<p class="lead">${t.enrollLead}</p>
<form method="post" action="/second-factor">
${hiddenFields({ return_to: returnTo })}<button class="button" type="submit">${t.begin}</button>
</form>
${passkeys !== undefined && html`<p class="after"><a href="${passkeys}">${passkeyTexts[view.language].passkeyInstead}</a></p>`}`;
  return document(view, { title: t.enrollTitle, body });
}

/** A secret that is shown once. */
export interface ShownSecret {
  /** In base32. */
  readonly secret: string;
  /** The same, for an app on this device. */
  readonly otpauthUri: string;
}

/**
 * Asks for the app's first code. `again`: where it begins anew.
 *
 * @param model `made`: the secret, on the first such page only; after a wrong code the app has it already
 */
export function confirmView(view: View, model: FactorModel & { readonly again: string; readonly made?: ShownSecret | undefined }): string {
  const t = texts[view.language];
  const { returnTo, refused, again, made } = model;
  const secret =
    made &&
    html`<p class="lead">${t.scan}</p>
${qrCode(made.otpauthUri, t.qrCode)}
<dl class="facts"><dt>${t.secret}</dt><dd><code>${made.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code></dd></dl>
<p class="actions"><a class="button plain" href="${made.otpauthUri}">${t.open}</a></p>`;
  const code = { name: "code", label: t.code, autocomplete: "one-time-code", isNoticed: refused !== undefined, autofocus: made === undefined };
  const body = html`${notice("error", refused && t.refused(refused))}
${secret}
<form method="post" action="/second-factor">
${hiddenFields({ return_to: returnTo })}${field(view, code)}
<button class="button" type="submit">${t.confirm}</button>
</form>
<p class="after"><a href="${again}">${t.again}</a></p>`;
  return document(view, { title: t.enrollTitle, body });
}

/** The recovery codes, which are shown once. */
export function recoveryCodesView(view: View, { returnTo, codes }: FactorModel & { readonly codes: readonly string[] }): string {
  const t = texts[view.language];
  const body = html`<p class="lead">${t.doneLead}</p>
<ul class="codes">
${codes.map((code) => html`<li><code>${code}</code></li>\n`)}</ul>
<p class="actions"><a class="button" href="${returnTo}">${t.goOn}</a></p>`;
  return document(view, { title: t.doneTitle, body });
}
