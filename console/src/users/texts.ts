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
  readonly save: string;
  readonly saved: string;
  readonly unchanged: string;
  readonly conflict: string;
  readonly conflictWhy: string;
  readonly conflictMerged: string;
  readonly yours: string;
  readonly theirs: string;
  readonly choiceOf: (field: string) => string;
  readonly empty: string;
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
    inactive: "Inactive",
    active: "Active",
    superuser: "Superuser",
    machine: "Machine",
    table: "Users",
    none: "No account fits",
    noneWhy: "Search for less, or clear the filters.",
    clear: "Clear search and filters",
    profile: "Profile",
    save: "Save",
    saved: "Saved.",
    unchanged: "Nothing to save.",
    conflict: "Somebody else changed this account meanwhile",
    conflictWhy: "Nothing of yours is lost, and nothing of theirs is overwritten yet. Choose where both of you changed the same field, then save again.",
    conflictMerged: "You changed different fields: yours are still filled in, theirs were added. Look, then save again.",
    yours: "Yours",
    theirs: "Theirs",
    choiceOf: (field) => `${field}: which one stays`,
    empty: "(empty)",
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
    inactive: "Inaktiv",
    active: "Aktiv",
    superuser: "Superuser",
    machine: "Maschine",
    table: "Konten",
    none: "Kein Konto passt",
    noneWhy: "Suchen Sie nach weniger, oder leeren Sie die Filter.",
    clear: "Suche und Filter leeren",
    profile: "Profil",
    save: "Speichern",
    saved: "Gespeichert.",
    unchanged: "Nichts zu speichern.",
    conflict: "Jemand anderes hat dieses Konto inzwischen geändert",
    conflictWhy:
      "Von Ihren Änderungen ist nichts verloren, und die anderen sind noch nicht überschrieben. Wählen Sie, wo beide dasselbe Feld geändert haben, und speichern Sie noch einmal.",
    conflictMerged: "Sie haben verschiedene Felder geändert: Ihre stehen noch da, die anderen kamen dazu. Sehen Sie nach und speichern Sie noch einmal.",
    yours: "Ihres",
    theirs: "Das andere",
    choiceOf: (field) => `${field}: was bleibt`,
    empty: "(leer)",
  },
};
