import type { Catalogue } from "../texts/language.tsx";
import type { Day, Flag, MoreFlag, Place } from "./search.ts";

interface Choice {
  readonly label: string;
  readonly either: string;
  readonly yes: string;
  readonly no: string;
}

interface ListTexts {
  readonly lead: string;
  readonly filters: Readonly<Record<Flag | MoreFlag, Choice>>;
  readonly places: Readonly<Record<Place, string>>;
  readonly anyPlace: Readonly<Record<Place, string>>;
  readonly days: Readonly<Record<Day, string>>;
  readonly provider: string;
  readonly anyProvider: string;
  readonly moreFilters: (set: number) => string;
  readonly moreFiltersTitle: string;
  readonly activeFilters: string;
  readonly removeFilter: (what: string) => string;
  readonly clearFilters: string;
  readonly columns: string;
  readonly columnsTitle: string;
  readonly pageSize: string;
  readonly rows: (count: number) => string;
  readonly exportCsv: string;
  readonly exportHint: string;
  readonly create: string;
  readonly deleted: string;
  readonly updated: string;
  readonly onboarded: string;
  readonly passwordState: string;
  readonly passwordExpired: string;
  readonly passwordNone: string;
  readonly passwordSet: string;
  readonly identity: string;
  readonly local: string;
}

export const userList: Catalogue<ListTexts> = {
  en: {
    lead: "People and machines that have an account here.",
    filters: {
      is_active: { label: "State", either: "Active or not", yes: "Active", no: "Deactivated" },
      is_superuser: { label: "Rights", either: "All rights", yes: "Superusers", no: "No superusers" },
      is_service_account: { label: "Kind", either: "People and machines", yes: "Machines", no: "People" },
      locked: { label: "Locked", either: "Locked or not", yes: "Held back after failed sign-ins", no: "Not held back" },
      password_expired: { label: "Password", either: "Expired or not", yes: "Expired", no: "Not expired" },
      has_mfa: { label: "Second factor", either: "With or without", yes: "Has one", no: "Has none" },
      is_onboarded: { label: "Onboarding", either: "Done or not", yes: "Done", no: "Not done" },
    },
    places: { organization_id: "Organization", role_id: "Role", team_id: "Team" },
    anyPlace: { organization_id: "Any organization", role_id: "Any role", team_id: "Any team" },
    days: {
      created_after: "Created from",
      created_before: "Created until",
      last_login_after: "Last sign-in from",
      last_login_before: "Last sign-in until",
    },
    provider: "Identity provider",
    anyProvider: "Any, or none",
    moreFilters: (set) => (set === 0 ? "More filters" : `More filters (${set})`),
    moreFiltersTitle: "More filters",
    activeFilters: "Filters that are set",
    removeFilter: (what) => `Remove the filter ${what}`,
    clearFilters: "Clear all",
    columns: "Columns",
    columnsTitle: "Shown columns",
    pageSize: "Rows",
    rows: (count) => `${count} rows`,
    exportCsv: "Export",
    exportHint: "This page, with the columns that are shown, as CSV",
    create: "Create a user",
    deleted: "Deleted users",
    updated: "Changed",
    onboarded: "Onboarded",
    passwordState: "Password",
    passwordExpired: "Expired",
    passwordNone: "None",
    passwordSet: "Set",
    identity: "Signs in with",
    local: "Local account",
  },
  de: {
    lead: "Menschen und Maschinen, die hier ein Konto haben.",
    filters: {
      is_active: { label: "Zustand", either: "Aktiv oder nicht", yes: "Aktiv", no: "Deaktiviert" },
      is_superuser: { label: "Rechte", either: "Alle Rechte", yes: "Superuser", no: "Keine Superuser" },
      is_service_account: { label: "Art", either: "Menschen und Maschinen", yes: "Maschinen", no: "Menschen" },
      locked: { label: "Sperre", either: "Gesperrt oder nicht", yes: "Nach Fehlversuchen gebremst", no: "Nicht gebremst" },
      password_expired: { label: "Passwort", either: "Abgelaufen oder nicht", yes: "Abgelaufen", no: "Nicht abgelaufen" },
      has_mfa: { label: "Zweiter Faktor", either: "Mit oder ohne", yes: "Vorhanden", no: "Nicht vorhanden" },
      is_onboarded: { label: "Einführung", either: "Abgeschlossen oder nicht", yes: "Abgeschlossen", no: "Nicht abgeschlossen" },
    },
    places: { organization_id: "Organisation", role_id: "Rolle", team_id: "Team" },
    anyPlace: { organization_id: "Jede Organisation", role_id: "Jede Rolle", team_id: "Jedes Team" },
    days: {
      created_after: "Angelegt ab",
      created_before: "Angelegt bis",
      last_login_after: "Letzte Anmeldung ab",
      last_login_before: "Letzte Anmeldung bis",
    },
    provider: "Identitätsanbieter",
    anyProvider: "Jeder oder keiner",
    moreFilters: (set) => (set === 0 ? "Weitere Filter" : `Weitere Filter (${set})`),
    moreFiltersTitle: "Weitere Filter",
    activeFilters: "Gesetzte Filter",
    removeFilter: (what) => `Filter entfernen: ${what}`,
    clearFilters: "Alle entfernen",
    columns: "Spalten",
    columnsTitle: "Gezeigte Spalten",
    pageSize: "Zeilen",
    rows: (count) => `${count} Zeilen`,
    exportCsv: "Exportieren",
    exportHint: "Diese Seite mit den gezeigten Spalten als CSV",
    create: "Konto anlegen",
    deleted: "Gelöschte Konten",
    updated: "Geändert",
    onboarded: "Eingeführt",
    passwordState: "Passwort",
    passwordExpired: "Abgelaufen",
    passwordNone: "Keines",
    passwordSet: "Gesetzt",
    identity: "Meldet sich an mit",
    local: "Lokales Konto",
  },
};
