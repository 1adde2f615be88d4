import { ERRORS } from "../kernel/errors.ts";
import { chooseLanguage, type Language } from "../pages/language.ts";
import { refusals } from "../pages/texts/refusals.ts";

const TEXTS: Readonly<
  Record<Language, { readonly title: string; readonly why: string; readonly again: string; readonly api: string; readonly request: string }>
> = {
  en: {
    title: "The console is not there",
    why: ERRORS["console.not_built"].detail,
    again: "Try again",
    api: "Everything else is served, the API too.",
    request: "Request",
  },
  de: {
    title: "Die Konsole ist nicht da",
    why: refusals["console.not_built"],
    again: "Noch einmal versuchen",
    api: "Alles andere läuft, auch die API.",
    request: "Anfrage",
  },
};

/**
 * What a browser is shown where the console is not built. The style is that of the sign-in pages.
 *
 * @param acceptLanguage the header of that name
 * @param requestId harmless in HTML, as all of them are
 */
export function notBuiltPage(acceptLanguage: string | undefined, requestId: string): string {
  const language = chooseLanguage(acceptLanguage);
  const { title, why, again, api, request } = TEXTS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/style.css">
</head>
<body>
<main id="main">
<h1>${title}</h1>
<p class="lead">${why}</p>
<p>${api}</p>
<p class="actions"><a class="button plain" href="">${again}</a></p>
<p class="small">${request}:<br><code>${requestId}</code></p>
</main>
</body>
</html>
`;
}
