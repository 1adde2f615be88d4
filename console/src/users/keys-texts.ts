import type { Catalogue } from "../texts/language.tsx";

interface KeysTexts {
  readonly title: string;
  readonly table: string;
  readonly lead: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly delete: string;
  readonly deleteOne: (name: string) => string;
  readonly deleteWhy: string;
  readonly deleted: (name: string) => string;
}

export const keysTexts: Catalogue<KeysTexts> = {
  en: {
    title: "API keys",
    table: "Keys of the account",
    lead: "What is known of the account's keys; the keys themselves are not kept.",
    none: "No API keys",
    noneWhy: "People make their own under their account, service accounts get theirs in their organization.",
    delete: "Delete",
    deleteOne: (name) => `Delete the key ${name}`,
    deleteWhy: "It stops working at once, wherever it is in use, and cannot be brought back.",
    deleted: (name) => `The key ${name} is deleted.`,
  },
  de: {
    title: "API-Schlüssel",
    table: "Schlüssel des Kontos",
    lead: "Was von den Schlüsseln des Kontos bekannt ist; die Schlüssel selbst werden nicht aufgehoben.",
    none: "Keine API-Schlüssel",
    noneWhy: "Menschen legen ihre in ihrem Konto an, Dienstkonten bekommen ihre in ihrer Organisation.",
    delete: "Löschen",
    deleteOne: (name) => `Schlüssel löschen: ${name}`,
    deleteWhy: "Er gilt sofort nicht mehr, wo auch immer er benutzt wird, und lässt sich nicht zurückholen.",
    deleted: (name) => `Der Schlüssel ${name} ist gelöscht.`,
  },
};
