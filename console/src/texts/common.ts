import type { Catalogue } from "./language.tsx";

interface CommonTexts {
  readonly console: string;
  readonly overview: string;
  readonly users: string;
  readonly organizations: string;
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
  readonly leftOut: (names: readonly string[]) => string;
  readonly signInFailed: string;
  readonly signInAgain: string;
  readonly stepUp: string;
  readonly stepUpWhy: string;
  readonly stepUpFactor: string;
  readonly account: string;
  readonly invitationsWait: string;
  readonly accountMenu: string;
  readonly keyboard: string;
  readonly linkedPage: string;
  readonly firstPage: string;
  readonly notices: string;
  readonly breadcrumbs: string;
  readonly paging: string;
  readonly first: string;
  readonly previous: string;
  readonly next: string;
  readonly search: string;
  readonly clearSearch: string;
  readonly selectAll: string;
  readonly selectRow: (name: string) => string;
  readonly selected: (count: number) => string;
  readonly actions: string;
  readonly undo: string;
  readonly cancel: string;
  readonly close: string;
  readonly save: string;
  readonly delete: string;
  readonly stop: string;
  readonly typeToConfirm: (word: string) => string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly copyWhat: (what: string) => string;
  readonly shownOnce: string;
  readonly shownOnceWhy: string;
  readonly stored: string;
  readonly showTyped: string;
  readonly bulkProgress: (done: number, all: number, failed: number) => string;
  readonly bulkDone: string;
  readonly bulkFailed: string;
  readonly bulkRetry: (count: number) => string;
  readonly typeToSearch: string;
  readonly nothingFound: string;
  readonly rowsFound: (count: number, hasMore: boolean) => string;
  readonly yes: string;
  readonly no: string;
  readonly never: string;
}

