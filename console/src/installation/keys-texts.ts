import type { components } from "../api/schema.d.ts";
import type { Catalogue } from "../texts/language.tsx";

export type SigningKey = components["schemas"]["SigningKey"];
export type KeyState = SigningKey["state"];

interface KeyTexts {
  readonly title: string;
  readonly lead: string;
  readonly key: string;
  readonly states: Readonly<Record<KeyState, string>>;
  readonly meanings: Readonly<Record<KeyState, string>>;
  readonly steps: Readonly<Record<"created" | "activates" | "retires" | "gone", string>>;
  readonly open: string;
  readonly timeline: (kid: string) => string;
  readonly rotate: string;
  readonly rotateTitle: string;
  readonly rotateWhy: string;
  readonly rotateWaiting: string;
  readonly rotated: string;
  readonly remove: string;
  readonly removeTitle: string;
  readonly removeWhy: string;
  readonly removeActive: string;
  readonly removed: string;
}

export const keyTexts: Catalogue<KeyTexts> = {
  en: {
    title: "Signing keys",
    lead: "What access and ID tokens are signed with. Applications read the public halves by themselves; a key is published before it signs, and after.",
    key: "Key",
    states: { next: "Next", active: "Signs", retiring: "Retiring", gone: "Gone" },
    meanings: {
      next: "Published, and does not sign yet: applications learn of it in time.",
      active: "Signs every new token.",
      retiring: "Signs no more; published until the last token that it signed has ended.",
      gone: "Nothing that it signed counts. It is about to be deleted.",
    },
    steps: { created: "Published", activates: "Begins to sign", retires: "Another takes over", gone: "Gone" },
    open: "not planned",
    timeline: (kid) => `Dates of the key ${kid}`,
    rotate: "Rotate",
    rotateTitle: "Prepare the next key?",
    rotateWhy: "A new key is published now and takes over once every application can have read it. Nothing is interrupted, and nobody is signed out.",
    rotateWaiting: "A next key is waiting already: it takes over by itself.",
    rotated: "The next key is published. It takes over by itself.",
    remove: "Remove at once",
    removeTitle: "Remove this key at once?",
    removeWhy:
      "Only for a key that somebody else may have. Every token that it signed is refused from now on: people and machines have to get new ones. To rotate without that, use Rotate.",
    removeActive: "This is the key that signs: a new one takes over at once, which applications may not know yet. Some may refuse tokens for a few minutes.",
    removed: "The key is removed.",
  },
  de: {
    title: "Signaturschlüssel",
    lead: "Damit werden Zugriffs- und ID-Token unterschrieben. Anwendungen lesen die öffentlichen Hälften selbst; ein Schlüssel ist vor und nach seinem Dienst veröffentlicht.",
    key: "Schlüssel",
    states: { next: "Nächster", active: "Unterschreibt", retiring: "Läuft aus", gone: "Vorbei" },
    meanings: {
      next: "Veröffentlicht, unterschreibt aber noch nicht: Anwendungen erfahren rechtzeitig von ihm.",
      active: "Unterschreibt jedes neue Token.",
      retiring: "Unterschreibt nicht mehr; veröffentlicht, bis das letzte seiner Token abgelaufen ist.",
      gone: "Nichts, was er unterschrieben hat, zählt noch. Er wird bald gelöscht.",
    },
    steps: { created: "Veröffentlicht", activates: "Unterschreibt ab", retires: "Ablösung", gone: "Vorbei" },
    open: "nicht geplant",
    timeline: (kid) => `Daten des Schlüssels ${kid}`,
    rotate: "Wechseln",
    rotateTitle: "Den nächsten Schlüssel vorbereiten?",
    rotateWhy:
      "Ein neuer Schlüssel wird jetzt veröffentlicht und übernimmt, sobald ihn jede Anwendung gelesen haben kann. Nichts wird unterbrochen, niemand abgemeldet.",
    rotateWaiting: "Ein nächster Schlüssel wartet schon: er übernimmt von selbst.",
    rotated: "Der nächste Schlüssel ist veröffentlicht. Er übernimmt von selbst.",
    remove: "Sofort entfernen",
    removeTitle: "Diesen Schlüssel sofort entfernen?",
    removeWhy:
      "Nur für einen Schlüssel, den jemand anderes haben könnte. Jedes Token, das er unterschrieben hat, wird ab jetzt abgewiesen: Menschen und Maschinen brauchen neue. Ohne das geht es mit „Wechseln“.",
    removeActive:
      "Dieser Schlüssel unterschreibt gerade: ein neuer übernimmt sofort, den Anwendungen vielleicht noch nicht kennen. Manche weisen dann einige Minuten lang Token ab.",
    removed: "Der Schlüssel ist entfernt.",
  },
};
