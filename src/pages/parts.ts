import { isolated, plain } from "../kernel/text.ts";
import { type Html, html, sentence } from "./html.ts";
import { NOTICE_ID, type View } from "./layout.ts";
import { common } from "./texts/common.ts";

/** A labelled field of a form. */
export interface Field {
  /** Its name in the form. */
  readonly name: string;
  /** Its id in the document, where that is not its name. */
  readonly id?: string;
  readonly label: string;
  readonly type?: "text" | "password" | "email";
  /** What a password manager or the browser fills it with (HTML's autofill). */
  readonly autocomplete: string;
  readonly value?: string | undefined;
  /** What fits, said before anything is typed. */
  readonly hint?: string;
  /** Characters that fit. */
  readonly maxLength?: number;
  /** What is wrong with what was typed. */
  readonly error?: string | undefined;
  /** The notice above the form is about this field too. */
  readonly isNoticed?: boolean;
  readonly autofocus?: boolean;
}

/** The script that lets a password be seen. Pages with a password field name it. */
export const REVEAL_SCRIPT = "/pages/reveal.js";

/** A field with its label, hint and error, tied together for screen readers. */
export function field(view: View, given: Field): Html {
  const { name, id = name, label, type = "text", autocomplete, value, hint, maxLength, error, isNoticed = false, autofocus = false } = given;
  const t = common[view.language];
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`, isNoticed && NOTICE_ID].filter((id) => id !== false);
  const isWrong = error !== undefined || isNoticed;
  const attributes = html`${described.length > 0 && html` aria-describedby="${described.join(" ")}"`}${isWrong && html` aria-invalid="true"`}${
    maxLength !== undefined && html` maxlength="${maxLength}"`
  }${autofocus && html` autofocus`}`;
  const input =
    type === "password"
      ? html`<span class="secret"><input id="${id}" name="${name}" type="password" autocomplete="${autocomplete}" required data-show="${t.show}" data-hide="${t.hide}"${attributes}></span>`
      : html`<input id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required value="${value}"${attributes}>`;
  return html`<div class="field">
<label for="${id}">${label}</label>
${input}
${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${error !== undefined && html`<p class="wrong" id="${id}-error">${error}</p>`}
</div>`;
}

/** A moment for people: UTC, to the minute, in the order that every language reads. */
export function moment(at: Date): Html {
  const iso = at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`;
}

/** Fields that go along unseen; what is not there is left out. */
export function hiddenFields(fields: Readonly<Record<string, string | undefined>>): Html {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return html`${given.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}`;
}

/** Whether the policy of the pages lets a picture through. */
function mayShow({ imageOrigins }: View, url: string): boolean {
  if (/^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i.test(url) || /^\/(?![/\\])/.test(url)) return true;
  return URL.canParse(url) && imageOrigins.includes(new URL(url).origin);
}

/**
 * A picture beside a name that is written next to it. Where there is none, or it is kept by somebody who would
 * learn who looks at it, the first letter stands for it.
 *
 * @param kind a person is round, an application square
 */
export function picture(view: View, kind: "person" | "application", name: string, url: string | null): Html {
  if (url !== null && mayShow(view, url)) return html`<img class="picture ${kind}" src="${url}" alt="" width="40" height="40">`;
  return html`<span class="picture ${kind}" aria-hidden="true">${[...plain(name).trim()][0]?.toUpperCase() ?? "?"}</span>`;
}

/** What is shown of an account. */
export interface ShownAccount {
  readonly name: string | null;
  readonly username: string;
  readonly avatarUrl?: string | null;
}

/** An account: picture, name, username. */
export function person(view: View, { name, username, avatarUrl = null }: ShownAccount): Html {
  const second = name !== null && name !== username ? html`<span class="username"><bdi>${plain(username)}</bdi></span>` : null;
  return html`${picture(view, "person", name ?? username, avatarUrl)}<span class="who"><span class="full"><bdi>${plain(name ?? username)}</bdi></span>${second}</span>`;
}

/** A way in through an external identity provider. */
export interface ProviderButton {
  /** What it is called in the settings; for nobody to see. */
  readonly name: string;
  /** Its name for people. */
  readonly label: string;
  /** Where signing in with it starts; goes to our own server first. */
  readonly href: string;
  readonly logo?: string | null;
}

/** A button for each external identity provider. Nothing, where there is none. */
export function providerButtons(view: View, list: readonly ProviderButton[]): Html | null {
  if (list.length === 0) return null;
  const t = common[view.language];
  const items = list.map(
    ({ name, label, href, logo }) =>
      html`<li><a class="button plain provider" data-provider="${name}" href="${href}">${picture(view, "application", label, logo ?? null)}<span>${sentence(t.continueWith(isolated(label)))}</span></a></li>\n`,
  );
  return html`<ul class="providers">\n${items}</ul>`;
}
