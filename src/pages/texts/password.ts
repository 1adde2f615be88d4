import type { Catalogue } from "../language.ts";

interface PasswordTexts {
  readonly title: string;
  readonly titleExpired: string;
  readonly lead: string;
  readonly expired: string;
  readonly current: string;
  readonly chosen: string;
  /** The rule of modules/credentials/rules.ts, in words. */
  readonly rule: string;
  readonly submit: string;
  readonly signOut: string;
  readonly external: string;
}

export const password: Catalogue<PasswordTexts> = {
  en: {
    title: "Change your password",
    titleExpired: "Choose a new password",
    lead: "You stay signed in here. Everywhere else you are signed out.",
    expired: "Your password has expired, or somebody else gave it to you. Choose one that only you know to go on.",
    current: "Current password",
    chosen: "New password",
    rule: "12 to 128 characters, and not a common one. A few random words make a good password.",
    submit: "Save password",
    signOut: "Sign out instead",
    external: "The password of this account is kept by its external identity provider. Change it there.",
  },
  de: {
    title: "Passwort ändern",
    titleExpired: "Neues Passwort wählen",
    lead: "Hier bleiben Sie angemeldet. Überall sonst werden Sie abgemeldet.",
    expired: "Ihr Passwort ist abgelaufen oder wurde Ihnen gegeben. Wählen Sie eines, das nur Sie kennen, dann geht es weiter.",
    current: "Aktuelles Passwort",
    chosen: "Neues Passwort",
    rule: "12 bis 128 Zeichen und keines der häufigen. Ein paar zufällige Wörter ergeben ein gutes Passwort.",
    submit: "Passwort speichern",
    signOut: "Stattdessen abmelden",
    external: "Das Passwort dieses Kontos verwaltet ein externer Anbieter. Ändern Sie es bitte dort.",
  },
};
