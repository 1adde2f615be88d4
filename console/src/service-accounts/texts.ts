import type { Catalogue } from "../texts/language.tsx";

interface ServiceAccountTexts {
  readonly title: string;
  readonly lead: string;
  readonly one: string;
  readonly searchHint: string;
  readonly state: string;
  readonly anyState: string;
  readonly active: string;
  readonly inactive: string;
  readonly username: string;
  readonly usernameHint: string;
  readonly description: string;
  readonly owner: string;
  readonly ownerHint: string;
  readonly ownerChange: string;
  readonly role: string;
  readonly roleHint: string;
  readonly created: string;
  readonly lastUsed: string;
  readonly id: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly noneWhyReader: string;
  readonly noneFits: string;
  readonly noneFitsWhy: string;
  readonly clear: string;
  readonly create: string;
  readonly createTitle: string;
  readonly made: (name: string) => string;
  readonly about: string;
  readonly edit: string;
  readonly editTitle: string;
  readonly saved: (name: string) => string;
  readonly roles: string;
  readonly rolesLead: string;
  readonly keysLead: string;
  readonly deactivate: string;
  readonly activate: string;
  readonly deactivated: (name: string) => string;
  readonly activated: (name: string) => string;
  readonly remove: string;
  readonly removeTitle: (name: string) => string;
  readonly removeWhy: string;
  readonly removed: (name: string) => string;
}

export const serviceAccounts: Catalogue<ServiceAccountTexts> = {
  en: {
    title: "Service accounts",
    lead: "Accounts of programs: they sign in with keys of their own.",
    one: "Service account",
    searchHint: "Part of a username",
    state: "State",
    anyState: "Active or not",
    active: "Active",
    inactive: "Deactivated",
    username: "Username",
    usernameHint: "Unique among all accounts: letters, digits, and - _ . @",
    description: "Description",
    owner: "Answers for it",
    ownerHint: "A member of the organization. Nobody chosen: you.",
    ownerChange: "A member of the organization. Nobody chosen: it stays as it is.",
    role: "Role in the organization",
    roleHint: "Optional. Roles in workspaces and projects are given there.",
    created: "Created",
    lastUsed: "Last sign-in",
    id: "Id",
    none: "There are no service accounts yet",
    noneWhy: "Create one for each program that works here, so that none uses a person's password.",
    noneWhyReader: "Whoever administers the organization can create one.",
    noneFits: "No service account fits",
    noneFitsWhy: "Search for less, or clear the filters.",
    clear: "Clear search and filters",
    create: "Create service account",
    createTitle: "Create a service account",
    made: (name) => `The service account ${name} was created. Give it a key now.`,
    about: "About",
    edit: "Edit",
    editTitle: "Edit the service account",
    saved: (name) => `The service account ${name} was changed.`,
    roles: "Roles",
    rolesLead: "What it holds in the whole organization. Roles in a workspace or a project are given there.",
    keysLead: "What it signs in with. Only fingerprints of them are kept.",
    deactivate: "Deactivate",
    activate: "Activate",
    deactivated: (name) => `${name} is deactivated: its keys do not work any more.`,
    activated: (name) => `${name} is active.`,
    remove: "Delete",
    removeTitle: (name) => `Delete ${name}`,
    removeWhy: "For good, with its keys and roles. To try whether it is still needed, deactivate it first.",
    removed: (name) => `The service account ${name} was deleted.`,
  },
  de: {
    title: "Dienstkonten",
    lead: "Konten von Programmen: sie melden sich mit eigenen Schlüsseln an.",
    one: "Dienstkonto",
    searchHint: "Teil eines Benutzernamens",
    state: "Zustand",
    anyState: "Aktiv oder nicht",
    active: "Aktiv",
    inactive: "Deaktiviert",
    username: "Benutzername",
    usernameHint: "Einmalig unter allen Konten: Buchstaben, Ziffern und - _ . @",
    description: "Beschreibung",
    owner: "Verantwortlich",
    ownerHint: "Ein Mitglied der Organisation. Ohne Auswahl: Sie.",
    ownerChange: "Ein Mitglied der Organisation. Ohne Auswahl bleibt es, wie es ist.",
    role: "Rolle in der Organisation",
    roleHint: "Freiwillig. Rollen in Workspaces und Projekten werden dort gegeben.",
    created: "Angelegt",
    lastUsed: "Letzte Anmeldung",
    id: "Id",
    none: "Es gibt noch keine Dienstkonten",
    noneWhy: "Legen Sie für jedes Programm, das hier arbeitet, eines an, damit keines das Passwort eines Menschen benutzt.",
    noneWhyReader: "Wer die Organisation verwaltet, kann eines anlegen.",
    noneFits: "Kein Dienstkonto passt",
    noneFitsWhy: "Suchen Sie nach weniger, oder leeren Sie die Filter.",
    clear: "Suche und Filter leeren",
    create: "Dienstkonto anlegen",
    createTitle: "Dienstkonto anlegen",
    made: (name) => `Das Dienstkonto ${name} ist angelegt. Geben Sie ihm jetzt einen Schlüssel.`,
    about: "Angaben",
    edit: "Bearbeiten",
    editTitle: "Dienstkonto bearbeiten",
    saved: (name) => `Das Dienstkonto ${name} ist geändert.`,
    roles: "Rollen",
    rolesLead: "Was es in der ganzen Organisation hat. Rollen in einem Workspace oder Projekt werden dort gegeben.",
    keysLead: "Womit es sich anmeldet. Hier bleiben nur Fingerabdrücke davon.",
    deactivate: "Deaktivieren",
    activate: "Aktivieren",
    deactivated: (name) => `${name} ist deaktiviert: seine Schlüssel gelten nicht mehr.`,
    activated: (name) => `${name} ist aktiv.`,
    remove: "Löschen",
    removeTitle: (name) => `${name} löschen`,
    removeWhy: "Endgültig, mit seinen Schlüsseln und Rollen. Um zu prüfen, ob es noch gebraucht wird, deaktivieren Sie es erst.",
    removed: (name) => `Das Dienstkonto ${name} ist gelöscht.`,
  },
};
