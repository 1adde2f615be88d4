import type { Catalogue } from "../texts/language.tsx";
import type { Expiry } from "./expiry.ts";

interface KeyTexts {
  readonly title: string;
  readonly name: string;
  readonly description: string;
  readonly state: string;
  readonly expires: string;
  readonly lastUsed: string;
  readonly rotated: string;
  readonly created: string;
  readonly owner: string;
  readonly answers: string;
  readonly works: string;
  readonly off: string;
  readonly expired: string;
  readonly ending: string;
  readonly unused: string;
  readonly overlapping: string;
  readonly oldUntil: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly noneFits: string;
  readonly noneFitsWhy: string;
  readonly noneThere: string;
  readonly create: string;
  readonly createTitle: string;
  readonly nameHint: string;
  readonly expiry: string;
  readonly expiries: Readonly<Record<Expiry, string>>;
  readonly date: string;
  readonly noDate: string;
  readonly endsOn: string;
  readonly endsNever: string;
  readonly made: string;
  readonly madeLead: string;
  readonly value: string;
  readonly rotate: string;
  readonly rotateTitle: (name: string) => string;
  readonly rotateWhy: string;
  readonly retain: string;
  readonly retains: Readonly<Record<"0" | "60" | "1440" | "10080" | "43200", string>>;
  readonly oldEndsNow: string;
  readonly oldEndsOn: string;
  readonly rotatedLead: string;
  readonly edit: string;
  readonly editTitle: string;
  readonly active: string;
  readonly activeHint: string;
  readonly saved: (name: string) => string;
  readonly deactivate: string;
  readonly activate: string;
  readonly deactivated: (name: string) => string;
  readonly activated: (name: string) => string;
  readonly remove: string;
  readonly removeTitle: (name: string) => string;
  readonly removeWhy: string;
  readonly removed: (name: string) => string;
  readonly menu: (name: string) => string;
  readonly filterState: string;
  readonly filterStates: Readonly<Record<"any" | "active" | "inactive" | "expired" | "current", string>>;
  readonly filterUse: string;
  readonly filterEnd: string;
  readonly anyUse: string;
  readonly anyEnd: string;
  readonly unusedFor: (days: number) => string;
  readonly endsWithin: (days: number) => string;
  readonly clear: string;
  readonly allLead: string;
}

