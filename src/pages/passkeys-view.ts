import { plain } from "../kernel/text.ts";
import type { Passkey } from "../modules/passkeys/schema.ts";
import { type Html, html } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, hiddenFields, moment } from "./parts.ts";
import { PASSKEY_SCRIPTS } from "./passkey-way.ts";
import { common } from "./texts/common.ts";
import { passkeys as texts } from "./texts/passkeys.ts";

/** What was done, told on the page that it leads to. */
export const DONE = ["added", "renamed", "removed"] as const;
export type Done = (typeof DONE)[number];

/** Why a sign-in does not do to add or remove anything. */
export type StepUp = "auth.reauthentication_required" | "mfa.required";

/** What the page of passkeys shows. */
export interface PasskeysModel {
  readonly passkeys: readonly Passkey[];
  /** Whether one more can be added, but for the sign-in: this installation offers them, and there are not too many. */
  readonly adding: "possible" | "too_many" | "unavailable";
  readonly stepUp?: StepUp | undefined;
  readonly done?: Done | undefined;
  /** What went wrong, in words. */
  readonly problem?: string | undefined;
  /** A path that `safeReturnTo` let through. */
  readonly returnTo: string;
  /** Where somebody signs in again to come back here. */
  readonly again: string;
  /** This page once more, after one was added. */
  readonly added: string;
  /** Where an authenticator app is set up, for whoever must have a second factor and has none. */
  readonly app?: string | undefined;
}

function facts({ language }: View, { created, last_used, backup_eligible, backed_up }: Passkey): Html {
  const t = texts[language];
  const backup = backed_up ? "yes" : backup_eligible ? "not_yet" : "no";
  return html`<dl class="facts">
<dt>${t.added}</dt><dd>${moment(new Date(created))}</dd>
<dt>${t.lastUsed}</dt><dd>${last_used === null ? t.never : moment(new Date(last_used))}</dd>
<dt>${t.backedUp}</dt><dd>${t.backup[backup]}</dd>
</dl>`;
}

function item(view: View, passkey: Passkey, { returnTo, stepUp }: PasskeysModel): Html {
  const t = texts[view.language];
  const { id, name } = passkey;
  const back = hiddenFields({ return_to: returnTo });
  const named = { id: `name-${id}`, name: "name", label: t.name, autocomplete: "off", value: plain(name), maxLength: 50 };
  return html`<li class="box">
<h2 class="section" id="passkey-${id}"><bdi>${plain(name)}</bdi></h2>
${facts(view, passkey)}
<details>
<summary aria-describedby="passkey-${id}">${t.change}</summary>
<div class="changes">
<form method="post" action="/passkeys/${id}/rename">
${back}${field(view, named)}
<button class="button plain" type="submit">${t.rename}</button>
</form>
${stepUp === undefined && html`<form method="post" action="/passkeys/${id}/remove">\n${back}<button class="button danger" type="submit" aria-describedby="passkey-${id}">${t.remove}</button>\n</form>`}
</div>
</details>
</li>\n`;
}

/** The form that adds one. Its script lets it be used, and does what it says. */
function addForm(view: View, { again, added }: PasskeysModel): Html {
  const t = texts[view.language];
  const name = { name: "name", label: t.name, autocomplete: "off", hint: t.nameHint, maxLength: 50 };
  return html`<form data-passkey-add="${added}" data-again="${again}">
<p class="notice error" role="alert" data-failed="${t.failed}" data-known="${t.known}" hidden>${t.failed}</p>
<fieldset disabled>
${field(view, name)}
<button class="button" type="submit" aria-describedby="needs-script">${t.add}</button>
</fieldset>
<p class="hint" id="needs-script">${t.needsScript}</p>
</form>`;
}

function adding(view: View, model: PasskeysModel): Html {
  const t = texts[view.language];
  if (model.adding === "unavailable") return html`<p>${t.unavailable}</p>`;
  if (model.stepUp !== undefined) {
    return html`<p>${t.again[model.stepUp]}</p>
<p class="actions"><a class="button" href="${model.again}">${t.signInAgain}</a></p>`;
  }
  if (model.adding === "too_many") return html`<p>${t.tooMany}</p>`;
  return html`<section class="add" aria-labelledby="add">
<h2 class="section" id="add">${t.addTitle}</h2>
${addForm(view, model)}
</section>`;
}

/** One's own passkeys: what there are, and to add, rename and remove them. */
export function passkeysView(view: View, model: PasskeysModel): string {
  const t = texts[view.language];
  const { passkeys, done, problem, returnTo, app } = model;
  const onward = returnTo === "/" ? common[view.language].backToStart : common[view.language].continue;
  const body = html`<p class="lead">${t.lead}</p>
${notice("error", problem)}
${problem === undefined && notice("info", done && t.done[done])}
${passkeys.length === 0 ? html`<p>${t.none}</p>` : html`<ul class="passkeys">\n${passkeys.map((passkey) => item(view, passkey, model))}</ul>`}
${adding(view, model)}
<p class="after">${app === undefined ? html`<a href="${returnTo}">${onward}</a>` : html`<a href="${app}">${t.appInstead}</a>`}</p>`;
  return document(view, { title: t.title, body, scripts: PASSKEY_SCRIPTS });
}

/** Instead, where the account signs in elsewhere. @param returnTo a path that `safeReturnTo` let through */
export function noPasskeysView(view: View, returnTo: string): string {
  const t = texts[view.language];
  const body = html`<p class="lead">${t.external}</p>
<p class="actions"><a class="button plain" href="${returnTo}">${common[view.language].continue}</a></p>`;
  return document(view, { title: t.title, body });
}
