import type { components } from "../api/schema.d.ts";
import type { Catalogue } from "../texts/language.tsx";

export type Setting = components["schemas"]["Setting"];
export type Job = components["schemas"]["Job"];
export type Mail = components["schemas"]["Mail"];
export type SystemStatus = components["schemas"]["SystemStatus"];

interface StateTexts {
  readonly settings: {
    readonly title: string;
    readonly lead: string;
    readonly only: string;
    readonly name: string;
    readonly value: string;
    readonly origin: string;
    readonly origins: Readonly<Record<Setting["origin"], string>>;
    readonly fallback: string;
    readonly secretSet: string;
    readonly secretUnset: string;
    readonly none: string;
    readonly noneWhy: string;
    readonly clear: string;
    readonly hint: string;
  };
  readonly jobs: {
    readonly title: string;
    readonly lead: string;
    readonly job: string;
    readonly names: Readonly<Record<Job["name"], string>>;
    readonly state: string;
    readonly states: Readonly<Record<Job["state"], string>>;
    readonly last: string;
    readonly took: string;
    readonly done: string;
    readonly waits: string;
    readonly givenUp: (count: string) => string;
    readonly next: string;
    readonly notYet: string;
    readonly failures: string;
  };
  readonly mail: {
    readonly title: string;
    readonly lead: string;
    readonly recipient: string;
    readonly subject: string;
    readonly state: string;
    readonly states: Readonly<Record<Mail["status"], string>>;
    readonly problem: string;
    readonly attempts: string;
    readonly created: string;
    readonly expires: string;
    readonly none: string;
    readonly noneWhy: string;
  };
  readonly health: {
    readonly title: string;
    readonly lead: string;
    readonly ready: string;
    readonly notReady: string;
    readonly database: string;
    readonly process: string;
    readonly version: string;
    readonly latency: string;
    readonly size: string;
    readonly connections: string;
    readonly connectionsOf: (used: number, idle: number, waiting: number) => string;
    readonly migrations: string;
    readonly migrationsOf: (applied: number, newest: string) => string;
    readonly missing: string;
    readonly node: string;
    readonly platform: string;
    readonly uptime: string;
    readonly since: string;
    readonly memory: string;
    readonly memoryOf: (resident: string, used: string) => string;
  };
}