export const keys: Catalogue<KeyTexts> = {
  en: {
    title: "Keys",
    name: "Name",
    description: "Description",
    state: "State",
    expires: "Expires",
    lastUsed: "Last used",
    rotated: "Rotated",
    created: "Created",
    owner: "Service account",
    answers: "Answers for it",
    works: "Active",
    off: "Deactivated",
    expired: "Expired",
    ending: "Expires soon",
    unused: "Unused",
    overlapping: "Old value still works",
    oldUntil: "The old value works until",
    none: "There are no keys yet",
    noneWhy: "Create one: with it a program signs in, without anybody's password.",
    noneFits: "No key fits",
    noneFitsWhy: "That is good news where you looked for keys to take care of. Otherwise ask for less.",
    noneThere: "Keys are made on the page of their service account.",
    create: "Create key",
    createTitle: "Create a key",
    nameHint: "Where it is used, say: a pipeline, a machine",
    expiry: "Works for",
    expiries: { "30": "30 days", "90": "90 days", "365": "365 days", date: "Until a day of your choice", none: "No end" },
    date: "Last day",
    noDate: "Choose a day to come, within ten years.",
    endsOn: "It stops working on",
    endsNever: "It works until it is deleted. Keys without an end are easily forgotten.",
    made: "The key was made",
    madeLead: "Programs send it as a bearer token, or as password to /auth/login.",
    value: "Key",
    rotate: "Rotate",
    rotateTitle: (name) => `Rotate the key “${name}”`,
    rotateWhy: "The key gets another value, which is shown once. Let the old value work for a while, so that nothing stops before it has the new one.",
    retain: "How long the old value still works",
    retains: { "0": "Not at all", "60": "An hour", "1440": "A day", "10080": "A week", "43200": "30 days" },
    oldEndsNow: "The old value stops working at once. What still uses it is shut out.",
    oldEndsOn: "Both values work until",
    rotatedLead: "Bring it wherever the old value is used.",
    edit: "Edit",
    editTitle: "Edit the key",
    active: "Active",
    activeHint: "Deactivated, it stops working at once.",
    saved: (name) => `The key “${name}” was changed.`,
    deactivate: "Deactivate",
    activate: "Activate",
    deactivated: (name) => `The key “${name}” is deactivated.`,
    activated: (name) => `The key “${name}” is active.`,
    remove: "Delete",
    removeTitle: (name) => `Delete the key “${name}”`,
    removeWhy: "It stops working at once, and cannot be brought back. To try whether it is still needed, deactivate it first.",
    removed: (name) => `The key “${name}” was deleted.`,
    menu: (name) => `Actions: ${name}`,
    filterState: "State",
    filterStates: { any: "Any", active: "Active", inactive: "Deactivated", expired: "Expired", current: "Not expired" },
    filterUse: "Use",
    filterEnd: "Expiry",
    anyUse: "Used or not",
    anyEnd: "Whenever it expires",
    unusedFor: (days) => `Unused for ${days} days`,
    endsWithin: (days) => `Within ${days} days`,
    clear: "Clear the filters",
    allLead: "The keys of all service accounts: find those that nobody uses, and those that end soon.",
  },
  de: {
    title: "Schlüssel",
    name: "Name",
    description: "Beschreibung",
    state: "Zustand",
    expires: "Läuft ab",
    lastUsed: "Zuletzt benutzt",
    rotated: "Erneuert",
    created: "Angelegt",
    owner: "Dienstkonto",
    answers: "Verantwortlich",
    works: "Aktiv",
    off: "Deaktiviert",
    expired: "Abgelaufen",
    ending: "Läuft bald ab",
    unused: "Unbenutzt",
    overlapping: "Alter Wert gilt noch",
    oldUntil: "Der alte Wert gilt bis",
    none: "Es gibt noch keine Schlüssel",
    noneWhy: "Legen Sie einen an: damit meldet sich ein Programm an, ohne das Passwort eines Menschen.",
    noneFits: "Kein Schlüssel passt",
    noneFitsWhy: "Das ist eine gute Nachricht, wenn Sie nach Schlüsseln gesucht haben, um die man sich kümmern muss. Sonst fragen Sie nach weniger.",
    noneThere: "Schlüssel werden auf der Seite ihres Dienstkontos angelegt.",
    create: "Schlüssel anlegen",
    createTitle: "Schlüssel anlegen",
    nameHint: "Zum Beispiel, wo er benutzt wird: eine Pipeline, eine Maschine",
    expiry: "Gilt für",
    expiries: { "30": "30 Tage", "90": "90 Tage", "365": "365 Tage", date: "Bis zu einem Tag Ihrer Wahl", none: "Ohne Ende" },
    date: "Letzter Tag",
    noDate: "Wählen Sie einen kommenden Tag, innerhalb von zehn Jahren.",
    endsOn: "Er gilt bis zum",
    endsNever: "Er gilt, bis er gelöscht wird. Schlüssel ohne Ende geraten leicht in Vergessenheit.",
    made: "Der Schlüssel ist angelegt",
    madeLead: "Programme senden ihn als Bearer-Token, oder als Passwort an /auth/login.",
    value: "Schlüssel",
    rotate: "Erneuern",
    rotateTitle: (name) => `Den Schlüssel „${name}“ erneuern`,
    rotateWhy:
      "Der Schlüssel bekommt einen anderen Wert, der nur einmal gezeigt wird. Lassen Sie den alten eine Weile gelten, damit nichts stehen bleibt, bevor es den neuen hat.",
    retain: "Wie lange der alte Wert noch gilt",
    retains: { "0": "Gar nicht", "60": "Eine Stunde", "1440": "Einen Tag", "10080": "Eine Woche", "43200": "30 Tage" },
    oldEndsNow: "Der alte Wert gilt sofort nicht mehr. Was ihn noch benutzt, ist ausgesperrt.",
    oldEndsOn: "Beide Werte gelten bis zum",
    rotatedLead: "Bringen Sie ihn überall hin, wo der alte benutzt wird.",
    edit: "Bearbeiten",
    editTitle: "Schlüssel bearbeiten",
    active: "Aktiv",
    activeHint: "Deaktiviert gilt er sofort nicht mehr.",
    saved: (name) => `Der Schlüssel „${name}“ ist geändert.`,
    deactivate: "Deaktivieren",
    activate: "Aktivieren",
    deactivated: (name) => `Der Schlüssel „${name}“ ist deaktiviert.`,
    activated: (name) => `Der Schlüssel „${name}“ ist aktiv.`,
    remove: "Löschen",
    removeTitle: (name) => `Den Schlüssel „${name}“ löschen`,
    removeWhy: "Er gilt sofort nicht mehr und kommt nicht zurück. Um zu prüfen, ob er noch gebraucht wird, deaktivieren Sie ihn erst.",
    removed: (name) => `Der Schlüssel „${name}“ ist gelöscht.`,
    menu: (name) => `Aktionen: ${name}`,
    filterState: "Zustand",
    filterStates: { any: "Jeder", active: "Aktiv", inactive: "Deaktiviert", expired: "Abgelaufen", current: "Nicht abgelaufen" },
    filterUse: "Benutzung",
    filterEnd: "Ablauf",
    anyUse: "Benutzt oder nicht",
    anyEnd: "Wann immer er abläuft",
    unusedFor: (days) => `Seit ${days} Tagen unbenutzt`,
    endsWithin: (days) => `Innerhalb von ${days} Tagen`,
    clear: "Filter leeren",
    allLead: "Die Schlüssel aller Dienstkonten: finden Sie die, die niemand benutzt, und die, die bald ablaufen.",
  },
};
