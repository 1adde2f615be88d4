import type { Catalogue } from "../language.ts";

interface CommonTexts {
  readonly skip: string;
  readonly language: string;
  readonly continue: string;
  readonly continueWith: (provider: string) => string;
  readonly cancel: string;
  readonly show: string;
  readonly hide: string;
  readonly errorTitle: string;
  readonly notFoundTitle: string;
  readonly requestId: string;
  readonly unexpected: string;
  readonly unfit: string;
  readonly backToSignIn: string;
  readonly backToStart: string;
}

export const common: Catalogue<CommonTexts> = {
  en: {
    skip: "Skip to the content",
    language: "Language",
    continue: "Continue",
    continueWith: (provider) => `Continue with ${provider}`,
    cancel: "Cancel",
    show: "Show password",
    hide: "Hide password",
    errorTitle: "This did not work",
    notFoundTitle: "Page not found",
    requestId: "Request id, to report it with",
    unexpected: "Something went wrong on our side.",
    unfit: "The address or the form holds something that does not fit:",
    backToSignIn: "To the sign-in page",
    backToStart: "To the start page",
  },
  de: {
    skip: "Zum Inhalt springen",
    language: "Sprache",
    continue: "Weiter",
    continueWith: (provider) => `Weiter mit ${provider}`,
    cancel: "Abbrechen",
    show: "Passwort anzeigen",
    hide: "Passwort verbergen",
    errorTitle: "Das hat nicht geklappt",
    notFoundTitle: "Seite nicht gefunden",
    requestId: "Kennung der Anfrage für eine Meldung",
    unexpected: "Bei uns ist etwas schiefgegangen.",
    unfit: "Die Adresse oder das Formular enthält etwas, das nicht passt:",
    backToSignIn: "Zur Anmeldung",
    backToStart: "Zur Startseite",
  },
};
