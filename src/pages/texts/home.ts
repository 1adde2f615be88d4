import type { Catalogue } from "../language.ts";

interface HomeTexts {
  readonly title: string;
  readonly account: string;
  readonly email: string;
  readonly changePassword: string;
  readonly passkeys: string;
  readonly signOut: string;
  readonly signOutTitle: (name: string) => string;
  readonly signOutLead: string;
  readonly stay: string;
  readonly signedOutTitle: string;
  readonly signedOut: string;
}

export const home: Catalogue<HomeTexts> = {
  en: {
    title: "You are signed in",
    account: "Your account",
    email: "E-mail address",
    changePassword: "Change your password",
    passkeys: "Passkeys",
    signOut: "Sign out",
    signOutTitle: (name) => `Sign out of ${name}?`,
    signOutLead: "This ends your sign-in in this browser, and that of the applications you opened from it.",
    stay: "Stay signed in",
    signedOutTitle: "You are signed out",
    signedOut: "Your sign-in in this browser has ended. On a shared computer, close the browser as well.",
  },
  de: {
    title: "Sie sind angemeldet",
    account: "Ihr Konto",
    email: "E-Mail-Adresse",
    changePassword: "Passwort ändern",
    passkeys: "Passkeys",
    signOut: "Abmelden",
    signOutTitle: (name) => `Von ${name} abmelden?`,
    signOutLead: "Das beendet Ihre Anmeldung in diesem Browser und die der Anwendungen, die Sie damit geöffnet haben.",
    stay: "Angemeldet bleiben",
    signedOutTitle: "Sie sind abgemeldet",
    signedOut: "Ihre Anmeldung in diesem Browser ist beendet. An einem gemeinsam genutzten Rechner schließen Sie bitte auch den Browser.",
  },
};
