import { plain } from "../kernel/text.ts";
import { type Html, html } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, hiddenFields, moment } from "./parts.ts";
import { device as texts } from "./texts/device.ts";

/** Where the form of a page goes, and what it carries along unseen. */
export interface DeviceForm {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

/** What asks, for the person who decides. */
export interface AskingDevice {
  readonly name: string;
  readonly os: string | null;
  readonly address: string | null;
  /** When it asked, and until when its code is good. */
  readonly asked: Date | null;
  readonly ends: Date | null;
  /** As the device shows it. */
  readonly userCode: string;
  /** Offer to trust it. */
  readonly mayTrust: boolean;
}

/** The page where the code of a device is entered. */
export function deviceCodePage(view: View, { action, hidden, error, userCode }: DeviceForm & { error?: string | undefined; userCode: string }): string {
  const t = texts[view.language];
  const code = { name: "user_code", label: t.code, autocomplete: "off", value: userCode, isNoticed: error !== undefined, autofocus: true };
  const body = html`${notice("error", error)}
<p class="lead">${t.codeIntro}</p>
<form method="post" action="${action}">
${hiddenFields(hidden)}${field(view, code)}
<div class="buttons"><button class="button" type="submit">${t.codeTitle}</button></div>
</form>`;
  return document(view, { title: t.codeTitle, body });
}

/** Names and values of the two buttons. */
export interface DeviceAnswers {
  readonly approve: readonly [name: string, value: string];
  readonly deny: readonly [name: string, value: string];
}

const ANSWERS: DeviceAnswers = { approve: ["decision", "approve"], deny: ["decision", "deny"] };

/** The page that shows what asks; the button that is pressed comes as one of `answers`. */
export function deviceConfirmPage(
  view: View,
  { action, hidden, what, answers = ANSWERS }: DeviceForm & { what: AskingDevice; answers?: DeviceAnswers },
): string {
  const t = texts[view.language];
  const row = (term: string, value: Html | string | null) => html`<dt>${term}</dt><dd>${value ?? t.unknown}</dd>\n`;
  const named = (value: string | null) => value && html`<bdi>${plain(value)}</bdi>`;
  const trust = html`<p class="check"><input id="trusted_device" name="trusted_device" type="checkbox" value="true"><label for="trusted_device">${t.trust}</label></p>`;
  const body = html`<p class="lead">${t.confirmIntro}</p>
<dl class="asking">
${row(t.sameCode, html`<strong class="code">${what.userCode}</strong>`)}${row(t.name, named(what.name))}${row(t.system, named(what.os))}${row(t.address, what.address)}${what.asked && row(t.asked, moment(what.asked))}${what.ends && row(t.ends, moment(what.ends))}</dl>
<form method="post" action="${action}">
${hiddenFields(hidden)}${what.mayTrust && trust}
<div class="buttons pair">
<button class="button" type="submit" name="${answers.approve[0]}" value="${answers.approve[1]}">${t.approve}</button>
<button class="button plain" type="submit" name="${answers.deny[0]}" value="${answers.deny[1]}">${t.deny}</button>
</div>
</form>`;
  return document(view, { title: t.confirmTitle, body });
}

/** The page that says what came of it. */
export function deviceDonePage(view: View, approved: boolean): string {
  const t = texts[view.language];
  const body = notice("info", approved ? t.approved : t.denied) ?? html``;
  return document(view, { title: approved ? t.approvedTitle : t.deniedTitle, body });
}
