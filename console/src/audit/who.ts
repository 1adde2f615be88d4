import type { Catalogue } from "../texts/language.tsx";

interface WhoTexts {
  readonly system: (name: string | null) => string;
  readonly nobody: string;
  /** @param id the beginning of the id of an account that is no more */
  readonly gone: (id: string) => string;
  /** What was done, where that has no words. */
  readonly other: (action: string, target: string) => string;
}

/** Who does what the audit log tells of, where that is no account with a name. */
export const who: Catalogue<WhoTexts> = {
  en: {
    system: (name) => (name === null ? "The system" : `The system (${name})`),
    nobody: "Somebody who was not signed in",
    gone: (id) => `An account that is gone (${id})`,
    other: (action, target) => `did “${action}” to ${target}`,
  },
  de: {
    system: (name) => (name === null ? "Das System" : `Das System (${name})`),
    nobody: "Jemand ohne Anmeldung",
    gone: (id) => `Ein gelöschtes Konto (${id})`,
    other: (action, target) => `hat „${action}“ getan: ${target}`,
  },
};
