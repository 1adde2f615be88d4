import type { Catalogue } from "./language.tsx";

interface CommonTexts {
  readonly console: string;
  readonly users: string;
  readonly navigation: string;
  readonly skip: string;
  readonly menu: string;
  readonly language: string;
  readonly theme: string;
  readonly themes: Readonly<Record<"auto" | "light" | "dark", string>>;
  readonly signedInAs: string;
  readonly signOut: string;
  readonly loading: string;
  readonly retry: string;
  readonly requestId: string;
  readonly unreachable: string;
  readonly unreachableWhy: string;
  readonly refused: string;
  readonly forbidden: string;
  readonly missing: string;
  readonly broken: string;
  readonly invalid: string;
  readonly noPage: string;
  readonly noPageWhy: string;
  readonly toUsers: string;
  readonly signInFailed: string;
  readonly signInAgain: string;
  readonly yes: string;
  readonly no: string;
  readonly never: string;
}

export const common: Catalogue<CommonTexts> = {
  en: {
    console: "Console",
    users: "Users",
    navigation: "Main navigation",
    skip: "Skip to the content",
    menu: "Menu",
    language: "Language",
    theme: "Theme",
    themes: { auto: "As the system", light: "Light", dark: "Dark" },
    signedInAs: "Signed in as",
    signOut: "Sign out",
    loading: "Loading…",
    retry: "Try again",
    requestId: "Request",
    unreachable: "The server cannot be reached",
    unreachableWhy: "Check your connection and try again.",
    refused: "The server refused this",
    forbidden: "You may not do this",
    missing: "There is nothing here",
    broken: "The server failed",
    invalid: "Something was filled in wrongly",
    noPage: "There is no such page",
    noPageWhy: "The address may be mistyped, or the page has moved.",
    toUsers: "To the users",
    signInFailed: "Signing in did not work",
    signInAgain: "Sign in again",
    yes: "Yes",
    no: "No",
    never: "Never",
  },
  de: {
    console: "Konsole",
    users: "Konten",
    navigation: "Hauptnavigation",
    skip: "Zum Inhalt springen",
    menu: "Menü",
    language: "Sprache",
    theme: "Farben",
    themes: { auto: "Wie das System", light: "Hell", dark: "Dunkel" },
    signedInAs: "Angemeldet als",
    signOut: "Abmelden",
    loading: "Wird geladen …",
    retry: "Noch einmal versuchen",
    requestId: "Anfrage",
    unreachable: "Der Server ist nicht zu erreichen",
    unreachableWhy: "Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
    refused: "Der Server hat das abgelehnt",
    forbidden: "Das dürfen Sie nicht",
    missing: "Hier gibt es nichts",
    broken: "Der Server hat versagt",
    invalid: "Etwas ist falsch ausgefüllt",
    noPage: "Diese Seite gibt es nicht",
    noPageWhy: "Die Adresse ist vielleicht vertippt, oder die Seite ist umgezogen.",
    toUsers: "Zu den Konten",
    signInFailed: "Die Anmeldung hat nicht geklappt",
    signInAgain: "Neu anmelden",
    yes: "Ja",
    no: "Nein",
    never: "Nie",
  },
};
