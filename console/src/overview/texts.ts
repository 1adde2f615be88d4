import type { Catalogue } from "../texts/language.tsx";
import type { Way } from "./series.ts";
import type { Step } from "./steps.ts";

interface OverviewTexts {
  readonly title: string;
  readonly span: string;
  readonly days: (count: number) => string;
  readonly asOf: string;
  readonly counting: string;
  readonly countingWhy: string;
  readonly people: string;
  readonly newPeople: (count: number) => string;
  readonly machines: string;
  readonly organizations: string;
  readonly active: string;
  readonly activeToday: (count: string) => string;
  readonly activeWeek: (count: string) => string;
  readonly factors: string;
  readonly factorsOf: (some: string, all: string) => string;
  readonly keys: string;
  readonly keysExpiring: (count: string, days: number) => string;
  readonly keysExpired: (count: string) => string;
  readonly keysUnused: (count: string, days: number) => string;
  readonly keysFine: string;
  readonly signIns: string;
  readonly signInsLead: string;
  readonly machineTokens: string;
  readonly machineTokensLead: string;
  readonly ways: Readonly<Record<Way, string>>;
  readonly activeUsers: string;
  readonly activeUsersLead: string;
  readonly activePeople: string;
  readonly failures: string;
  readonly failuresLead: string;
  readonly failureKinds: Readonly<Record<"failed" | "passkey" | "magic_link" | "connection" | "accounts_locked" | "sources_locked", string>>;
  readonly growth: string;
  readonly growthLead: string;
  readonly coverage: string;
  readonly coverageLead: string;
  readonly coverageKinds: Readonly<Record<"enabled_people" | "people", string>>;
  readonly nothingYet: string;
  readonly nothingYetWhy: string;
  readonly asTable: string;
  readonly day: string;
  readonly weekOf: string;
  readonly byWeek: string;
  readonly setup: string;
  readonly setupLead: (done: number, all: number) => string;
  readonly steps: Readonly<Record<Step, { readonly title: string; readonly why: string; readonly go: string }>>;
  readonly stepDone: string;
  readonly stepOpen: string;
  readonly optional: string;
}

