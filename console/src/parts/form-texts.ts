import type { Catalogue } from "../texts/language.tsx";

interface FormTexts {
  readonly saved: string;
  readonly meanwhile: string;
  readonly meanwhileWhy: string;
  readonly meanwhileMerged: string;
  readonly theirs: (field: string) => string;
  readonly takeTheirs: string;
  readonly add: string;
  readonly addTo: (list: string) => string;
  readonly numbered: (list: string, at: number) => string;
  readonly removeNumbered: (list: string, at: number) => string;
}

/** What forms of lists and choices say. */
export const formTexts: Catalogue<FormTexts> = {
  en: {
    saved: "Saved.",
    meanwhile: "Somebody else changed this meanwhile",
    meanwhileWhy:
      "Nothing of yours is lost: it is still filled in. Of the fields that both of you changed, yours is kept when you save, unless you take theirs.",
    meanwhileMerged: "You changed different fields: yours are still filled in, theirs were added. Look, then save again.",
    theirs: (field) => `${field}, as it stands now`,
    takeTheirs: "Take this",
    add: "Add",
    addTo: (list) => `Add: ${list}`,
    numbered: (list, at) => `${list}, ${at}`,
    removeNumbered: (list, at) => `Remove: ${list}, ${at}`,
  },
  de: {
    saved: "Gespeichert.",
    meanwhile: "Jemand anderes hat das inzwischen geändert",
    meanwhileWhy:
      "Von Ihren Eingaben ist nichts verloren: sie stehen noch da. Wo beide dasselbe Feld geändert haben, bleibt beim Speichern Ihres, wenn Sie nicht das andere übernehmen.",
    meanwhileMerged: "Sie haben verschiedene Felder geändert: Ihre stehen noch da, die anderen kamen dazu. Sehen Sie nach und speichern Sie noch einmal.",
    theirs: (field) => `${field}, jetzt gespeichert`,
    takeTheirs: "Übernehmen",
    add: "Hinzufügen",
    addTo: (list) => `Hinzufügen: ${list}`,
    numbered: (list, at) => `${list}, ${at}`,
    removeNumbered: (list, at) => `Entfernen: ${list}, ${at}`,
  },
};
