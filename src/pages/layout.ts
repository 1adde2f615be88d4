import type { PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { isolated } from "../kernel/text.ts";
import { type Html, html, sentence } from "./html.ts";
import { ICON_PATHS, initialOf } from "./icon.ts";
import { chooseLanguage, chosenLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from "./language.ts";
import { common } from "./texts/common.ts";

/** How a page looks to somebody: in which language, of which installation. */
export interface View {
  readonly language: Language;
  /** The installation's name and logo, from the settings. */
  readonly name: string;
  readonly logoUrl: string | null;
  /** Where pictures may come from besides paths of our own: origins that the policy of the pages lets through. */
  readonly imageOrigins: readonly string[];
  /** The address that shows this page once more, in another language; `null` where a form was posted. */
  readonly here: string | null;
}

/** @param uiLocales OpenID Connect's `ui_locales`, where a client sent it */
export function viewOf(ctx: Context, meta: PageMeta, uiLocales?: string): View {
  const { installationName: name, logoUrl, publicUrl } = ctx.app.config;
  return {
    language: chooseLanguage(chosenLanguage(meta.cookies), uiLocales, meta.acceptLanguage),
    name,
    logoUrl,
    imageOrigins: [publicUrl, logoUrl].flatMap((url) => (url === null ? [] : [new URL(url).origin])),
    here: meta.raw.request.method === "GET" ? meta.url : null,
  };
}

export interface Document {
  readonly title: string;
  /** Stands above the title: whom or what the page is about. */
  readonly above?: Html | null;
  readonly body: Html;
  /** Goes on to this address by itself: a redirect that the form-action policy does not see. */
  readonly continueTo?: string;
  /** Paths of scripts of our own. The page works without them. */
  readonly scripts?: readonly string[];
}

/** The installation's logo; without one its name, beside its first letter. */
function brand({ name, logoUrl }: View): Html {
  if (logoUrl) return html`<img class="logo" src="${logoUrl}" alt="${name}">`;
  return html`<span class="mark" aria-hidden="true">${initialOf(name)}</span><span class="name"><bdi>${name}</bdi></span>`;
}

/** Longer addresses are left alone: `return_to` has an end. */
const LONGEST_HERE = 4096;

/** Links to the page in the other languages. Choosing is a link, so that it works without script and anywhere. */
function languageSwitch({ language, here }: View): Html | null {
  if (here === null || here.length > LONGEST_HERE) return null;
  const items = LANGUAGES.map((other) => {
    const name = LANGUAGE_NAMES[other];
    if (other === language) return html`<li><span aria-current="true" lang="${other}">${name}</span></li>\n`;
    return html`<li><a href="/language?${new URLSearchParams({ to: other, return_to: here }).toString()}" lang="${other}" hreflang="${other}">${name}</a></li>\n`;
  });
  return html`<footer>
<nav aria-label="${common[language].language}">
<ul class="languages">
${items}</ul>
</nav>
</footer>`;
}

/** A whole document. Paths are relative to the root: pages are served there. */
export function document(view: View, { title, above, body, continueTo, scripts = [] }: Document): string {
  const t = common[view.language];
  return html`<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${continueTo === undefined ? null : html`<meta http-equiv="refresh" content="0;url=${continueTo}">`}
<title>${title} · ${isolated(view.name)}</title>
<link rel="icon" href="${ICON_PATHS[0]}" type="image/svg+xml">
<link rel="stylesheet" href="/pages/style.css">
${scripts.map((src) => html`<script src="${src}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
<header>${brand(view)}</header>
<main id="main" tabindex="-1">
${above}
<h1>${sentence(title)}</h1>
${body}
${continueTo === undefined ? null : html`<p class="actions"><a class="button" href="${continueTo}">${t.continue}</a></p>`}
</main>
${languageSwitch(view)}
</body>
</html>
`.text;
}

/** The id of the notice, for fields that it is about. */
export const NOTICE_ID = "notice";

/** A message above a form: what went wrong, or what was done. Read out by screen readers. */
export function notice(kind: "error" | "info", text: string | undefined): Html | null {
  if (text === undefined) return null;
  return html`<p class="notice ${kind}" id="${NOTICE_ID}" role="${kind === "error" ? "alert" : "status"}">${sentence(text)}</p>`;
}
