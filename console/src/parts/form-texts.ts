import type { Catalogue } from "../texts/language.tsx";

interface FormTexts {
  readonly saved: string;
  readonly unsaved: string;
  readonly add: string;
  readonly addTo: (list: string) => string;
  readonly numbered: (list: string, at: number) => string;
  readonly removeNumbered: (list: string, at: number) => string;
}

/** What forms of lists and choices say. */
export const formTexts: Catalogue<FormTexts> = {
  en: {
    saved: "Saved.",
    unsaved: "Not saved yet.",
    add: "Add",
    addTo: (list) => `Add: ${list}`,
    numbered: (list, at) => `${list}, ${at}`,
    removeNumbered: (list, at) => `Remove: ${list}, ${at}`,
  },
  de: {
    saved: "Gespeichert.",
    unsaved: "Noch nicht gespeichert.",
    add: "Hinzufügen",
    addTo: (list) => `Hinzufügen: ${list}`,
    numbered: (list, at) => `${list}, ${at}`,
    removeNumbered: (list, at) => `Entfernen: ${list}, ${at}`,
  },
};
