import type { Catalogue } from "../texts/language.tsx";

interface PaletteTexts {
  readonly open: string;
  /** The key that is held, where it is not Command. */
  readonly control: string;
  readonly label: string;
  readonly hint: string;
  readonly nothing: string;
  readonly pages: string;
  readonly users: string;
  readonly organizations: string;
  readonly actions: string;
  readonly light: string;
  readonly dark: string;
  readonly newApplication: string;
}

export const palette: Catalogue<PaletteTexts> = {
  en: {
    open: "Search or go to",
    control: "Ctrl",
    label: "Search users, organizations, pages and actions",
    hint: "A name, an e-mail address, a page …",
    nothing: "Nothing found",
    pages: "Pages",
    users: "Users",
    organizations: "Organizations",
    actions: "Actions",
    light: "Use light colours",
    dark: "Use dark colours",
    newApplication: "New application",
  },
  de: {
    open: "Suchen oder gehen zu",
    control: "Strg",
    label: "Konten, Organisationen, Seiten und Aktionen suchen",
    hint: "Ein Name, eine E-Mail-Adresse, eine Seite …",
    nothing: "Nichts gefunden",
    pages: "Seiten",
    users: "Konten",
    organizations: "Organisationen",
    actions: "Aktionen",
    light: "Helle Farben benutzen",
    dark: "Dunkle Farben benutzen",
    newApplication: "Neue Anwendung",
  },
};
