import { isolated } from "../../kernel/text.ts";
import type { LinkPurpose } from "./store.ts";

interface Texts {
  readonly subject: (name: string) => string;
  readonly lead: (name: string) => string;
  readonly link: string;
  readonly once: (minutes: number) => string;
  readonly ignore: string;
  /** Where an administrator asked for it. */
  readonly administrator?: { readonly lead: (name: string) => string; readonly ignore: string };
}

type Language = "en" | "de";

const TEXTS: Readonly<Record<Language, Readonly<Record<LinkPurpose, Texts>>>> = {
  en: {
    password_reset: {
      subject: (name) => `Choose a new password for ${name}`,
      lead: (name) => `Somebody, probably you, asked for a new password for your account at ${name}.`,
      link: "Choose a new password",
      once: (minutes) => `The link works once, for ${minutes} minutes.`,
      ignore: "If it was not you, there is nothing to do: your password stays as it is.",
      administrator: {
        lead: (name) => `An administrator asks you to choose a new password for your account at ${name}.`,
        ignore: "Once it is chosen, you are signed out everywhere else.",
      },
    },
    magic_link: {
      subject: (name) => `Sign in to ${name}`,
      lead: (name) => `Somebody, probably you, asked for a link to sign in to ${name}.`,
      link: "Sign in",
      once: (minutes) => `The link works once, for ${minutes} minutes.`,
      ignore: "If it was not you, do not follow it and do not hand it on.",
    },
  },
  de: {
    password_reset: {
      subject: (name) => `Neues Passwort für ${name}`,
      lead: (name) => `Jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto bei ${name} angefordert.`,
      link: "Neues Passwort wählen",
      once: (minutes) => `Der Link gilt einmal und ${minutes} Minuten lang.`,
      ignore: "Falls Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.",
      administrator: {
        lead: (name) => `Die Verwaltung bittet Sie, ein neues Passwort für Ihr Konto bei ${name} zu wählen.`,
        ignore: "Sobald es gewählt ist, sind Sie überall sonst abgemeldet.",
      },
    },
    magic_link: {
      subject: (name) => `Anmelden bei ${name}`,
      lead: (name) => `Jemand, vermutlich Sie, hat einen Link zum Anmelden bei ${name} angefordert.`,
      link: "Anmelden",
      once: (minutes) => `Der Link gilt einmal und ${minutes} Minuten lang.`,
      ignore: "Falls Sie es nicht waren, folgen Sie ihm nicht und geben Sie ihn nicht weiter.",
    },
  },
};

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

export interface LinkMail {
  readonly purpose: LinkPurpose;
  readonly language: Language;
  /** The installation's name. */
  readonly name: string;
  readonly address: string;
  /** Seconds that the link is good for. */
  readonly lifetime: number;
  /** An administrator asked for it, not the owner of the account. */
  readonly byAdministrator?: boolean;
}

/** The mail with a link, as text and as HTML. */
export function linkMessage({ purpose, language, name, address, lifetime, byAdministrator = false }: LinkMail): {
  subject: string;
  text: string;
  html: string;
} {
  const t = TEXTS[language][purpose];
  const { lead, ignore } = (byAdministrator && t.administrator) || t;
  const lines = [lead(isolated(name)), `${t.once(Math.round(lifetime / 60))} ${ignore}`] as const;
  return {
    subject: t.subject(isolated(name)),
    text: `${lines[0]}\n\n${t.link}: ${address}\n\n${lines[1]}\n`,
    html: `<!doctype html><html lang="${language}"><body><p>${escaped(lines[0])}</p><p><a href="${escaped(address)}">${t.link}</a></p><p>${escaped(lines[1])}</p></body></html>`,
  };
}