export const stateTexts: Catalogue<StateTexts> = {
  en: {
    settings: {
      title: "Settings",
      lead: "As this process has them, and where each came from. They are given when it starts: as flags, in the environment, or in a file.",
      only: "Only changed ones",
      name: "Setting",
      value: "Value",
      origin: "From",
      origins: { flag: "Flag", environment: "Environment", file: "File", default: "Default" },
      fallback: "Default",
      secretSet: "Set, and never shown",
      secretUnset: "Not set",
      none: "No setting fits",
      noneWhy: "Search for less, or show all of them.",
      clear: "Show all",
      hint: "Part of a name, or of what it does",
    },
    jobs: {
      title: "Jobs",
      lead: "What is done in the background, in the process that answers. Each process does all of it; what waits is of the whole installation.",
      job: "Job",
      names: {
        sessions: "Sessions that ended",
        device_requests: "Unanswered devices",
        devices: "Old devices",
        failures: "Failed sign-ins",
        idempotency_keys: "Kept answers",
        accounts: "Deleted accounts",
        organizations: "Deleted organizations",
        client_secrets: "Expired client secrets",
        signing_keys: "Old signing keys",
        codes_and_tokens: "Expired codes and tokens",
        links: "Expired links",
        invitations: "Old invitations",
        expired_mail: "Expired mail",
        passkey_challenges: "Used passkey challenges",
        pending_sign_ins: "Unfinished sign-ins",
        key_rotation: "Next signing key",
        link_requests: "Requests for links",
        mail: "Sending mail",
        logout_notices: "Back-channel logout",
        statistics: "Statistics",
      },
      state: "State",
      states: { not_yet: "Not yet", running: "Running", done: "Done", failed: "Failed" },
      last: "Last run",
      took: "Took",
      done: "Did",
      waits: "Waits",
      givenUp: (count) => `${count} given up`,
      next: "Next run",
      notYet: "Not since the start",
      failures: "What went wrong",
    },
    mail: {
      title: "Mail",
      lead: "What waits to be sent, and what could not be. What a message says is not shown: it may let somebody in.",
      recipient: "To",
      subject: "Subject",
      state: "State",
      states: { waiting: "Waits", failed: "Given up" },
      problem: "What the mail server said",
      attempts: "Tries",
      created: "Written",
      expires: "Worth sending until",
      none: "Nothing waits, and nothing failed",
      noneWhy: "What was sent is not kept.",
    },
    health: {
      title: "Health",
      lead: "How the process that answers and its database are, every ten seconds while you look.",
      ready: "Ready",
      notReady: "Not ready",
      database: "Database",
      process: "Process",
      version: "Version",
      latency: "Latency",
      size: "Size",
      connections: "Connections",
      connectionsOf: (used, idle, waiting) => `${used} used, ${idle} idle, ${waiting} wait`,
      migrations: "Migrations",
      migrationsOf: (applied, newest) => `${applied}, up to ${newest}`,
      missing: "Missing",
      node: "Node.js",
      platform: "Platform",
      uptime: "Uptime",
      since: "Since",
      memory: "Memory",
      memoryOf: (resident, used) => `${resident}, of it ${used} in use by JavaScript`,
    },
  },
  de: {
    settings: {
      title: "Einstellungen",
      lead: "Wie dieser Prozess sie hat, und woher jede kam. Man gibt sie beim Start an: als Flag, in der Umgebung oder in einer Datei.",
      only: "Nur geänderte",
      name: "Einstellung",
      value: "Wert",
      origin: "Woher",
      origins: { flag: "Flag", environment: "Umgebung", file: "Datei", default: "Vorgabe" },
      fallback: "Vorgabe",
      secretSet: "Gesetzt, und nie gezeigt",
      secretUnset: "Nicht gesetzt",
      none: "Keine Einstellung passt",
      noneWhy: "Suchen Sie nach weniger, oder zeigen Sie alle.",
      clear: "Alle zeigen",
      hint: "Teil des Namens oder dessen, was sie tut",
    },
    jobs: {
      title: "Hintergrundaufgaben",
      lead: "Was der antwortende Prozess im Hintergrund tut. Jeder Prozess tut alles davon; was wartet, gilt für die ganze Installation.",
      job: "Aufgabe",
      names: {
        sessions: "Beendete Sitzungen",
        device_requests: "Unbeantwortete Geräte",
        devices: "Alte Geräte",
        failures: "Gescheiterte Anmeldungen",
        idempotency_keys: "Aufbewahrte Antworten",
        accounts: "Gelöschte Konten",
        organizations: "Gelöschte Organisationen",
        client_secrets: "Abgelaufene Client-Geheimnisse",
        signing_keys: "Alte Signaturschlüssel",
        codes_and_tokens: "Abgelaufene Codes und Token",
        links: "Abgelaufene Links",
        invitations: "Alte Einladungen",
        expired_mail: "Abgelaufene E-Mail",
        passkey_challenges: "Benutzte Passkey-Aufgaben",
        pending_sign_ins: "Unbeendete Anmeldungen",
        key_rotation: "Nächster Signaturschlüssel",
        link_requests: "Angeforderte Links",
        mail: "E-Mail senden",
        logout_notices: "Abmeldungen mitteilen",
        statistics: "Statistik",
      },
      state: "Zustand",
      states: { not_yet: "Noch nicht", running: "Läuft", done: "Erledigt", failed: "Gescheitert" },
      last: "Zuletzt",
      took: "Dauer",
      done: "Getan",
      waits: "Wartet",
      givenUp: (count) => `${count} aufgegeben`,
      next: "Nächstes Mal",
      notYet: "Seit dem Start nicht",
      failures: "Was schiefging",
    },
    mail: {
      title: "E-Mail",
      lead: "Was auf den Versand wartet, und was nicht ging. Was darin steht, wird nicht gezeigt: es könnte jemanden einlassen.",
      recipient: "An",
      subject: "Betreff",
      state: "Zustand",
      states: { waiting: "Wartet", failed: "Aufgegeben" },
      problem: "Was der Mailserver sagte",
      attempts: "Versuche",
      created: "Geschrieben",
      expires: "Lohnt bis",
      none: "Nichts wartet, und nichts ist gescheitert",
      noneWhy: "Was gesendet wurde, wird nicht aufbewahrt.",
    },
    health: {
      title: "Gesundheit",
      lead: "Wie es dem antwortenden Prozess und seiner Datenbank geht, alle zehn Sekunden, solange Sie hinsehen.",
      ready: "Bereit",
      notReady: "Nicht bereit",
      database: "Datenbank",
      process: "Prozess",
      version: "Version",
      latency: "Antwortzeit",
      size: "Größe",
      connections: "Verbindungen",
      connectionsOf: (used, idle, waiting) => `${used} benutzt, ${idle} frei, ${waiting} warten`,
      migrations: "Migrationen",
      migrationsOf: (applied, newest) => `${applied}, bis ${newest}`,
      missing: "Es fehlen",
      node: "Node.js",
      platform: "Plattform",
      uptime: "Läuft seit",
      since: "Begonnen",
      memory: "Speicher",
      memoryOf: (resident, used) => `${resident}, davon ${used} von JavaScript benutzt`,
    },
  },
};
