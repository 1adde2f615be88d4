import type { Catalogue } from "../language.ts";

interface CommonTexts {
  readonly skip: string;
  readonly continue: string;
  readonly cancel: string;
  readonly errorTitle: string;
  readonly requestId: string;
  readonly unexpected: string;
  readonly backToSignIn: string;
}

export const common: Catalogue<CommonTexts> = {
  en: {
    skip: "Skip to the content",
    continue: "Continue",
    cancel: "Cancel",
    errorTitle: "This did not work",
    requestId: "Request id, to report it with",
    unexpected: "Something went wrong on our side.",
    backToSignIn: "To the sign-in page",
  },
  de: {
    skip: "Zum Inhalt springen",
    continue: "Weiter",
    cancel: "Abbrechen",
    errorTitle: "Das hat nicht geklappt",
    requestId: "Kennung der Anfrage für eine Meldung",
    unexpected: "Bei uns ist etwas schiefgegangen.",
    backToSignIn: "Zur Anmeldung",
  },
};
