import type { Catalogue } from "../texts/language.tsx";

interface ActivityTexts {
  readonly title: string;
  readonly lead: string;
  readonly which: string;
  readonly about: string;
  readonly by: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly changed: (field: string, before: string, after: string) => string;
  readonly empty: string;
  readonly raw: string;
}

export const activityTexts: Catalogue<ActivityTexts> = {
  en: {
    title: "Activity",
    lead: "What the audit log has of this account, the latest first.",
    which: "Which entries",
    about: "About this account",
    by: "By this account",
    none: "Nothing yet",
    noneWhy: "What is changed is listed here.",
    changed: (field, before, after) => `${field}: from ${before} to ${after}`,
    empty: "nothing",
    raw: "The whole entry",
  },
  de: {
    title: "Verlauf",
    lead: "Was das Protokoll von diesem Konto hat, das Neueste zuerst.",
    which: "Welche Einträge",
    about: "Über dieses Konto",
    by: "Von diesem Konto",
    none: "Noch nichts",
    noneWhy: "Was geändert wird, steht hier.",
    changed: (field, before, after) => `${field}: von ${before} zu ${after}`,
    empty: "nichts",
    raw: "Der ganze Eintrag",
  },
};
