import type { AuditTarget } from "../api/audited.ts";
import type { Catalogue } from "../texts/language.tsx";

/** A thing as sentences speak of it. */
export interface Phrase {
  /** As what something is done to. */
  readonly it: string;
  /** As German says it behind "mit", "von" and "aus"; in English the same. */
  readonly dative: string;
}

/** Accounts and service accounts are the same to the log, and two things to people. */
export type Thing = AuditTarget | "service_account";

interface ThingTexts {
  /** What it is called in a list of choices. */
  readonly label: string;
  /** Any of them. */
  readonly one: Phrase;
  readonly named: (name: string) => Phrase;
  /** That of whoever did it. */
  readonly own?: Phrase;
}

const same = (it: string): Phrase => ({ it, dative: it });

/** @param joint what stands between the thing and its name */
function english(noun: string, joint = ""): ThingTexts {
  return {
    label: `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`,
    one: same(`${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`),
    named: (name) => same(`the ${noun}${joint} ${name}`),
  };
}

const GENDERS = {
  m: { the: ["den", "dem"], a: ["einen", "einem"] },
  f: { the: ["die", "der"], a: ["eine", "einer"] },
  n: { the: ["das", "dem"], a: ["ein", "einem"] },
} as const;

/** @param joint what stands between the thing and its name */
function german(gender: keyof typeof GENDERS, noun: string, joint = ""): ThingTexts {
  const { the, a } = GENDERS[gender];
  const phrase = ([it, dative]: readonly [string, string], rest: string) => ({ it: `${it} ${rest}`, dative: `${dative} ${rest}` });
  return { label: noun, one: phrase(a, noun), named: (name) => phrase(the, `${noun}${joint} ${name}`) };
}

/** What the audit log speaks of. */
export const things: Catalogue<Readonly<Record<Thing, ThingTexts>>> = {
  en: {
    api_key: english("API key"),
    application: english("application"),
    connection: english("sign-in connection"),
    device: english("device"),
    installation: { label: "Installation", one: same("the installation"), named: () => same("the installation") },
    invitation: english("invitation", " to"),
    organization: english("organization"),
    passkey: english("passkey"),
    project: english("project"),
    resource: english("resource"),
    role: english("role"),
    service_account: english("service account"),
    session: { ...english("session"), named: (name) => same(`a session of ${name}`), own: same("a session of their own") },
    signing_key: english("signing key"),
    team: english("team"),
    user: { ...english("account", " of"), own: same("their own account") },
    workspace: english("workspace"),
  },
  de: {
    api_key: german("m", "API-Schlüssel"),
    application: german("f", "Anwendung"),
    connection: german("f", "Anmelde-Verbindung"),
    device: german("n", "Gerät"),
    installation: {
      label: "Installation",
      one: { it: "die Installation", dative: "der Installation" },
      named: () => ({ it: "die Installation", dative: "der Installation" }),
    },
    invitation: german("f", "Einladung", " an"),
    organization: german("f", "Organisation"),
    passkey: german("m", "Passkey"),
    project: german("n", "Projekt"),
    resource: german("f", "Ressource"),
    role: german("f", "Rolle"),
    service_account: german("n", "Dienstkonto"),
    session: {
      ...german("f", "Sitzung"),
      named: (name) => ({ it: `eine Sitzung von ${name}`, dative: `einer Sitzung von ${name}` }),
      own: { it: "eine eigene Sitzung", dative: "einer eigenen Sitzung" },
    },
    signing_key: german("m", "Signaturschlüssel"),
    team: german("n", "Team"),
    user: { ...german("n", "Konto", " von"), own: { it: "das eigene Konto", dative: "dem eigenen Konto" } },
    workspace: german("m", "Workspace"),
  },
};
