import type { Catalogue } from "../texts/language.tsx";

interface UserTexts {
  readonly title: string;
  readonly searchHint: string;
  readonly fields: Readonly<
    Record<
      "name" | "username" | "email" | "company" | "job_title" | "created" | "last_login" | "avatar_url" | "metadata" | "is_active" | "is_superuser",
      string
    >
  >;
  readonly state: string;
  readonly inactive: string;
  readonly active: string;
  readonly superuser: string;
  readonly machine: string;
  readonly table: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly clear: string;
  readonly profile: string;
}

export const users: Catalogue<UserTexts> = {
  en: {
    title: "Users",
    searchHint: "Part of a name, username or e-mail address",
    fields: {
      name: "Name",
      username: "Username",
      email: "E-mail address",
      company: "Company",
      job_title: "Job title",
      created: "Created",
      last_login: "Last sign-in",
      avatar_url: "Picture",
      metadata: "Metadata",
      is_active: "Active",
      is_superuser: "Superuser",
    },
    state: "State",
    inactive: "Deactivated",
    active: "Active",
    superuser: "Superuser",
    machine: "Machine",
    table: "Users",
    none: "No account fits",
    noneWhy: "Search for less, or clear the filters.",
    clear: "Clear search and filters",
    profile: "Profile",
  },
  de: {
    title: "Konten",
    searchHint: "Teil von Name, Benutzername oder E-Mail-Adresse",
    fields: {
      name: "Name",
      username: "Benutzername",
      email: "E-Mail-Adresse",
      company: "Firma",
      job_title: "Position",
      created: "Angelegt",
      last_login: "Letzte Anmeldung",
      avatar_url: "Bild",
      metadata: "Metadaten",
      is_active: "Aktiv",
      is_superuser: "Superuser",
    },
    state: "Zustand",
    inactive: "Deaktiviert",
    active: "Aktiv",
    superuser: "Superuser",
    machine: "Maschine",
    table: "Konten",
    none: "Kein Konto passt",
    noneWhy: "Suchen Sie nach weniger, oder leeren Sie die Filter.",
    clear: "Suche und Filter leeren",
    profile: "Profil",
  },
};
