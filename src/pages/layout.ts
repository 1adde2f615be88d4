import type { PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { type Html, html } from "./html.ts";
import { chooseLanguage, type Language } from "./language.ts";
import { common } from "./texts/common.ts";

/** How a page looks to somebody: in which language, of which installation. */
export interface View {
  readonly language: Language;
  /** The installation's name and logo, from the settings. */
  readonly name: string;
  readonly logoUrl: string | null;
}

/** @param uiLocales OpenID Connect's `ui_locales`, where a client sent it */
export function viewOf(ctx: Context, meta: PageMeta, uiLocales?: string): View {
  const { installationName: name, logoUrl } = ctx.app.config;
  return { language: chooseLanguage(uiLocales, meta.acceptLanguage), name, logoUrl };
}

export interface Document {
  readonly title: string;
  readonly body: Html;
  /** Goes on to this address by itself: a redirect that the form-action policy does not see. */
  readonly continueTo?: string;
  /** Paths of scripts of our own. The page works without them. */
  readonly scripts?: readonly string[];
}

/** A whole document. Paths are relative to the root: pages are served there. */
export function document(view: View, { title, body, continueTo, scripts = [] }: Document): string {
  const t = common[view.language];
  const brand = view.logoUrl ? html`<img class="logo" src="${view.logoUrl}" alt="${view.name}">` : html`<span class="name">${view.name}</span>`;
  return html`<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${continueTo === undefined ? null : html`<meta http-equiv="refresh" content="0;url=${continueTo}">`}
<title>${title} · ${view.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/style.css">
${scripts.map((src) => html`<script src="${src}" defer></script>\n`)}
</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
<header>${brand}</header>
<main id="main">
<h1>${title}</h1>
${body}
${continueTo === undefined ? null : html`<p><a class="button" href="${continueTo}">${t.continue}</a></p>`}
</main>
</body>
</html>
`.text;
}

/** A message above a form: what went wrong, or what was done. Read out by screen readers. */
export function notice(kind: "error" | "info", text: string | undefined): Html | null {
  if (text === undefined) return null;
  return html`<p class="notice ${kind}" role="${kind === "error" ? "alert" : "status"}">${text}</p>`;
}