export const overview: Catalogue<OverviewTexts> = {
  en: {
    title: "Overview",
    span: "How far back",
    days: (count) => `${count} days`,
    asOf: "As of",
    counting: "Accounts are still being counted",
    countingWhy: "After an upgrade what was there before is counted in the background. Totals appear when that is done.",
    people: "People",
    newPeople: (count) => (count === 1 ? "1 new in this time" : `${count} new in this time`),
    machines: "Machines",
    organizations: "Organizations",
    active: "Active this month",
    activeToday: (count) => `${count} today`,
    activeWeek: (count) => `${count} this week`,
    factors: "With a second factor",
    factorsOf: (some, all) => `${some} of ${all} people`,
    keys: "API keys to look at",
    keysExpiring: (count, days) => `${count} expire within ${days} days`,
    keysExpired: (count) => `${count} have expired`,
    keysUnused: (count, days) => `${count} not used for ${days} days`,
    keysFine: "None expires soon, none is idle.",
    signIns: "Sign-ins",
    signInsLead: "Sessions that people began, by the way that they took.",
    machineTokens: "Tokens for machines",
    machineTokensLead: "Access tokens that machines got, by what they had. The use of an API key itself is not counted.",
    ways: {
      password: "Password",
      passkey: "Passkey",
      connection: "Identity provider",
      magic_link: "Mailed link",
      device: "Device",
      api_key: "API key",
      client_credentials: "Client credentials",
    },
    activeUsers: "Active users",
    activeUsersLead: "People who signed in or used a session, each once a day.",
    activePeople: "People",
    failures: "Failures and lockouts",
    failuresLead: "Sign-ins that were refused, and how often somebody was held back.",
    failureKinds: {
      failed: "Wrong passwords and codes",
      passkey: "Refused passkeys",
      magic_link: "Refused sign-in links",
      connection: "Refused after an identity provider",
      accounts_locked: "Accounts held back",
      sources_locked: "Addresses held back",
    },
    growth: "Growth",
    growthLead: "Accounts of people at the end of each day.",
    coverage: "Second factors",
    coverageLead: "People who have an authenticator app or a passkey, among all who are active.",
    coverageKinds: { enabled_people: "All", people: "With a second factor" },
    nothingYet: "Nothing was counted in this time",
    nothingYetWhy: "Pictures appear as people sign in.",
    asTable: "As a table",
    day: "Day",
    weekOf: "Week from",
    byWeek: "Added up by weeks.",
    setup: "Set this installation up",
    setupLead: (done, all) => `${done} of ${all} steps are done. They tick themselves off.`,
    steps: {
      admin_password: {
        title: "Change the admin's password",
        why: "The first one was printed when the server started, and may be in a log.",
        go: "Change it",
      },
      second_factor: { title: "Protect your account", why: "An authenticator app or a passkey beside the password.", go: "Set one up" },
      superuser: { title: "Make the first superuser", why: "The reserved admin is for emergencies: work with an account of your own.", go: "Make an account" },
      organization: { title: "Make the first organization", why: "People, teams, workspaces and keys belong to one.", go: "Make one" },
      invitation: { title: "Invite somebody", why: "By their e-mail address, into roles and teams.", go: "To the organizations" },
      mail: { title: "Set a mail server", why: "Until ROSTER_SMTP_URL names one, mail stays in the inbox of this server.", go: "See the settings" },
      connection: { title: "Connect an identity provider", why: "Let people sign in with Google, Microsoft, GitHub, Okta and others.", go: "Connect one" },
    },
    stepDone: "Done",
    stepOpen: "Open",
    optional: "optional",
  },
  de: {
    title: "Überblick",
    span: "Zeitraum",
    days: (count) => `${count} Tage`,
    asOf: "Stand",
    counting: "Die Konten werden noch gezählt",
    countingWhy: "Nach einer Aktualisierung wird im Hintergrund gezählt, was schon da war. Danach erscheinen die Summen.",
    people: "Personen",
    newPeople: (count) => `${count} neu in dieser Zeit`,
    machines: "Maschinen",
    organizations: "Organisationen",
    active: "In diesem Monat aktiv",
    activeToday: (count) => `${count} heute`,
    activeWeek: (count) => `${count} in dieser Woche`,
    factors: "Mit zweitem Faktor",
    factorsOf: (some, all) => `${some} von ${all} Personen`,
    keys: "API-Schlüssel zum Nachsehen",
    keysExpiring: (count, days) => `${count} laufen in ${days} Tagen ab`,
    keysExpired: (count) => `${count} sind abgelaufen`,
    keysUnused: (count, days) => `${count} seit ${days} Tagen unbenutzt`,
    keysFine: "Keiner läuft bald ab, keiner liegt brach.",
    signIns: "Anmeldungen",
    signInsLead: "Sitzungen, die Personen begonnen haben, nach dem Weg der Anmeldung.",
    machineTokens: "Token für Maschinen",
    machineTokensLead: "Zugriffstoken, die Maschinen bekommen haben, nach dem, was sie vorwiesen. Der Gebrauch eines API-Schlüssels selbst zählt nicht.",
    ways: {
      password: "Passwort",
      passkey: "Passkey",
      connection: "Identitätsanbieter",
      magic_link: "Link per E-Mail",
      device: "Gerät",
      api_key: "API-Schlüssel",
      client_credentials: "Client Credentials",
    },
    activeUsers: "Aktive Personen",
    activeUsersLead: "Wer sich angemeldet oder eine Sitzung benutzt hat, jede Person einmal am Tag.",
    activePeople: "Personen",
    failures: "Fehlversuche und Sperren",
    failuresLead: "Abgelehnte Anmeldungen, und wie oft jemand zurückgehalten wurde.",
    failureKinds: {
      failed: "Falsche Passwörter und Codes",
      passkey: "Abgelehnte Passkeys",
      magic_link: "Abgelehnte Anmeldelinks",
      connection: "Abgelehnt nach einem Identitätsanbieter",
      accounts_locked: "Konten zurückgehalten",
      sources_locked: "Adressen zurückgehalten",
    },
    growth: "Wachstum",
    growthLead: "Konten von Personen am Ende jedes Tages.",
    coverage: "Zweite Faktoren",
    coverageLead: "Personen mit Authenticator-App oder Passkey, unter allen aktiven.",
    coverageKinds: { enabled_people: "Alle", people: "Mit zweitem Faktor" },
    nothingYet: "In dieser Zeit wurde nichts gezählt",
    nothingYetWhy: "Bilder entstehen, sobald sich jemand anmeldet.",
    asTable: "Als Tabelle",
    day: "Tag",
    weekOf: "Woche ab",
    byWeek: "Nach Wochen zusammengezählt.",
    setup: "Diese Installation einrichten",
    setupLead: (done, all) => `${done} von ${all} Schritten sind erledigt. Sie haken sich selbst ab.`,
    steps: {
      admin_password: {
        title: "Passwort des Admins ändern",
        why: "Das erste stand beim Start im Terminal und steht vielleicht in einem Protokoll.",
        go: "Ändern",
      },
      second_factor: { title: "Das eigene Konto schützen", why: "Eine Authenticator-App oder ein Passkey neben dem Passwort.", go: "Einrichten" },
      superuser: { title: "Den ersten Superuser anlegen", why: "Der Admin ist für Notfälle da: arbeiten Sie mit einem eigenen Konto.", go: "Konto anlegen" },
      organization: { title: "Die erste Organisation anlegen", why: "Personen, Teams, Workspaces und Schlüssel gehören zu einer.", go: "Anlegen" },
      invitation: { title: "Jemanden einladen", why: "Per E-Mail-Adresse, in Rollen und Teams.", go: "Zu den Organisationen" },
      mail: {
        title: "Einen Mailserver angeben",
        why: "Solange ROSTER_SMTP_URL keinen nennt, bleibt die Post im Postfach dieses Servers.",
        go: "Zu den Einstellungen",
      },
      connection: { title: "Einen Identitätsanbieter verbinden", why: "Anmelden mit Google, Microsoft, GitHub, Okta und anderen.", go: "Verbinden" },
    },
    stepDone: "Erledigt",
    stepOpen: "Offen",
    optional: "freiwillig",
  },
};
