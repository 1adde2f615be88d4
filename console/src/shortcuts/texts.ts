import type { Catalogue } from "../texts/language.tsx";

type Key = "palette" | "search" | "help" | "walk" | "ends" | "select" | "open";

interface ShortcutTexts {
  readonly title: string;
  readonly everywhere: string;
  readonly homeEnd: string;
  readonly go: string;
  readonly tables: string;
  readonly keys: Readonly<Record<Key, string>>;
  readonly or: string;
  readonly inTurn: string;
  readonly on: string;
  readonly onWhy: string;
}

/** What keys do. */
export const shortcuts: Catalogue<ShortcutTexts> = {
  en: {
    title: "Keyboard",
    everywhere: "Everywhere",
    homeEnd: "Home End",
    go: "Go to",
    tables: "In tables, from a row that has the focus",
    keys: {
      palette: "Search or go to",
      search: "Search this page",
      help: "This help",
      walk: "Next and previous row",
      ends: "First and last row",
      select: "Select",
      open: "Open",
    },
    or: "or",
    inTurn: "then",
    on: "Single keys",
    onWhy: "Off, the keys ?, / and g do nothing. Tables and Ctrl-K are not concerned. This browser remembers it.",
  },
  de: {
    title: "Tastatur",
    everywhere: "Überall",
    homeEnd: "Pos1 Ende",
    go: "Gehen zu",
    tables: "In Tabellen, von einer Zeile mit dem Fokus aus",
    keys: {
      palette: "Suchen oder gehen zu",
      search: "Auf dieser Seite suchen",
      help: "Diese Hilfe",
      walk: "Nächste und vorige Zeile",
      ends: "Erste und letzte Zeile",
      select: "Auswählen",
      open: "Öffnen",
    },
    or: "oder",
    inTurn: "dann",
    on: "Einzelne Tasten",
    onWhy: "Ausgeschaltet tun die Tasten ?, / und g nichts. Tabellen und Strg-K bleiben. Dieser Browser merkt es sich.",
  },
};
