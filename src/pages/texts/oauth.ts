import type { Catalogue } from "../language.ts";

interface OAuthTexts {
  readonly consentTitle: (application: string) => string;
  readonly notYou: string;
  readonly registeredByItself: string;
  readonly willBeAble: string;
  readonly isNew: string;
  /** Before the name of the host. */
  readonly willBeSent: string;
  readonly allow: string;
  readonly deny: string;
  readonly chooseTitle: string;
  readonly otherAccount: string;
  readonly logoutTitle: (name: string) => string;
  readonly logoutLead: string;
  readonly logoutLeadFor: (application: string) => string;
  readonly logout: string;
  readonly stay: string;
  readonly signedOutTitle: string;
  readonly signedOut: string;
  readonly signedOutFor: (application: string) => string;
  /** @param host where it goes; not known for the address of an app */
  readonly continueTitle: (host: string | undefined) => string;
  readonly continueLead: string;
  /** The words of the RFCs that a person meets. */
  readonly errors: Readonly<Record<string, string>>;
  readonly otherError: string;
  readonly forDevelopers: string;
  readonly more: string;
}

export const oauth: Catalogue<OAuthTexts> = {
  en: {
    consentTitle: (application) => `Allow ${application} to use your account?`,
    notYou: "Not you?",
    registeredByItself: "This application registered itself. Nobody here has checked it or its name: go on only if you know where it comes from.",
    willBeAble: "It will be able to:",
    isNew: "New",
    willBeSent: "Afterwards you are sent to",
    allow: "Allow",
    deny: "Do not allow",
    chooseTitle: "Choose an account",
    otherAccount: "Use another account",
    logoutTitle: (name) => `Sign out of ${name}?`,
    logoutLead: "This ends your sign-in in this browser, and that of the applications you opened from it.",
    logoutLeadFor: (application) =>
      `${application} asks for it. This ends your sign-in in this browser, and that of the other applications you opened from it.`,
    logout: "Sign out",
    stay: "Stay signed in",
    signedOutTitle: "You are signed out",
    signedOut: "You can close this page now.",
    signedOutFor: (application) => `You are signed out of ${application} too. You can close this page now.`,
    continueTitle: (host) => (host === undefined ? "Going back to the application" : `Going on to ${host}`),
    continueLead: "If nothing happens, use the button.",
    errors: {
      access_denied: "The application was not allowed to use your account.",
      expired_token: "This took too long. Go back to the application and start again.",
      invalid_client: "The application is not known here, or is deactivated.",
      invalid_redirect_uri: "The application wants to send you to an address that is not registered for it.",
      invalid_request: "The application sent a request that this server cannot serve.",
      invalid_scope: "The application asked for something that it may not have.",
      server_error: "Something went wrong on our side.",
      session_not_found: "This page is too old, or was opened in another browser. Go back to the application and start again.",
      temporarily_unavailable: "This does not work at the moment. Try again shortly.",
      unauthorized_client: "The application may not ask for this.",
    },
    otherError: "The application sent a request that this server cannot serve.",
    forDevelopers: "For whoever develops the application:",
    more: "More about this",
  },
  de: {
    consentTitle: (application) => `${application} Zugriff auf Ihr Konto erlauben?`,
    notYou: "Nicht Sie?",
    registeredByItself:
      "Diese Anwendung hat sich selbst angemeldet. Niemand hier hat sie oder ihren Namen geprüft: Fahren Sie nur fort, wenn Sie wissen, woher sie kommt.",
    willBeAble: "Sie kann dann:",
    isNew: "Neu",
    willBeSent: "Danach geht es weiter zu",
    allow: "Erlauben",
    deny: "Ablehnen",
    chooseTitle: "Konto auswählen",
    otherAccount: "Anderes Konto verwenden",
    logoutTitle: (name) => `Von ${name} abmelden?`,
    logoutLead: "Das beendet Ihre Anmeldung in diesem Browser und die der Anwendungen, die Sie damit geöffnet haben.",
    logoutLeadFor: (application) =>
      `${application} bittet darum. Das beendet Ihre Anmeldung in diesem Browser und die der anderen Anwendungen, die Sie damit geöffnet haben.`,
    logout: "Abmelden",
    stay: "Angemeldet bleiben",
    signedOutTitle: "Sie sind abgemeldet",
    signedOut: "Sie können diese Seite jetzt schließen.",
    signedOutFor: (application) => `Auch von ${application} sind Sie abgemeldet. Sie können diese Seite jetzt schließen.`,
    continueTitle: (host) => (host === undefined ? "Zurück zur Anwendung" : `Weiter zu ${host}`),
    continueLead: "Wenn nichts geschieht, verwenden Sie bitte die Schaltfläche.",
    errors: {
      access_denied: "Der Anwendung wurde der Zugriff auf Ihr Konto nicht erlaubt.",
      expired_token: "Das hat zu lange gedauert. Bitte kehren Sie zur Anwendung zurück und beginnen Sie noch einmal.",
      invalid_client: "Die Anwendung ist hier nicht bekannt oder deaktiviert.",
      invalid_redirect_uri: "Die Anwendung will Sie zu einer Adresse schicken, die für sie nicht hinterlegt ist.",
      invalid_request: "Die Anwendung hat eine Anfrage geschickt, die dieser Server nicht erfüllen kann.",
      invalid_scope: "Die Anwendung hat um etwas gebeten, das sie nicht bekommen darf.",
      server_error: "Bei uns ist etwas schiefgegangen.",
      session_not_found:
        "Diese Seite ist zu alt oder wurde in einem anderen Browser geöffnet. Bitte kehren Sie zur Anwendung zurück und beginnen Sie noch einmal.",
      temporarily_unavailable: "Das geht gerade nicht. Bitte gleich noch einmal versuchen.",
      unauthorized_client: "Die Anwendung darf darum nicht bitten.",
    },
    otherError: "Die Anwendung hat eine Anfrage geschickt, die dieser Server nicht erfüllen kann.",
    forDevelopers: "Für die Entwicklung der Anwendung:",
    more: "Mehr dazu",
  },
};
