import type { Catalogue } from "../texts/language.tsx";

interface SessionTexts {
  readonly sessions: string;
  readonly sessionsLead: string;
  readonly columns: Readonly<Record<"where" | "kind" | "address" | "created" | "last_used", string>>;
  readonly kinds: Readonly<Record<"browser" | "token" | "application" | "device", string>>;
  readonly unknown: string;
  readonly here: string;
  readonly end: string;
  readonly endOf: (name: string) => string;
  readonly ended: string;
  readonly endOthers: string;
  readonly othersEnded: (count: number) => string;
  readonly endAll: string;
  readonly endOthersSure: string;
  readonly endOthersWhy: string;
  readonly endAllSure: string;
  readonly endAllWhy: string;
  readonly devices: string;
  readonly devicesLead: string;
  readonly noDevices: string;
  readonly noDevicesWhy: string;
  readonly letIn: string;
  readonly deviceColumns: Readonly<Record<"name" | "state" | "address" | "created" | "last_login", string>>;
  readonly states: Readonly<Record<"pending" | "verified" | "active" | "locked", string>>;
  readonly menuOf: (name: string) => string;
  readonly lock: string;
  readonly unlock: string;
  readonly locked: (name: string) => string;
  readonly unlocked: (name: string) => string;
  readonly remove: string;
  readonly removeDevice: (name: string) => string;
  readonly removeDeviceWhy: string;
  readonly deviceRemoved: (name: string) => string;
  readonly consents: string;
  readonly consentsLead: string;
  readonly noConsents: string;
  readonly noConsentsWhy: string;
  readonly consentColumns: Readonly<Record<"application" | "scopes" | "created", string>>;
  readonly withdraw: string;
  readonly withdrawFrom: (name: string) => string;
  readonly withdrawWhy: string;
  readonly withdrawn: (name: string) => string;
}

export const sessionTexts: Catalogue<SessionTexts> = {
  en: {
    sessions: "Where you are signed in",
    sessionsLead: "End those that you do not know, then change your password.",
    columns: { where: "Where", kind: "Kind", address: "Address", created: "Since", last_used: "Last used" },
    kinds: { browser: "Browser", token: "Token", application: "Application", device: "Device" },
    unknown: "Unknown",
    here: "This session",
    end: "End",
    endOf: (name) => `End: ${name}`,
    ended: "The session has ended.",
    endOthers: "Sign out everywhere else",
    othersEnded: (count) =>
      count === 0 ? "You were signed in nowhere else." : count === 1 ? "1 other session has ended." : `${count} other sessions have ended.`,
    endAll: "Sign out everywhere",
    endOthersSure: "Sign out everywhere else?",
    endOthersWhy: "All browsers, applications and devices but this browser have to sign in again. Access tokens (keys) go on working.",
    endAllSure: "Sign out everywhere?",
    endAllWhy: "This browser is signed out, too. Access tokens (keys) go on working.",
    devices: "Devices",
    devicesLead: "Command lines and other programs that you let in with a code.",
    noDevices: "You have let no device in",
    noDevicesWhy: "A program that shows you a code asks to be let in; enter the code on the page of devices.",
    letIn: "Let a device in",
    deviceColumns: { name: "Device", state: "State", address: "Address", created: "First asked", last_login: "Last signed in" },
    states: { pending: "Asks", verified: "Let in", active: "Active", locked: "Locked" },
    menuOf: (name) => `Actions: ${name}`,
    lock: "Lock",
    unlock: "Unlock",
    locked: (name) => `${name} is locked and signed out.`,
    unlocked: (name) => `${name} is unlocked; it has to ask again.`,
    remove: "Remove",
    removeDevice: (name) => `Remove ${name}?`,
    removeDeviceWhy: "It is signed out at once, and has to be let in anew.",
    deviceRemoved: (name) => `${name} was removed.`,
    consents: "Applications that you have allowed",
    consentsLead: "What they may do in your name without asking again.",
    noConsents: "You have allowed no application",
    noConsentsWhy: "Applications of others ask you when you sign in with this account.",
    consentColumns: { application: "Application", scopes: "May", created: "Since" },
    withdraw: "Withdraw",
    withdrawFrom: (name) => `Withdraw from ${name}`,
    withdrawWhy: "It is signed out at once, and asks you again next time.",
    withdrawn: (name) => `${name} may not do anything any more.`,
  },
  de: {
    sessions: "Wo Sie angemeldet sind",
    sessionsLead: "Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.",
    columns: { where: "Wo", kind: "Art", address: "Adresse", created: "Seit", last_used: "Zuletzt benutzt" },
    kinds: { browser: "Browser", token: "Token", application: "Anwendung", device: "Gerät" },
    unknown: "Unbekannt",
    here: "Diese Sitzung",
    end: "Beenden",
    endOf: (name) => `Beenden: ${name}`,
    ended: "Die Sitzung ist beendet.",
    endOthers: "Überall sonst abmelden",
    othersEnded: (count) =>
      count === 0 ? "Sie waren nirgends sonst angemeldet." : count === 1 ? "1 andere Sitzung ist beendet." : `${count} andere Sitzungen sind beendet.`,
    endAll: "Überall abmelden",
    endOthersSure: "Überall sonst abmelden?",
    endOthersWhy: "Alle Browser, Anwendungen und Geräte außer diesem Browser müssen sich neu anmelden. Zugriffstoken gelten weiter.",
    endAllSure: "Überall abmelden?",
    endAllWhy: "Auch dieser Browser wird abgemeldet. Zugriffstoken gelten weiter.",
    devices: "Geräte",
    devicesLead: "Programme wie Kommandozeilen, die Sie mit einem Code eingelassen haben.",
    noDevices: "Sie haben kein Gerät eingelassen",
    noDevicesWhy: "Ein Programm, das Ihnen einen Code zeigt, bittet um Einlass; geben Sie den Code auf der Geräteseite ein.",
    letIn: "Gerät einlassen",
    deviceColumns: { name: "Gerät", state: "Zustand", address: "Adresse", created: "Zuerst angefragt", last_login: "Zuletzt angemeldet" },
    states: { pending: "Fragt an", verified: "Eingelassen", active: "Aktiv", locked: "Gesperrt" },
    menuOf: (name) => `Aktionen: ${name}`,
    lock: "Sperren",
    unlock: "Entsperren",
    locked: (name) => `${name} ist gesperrt und abgemeldet.`,
    unlocked: (name) => `${name} ist entsperrt; es muss neu anfragen.`,
    remove: "Entfernen",
    removeDevice: (name) => `${name} entfernen?`,
    removeDeviceWhy: "Es wird sofort abgemeldet und muss neu eingelassen werden.",
    deviceRemoved: (name) => `${name} wurde entfernt.`,
    consents: "Anwendungen, denen Sie etwas erlaubt haben",
    consentsLead: "Was sie in Ihrem Namen tun dürfen, ohne noch einmal zu fragen.",
    noConsents: "Sie haben keiner Anwendung etwas erlaubt",
    noConsentsWhy: "Fremde Anwendungen fragen Sie, wenn Sie sich dort mit diesem Konto anmelden.",
    consentColumns: { application: "Anwendung", scopes: "Darf", created: "Seit" },
    withdraw: "Zurücknehmen",
    withdrawFrom: (name) => `Zurücknehmen: ${name}`,
    withdrawWhy: "Sie wird sofort abgemeldet und fragt Sie beim nächsten Mal wieder.",
    withdrawn: (name) => `${name} darf nichts mehr.`,
  },
};
