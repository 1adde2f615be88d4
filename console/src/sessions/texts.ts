import type { Catalogue } from "../texts/language.tsx";

interface SessionTexts {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly today: string;
  readonly yesterday: string;
  readonly current: string;
  readonly kinds: Readonly<Record<"browser" | "token" | "application" | "device", string>>;
  readonly unknown: string;
  readonly since: string;
  readonly lastUsed: string;
  readonly end: string;
  readonly endOne: (what: string) => string;
  readonly ended: string;
  readonly endAll: string;
  readonly endAllWhy: string;
  readonly endAllOwnWhy: string;
  readonly endedAll: (count: number) => string;
  readonly more: string;
  readonly consents: string;
  readonly consentsTable: string;
  readonly consentsLead: string;
  readonly noConsents: string;
  readonly agreed: string;
  readonly withdraw: string;
  readonly withdrawOne: (application: string) => string;
  readonly withdrawWhy: string;
  readonly withdrawn: (application: string) => string;
  readonly application: string;
  readonly scopes: string;
}

export const sessionTexts: Catalogue<SessionTexts> = {
  en: {
    title: "Sessions and devices",
    lead: "Where the account is signed in, by the day on which that began.",
    none: "Signed in nowhere.",
    noneWhy: "Browsers, applications and devices are listed here while they are signed in.",
    today: "Today",
    yesterday: "Yesterday",
    current: "This session",
    kinds: { browser: "Browser", token: "Token", application: "Application", device: "Device, let in with a code" },
    unknown: "Unknown program",
    since: "Since",
    lastUsed: "Last used",
    end: "End",
    endOne: (what) => `End the session ${what}`,
    ended: "The session has ended.",
    endAll: "Sign out everywhere",
    endAllWhy: "Every session of the account ends at once: in browsers, applications and on devices. API keys go on working.",
    endAllOwnWhy: "Every other session of yours ends at once: in browsers, applications and on devices. This one stays, and API keys go on working.",
    endedAll: (count) => (count === 1 ? "One session has ended." : `${count} sessions have ended.`),
    more: "Show more",
    consents: "What applications may do",
    consentsTable: "Consents",
    consentsLead: "What the account has agreed to. An application whose consent is withdrawn asks again.",
    noConsents: "No application has been agreed to.",
    agreed: "Agreed",
    withdraw: "Withdraw",
    withdrawOne: (application) => `Withdraw the consent for ${application}`,
    withdrawWhy: "What it holds for the account ends at once, and it asks again next time.",
    withdrawn: (application) => `The consent for ${application} is withdrawn.`,
    application: "Application",
    scopes: "May",
  },
  de: {
    title: "Sitzungen und Geräte",
    lead: "Wo das Konto angemeldet ist, nach dem Tag, an dem es begann.",
    none: "Nirgends angemeldet.",
    noneWhy: "Browser, Anwendungen und Geräte stehen hier, solange sie angemeldet sind.",
    today: "Heute",
    yesterday: "Gestern",
    current: "Diese Sitzung",
    kinds: { browser: "Browser", token: "Token", application: "Anwendung", device: "Gerät, mit einem Code eingelassen" },
    unknown: "Unbekanntes Programm",
    since: "Seit",
    lastUsed: "Zuletzt benutzt",
    end: "Beenden",
    endOne: (what) => `Sitzung beenden: ${what}`,
    ended: "Die Sitzung ist beendet.",
    endAll: "Überall abmelden",
    endAllWhy: "Alle Sitzungen des Kontos enden sofort: in Browsern, Anwendungen und auf Geräten. API-Schlüssel gelten weiter.",
    endAllOwnWhy: "Alle Ihre anderen Sitzungen enden sofort: in Browsern, Anwendungen und auf Geräten. Diese bleibt, und API-Schlüssel gelten weiter.",
    endedAll: (count) => (count === 1 ? "Eine Sitzung ist beendet." : `${count} Sitzungen sind beendet.`),
    more: "Mehr zeigen",
    consents: "Was Anwendungen dürfen",
    consentsTable: "Zustimmungen",
    consentsLead: "Wozu das Konto zugestimmt hat. Eine Anwendung, deren Zustimmung zurückgenommen ist, fragt wieder.",
    noConsents: "Keiner Anwendung wurde zugestimmt.",
    agreed: "Zugestimmt",
    withdraw: "Zurücknehmen",
    withdrawOne: (application) => `Zustimmung zurücknehmen: ${application}`,
    withdrawWhy: "Was sie für das Konto hat, endet sofort, und beim nächsten Mal fragt sie wieder.",
    withdrawn: (application) => `Die Zustimmung für ${application} ist zurückgenommen.`,
    application: "Anwendung",
    scopes: "Darf",
  },
};