export const common: Catalogue<CommonTexts> = {
  en: {
    console: "Console",
    overview: "Overview",
    users: "Users",
    organizations: "Organizations",
    navigation: "Main navigation",
    skip: "Skip to the content",
    menu: "Menu",
    language: "Language",
    theme: "Theme",
    themes: { auto: "System", light: "Light", dark: "Dark" },
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
    leftOut: (names) => `The address asked for something that this page does not know${names.length > 0 ? ` (${names.join(", ")})` : ""}. It was left out.`,
    signInFailed: "Signing in did not work",
    signInAgain: "Sign in again",
    stepUp: "Please confirm that it is you",
    stepUpWhy: "This takes a sign-in of the last ten minutes. Sign in again: you come back here, and what you filled in stays. Passwords and codes do not.",
    stepUpFactor: "This takes a sign-in with your second factor. Sign in again with it: you come back here.",
    account: "Your account",
    invitationsWait: "Invitations waiting",
    accountMenu: "Account and preferences",
    keyboard: "Keyboard",
    linkedPage: "This page was linked to: those before it are reached from the first.",
    firstPage: "To the first page",
    notices: "Notices",
    breadcrumbs: "Where this is",
    paging: "Pages",
    first: "First",
    previous: "Previous page",
    next: "Next page",
    search: "Search",
    clearSearch: "Clear the search",
    selectAll: "Select all on this page",
    selectRow: (name) => `Select ${name}`,
    selected: (count) => `${count} selected`,
    actions: "Actions",
    undo: "Undo",
    cancel: "Cancel",
    close: "Close",
    save: "Save",
    delete: "Delete",
    stop: "Stop",
    typeToConfirm: (word) => `To be sure, type: ${word}`,
    copy: "Copy",
    copied: "Copied",
    notCopied: "Not copied: select the text and copy it by hand",
    copyWhat: (what) => `Copy: ${what}`,
    shownOnce: "This is shown once",
    shownOnceWhy: "Store it now: only a fingerprint of it is kept here.",
    stored: "I have stored it",
    showTyped: "Show or hide what is typed",
    bulkProgress: (done, all, failed) => `${done} of ${all} done${failed > 0 ? `, ${failed} failed` : ""}`,
    bulkDone: "Done",
    bulkFailed: "Failed",
    bulkRetry: (count) => `Try again the ${count} that failed`,
    typeToSearch: "Type to search",
    nothingFound: "Nothing found",
    rowsFound: (count, hasMore) => (count === 0 ? "Nothing found" : `${count === 1 ? "1 row" : `${count} rows`}${hasMore ? ", and there are more" : ""}`),
    yes: "Yes",
    no: "No",
    never: "Never",
  },
  de: {
    console: "Konsole",
    overview: "Überblick",
    users: "Konten",
    organizations: "Organisationen",
    navigation: "Hauptnavigation",
    skip: "Zum Inhalt springen",
    menu: "Menü",
    language: "Sprache",
    theme: "Farben",
    themes: { auto: "System", light: "Hell", dark: "Dunkel" },
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
    leftOut: (names) => `Die Adresse enthält etwas, das diese Seite nicht kennt${names.length > 0 ? ` (${names.join(", ")})` : ""}. Es wurde weggelassen.`,
    signInFailed: "Die Anmeldung hat nicht geklappt",
    signInAgain: "Neu anmelden",
    stepUp: "Bitte bestätigen Sie, dass Sie es sind",
    stepUpWhy:
      "Dafür braucht es eine Anmeldung der letzten zehn Minuten. Melden Sie sich noch einmal an: Sie kommen hierher zurück, und Ihre Eingaben bleiben. Passwörter und Codes nicht.",
    stepUpFactor: "Dafür braucht es eine Anmeldung mit Ihrem zweiten Faktor. Melden Sie sich damit noch einmal an: Sie kommen hierher zurück.",
    account: "Ihr Konto",
    invitationsWait: "Einladungen warten",
    accountMenu: "Konto und Einstellungen",
    keyboard: "Tastatur",
    linkedPage: "Diese Seite wurde direkt geöffnet: zu denen davor geht es vom Anfang aus.",
    firstPage: "Zum Anfang der Liste",
    notices: "Mitteilungen",
    breadcrumbs: "Wo das ist",
    paging: "Seiten",
    first: "Anfang",
    previous: "Vorige Seite",
    next: "Nächste Seite",
    search: "Suchen",
    clearSearch: "Suche leeren",
    selectAll: "Alle dieser Seite auswählen",
    selectRow: (name) => `${name} auswählen`,
    selected: (count) => `${count} ausgewählt`,
    actions: "Aktionen",
    undo: "Rückgängig",
    cancel: "Abbrechen",
    close: "Schließen",
    save: "Speichern",
    delete: "Löschen",
    stop: "Anhalten",
    typeToConfirm: (word) => `Zur Sicherheit eingeben: ${word}`,
    copy: "Kopieren",
    copied: "Kopiert",
    notCopied: "Nicht kopiert: Markieren Sie den Text und kopieren Sie ihn von Hand",
    copyWhat: (what) => `Kopieren: ${what}`,
    shownOnce: "Das wird nur einmal gezeigt",
    shownOnceWhy: "Heben Sie es jetzt auf: hier bleibt nur ein Fingerabdruck davon.",
    stored: "Ich habe es aufgehoben",
    showTyped: "Eingabe zeigen oder verbergen",
    bulkProgress: (done, all, failed) => `${done} von ${all} erledigt${failed > 0 ? `, ${failed} misslungen` : ""}`,
    bulkDone: "Erledigt",
    bulkFailed: "Misslungen",
    bulkRetry: (count) => `Die ${count} misslungenen noch einmal versuchen`,
    typeToSearch: "Zum Suchen tippen",
    nothingFound: "Nichts gefunden",
    rowsFound: (count, hasMore) =>
      count === 0 ? "Nichts gefunden" : `${count === 1 ? "1 Zeile" : `${count} Zeilen`}${hasMore ? ", und es gibt weitere" : ""}`,
    yes: "Ja",
    no: "Nein",
    never: "Nie",
  },
};
