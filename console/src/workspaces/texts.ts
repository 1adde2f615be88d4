import type { components } from "../api/schema.d.ts";
import type { Catalogue } from "../texts/language.tsx";

type Status = components["schemas"]["Workspace"]["status"];
type Goes = "workspace" | "project" | "role_assignment" | "resource_share" | "enrollment_key";

interface WorkspaceTexts {
  readonly title: string;
  readonly serviceAccounts: string;
  readonly keys: string;
  readonly lead: string;
  readonly tabs: string;
  readonly overview: string;
  readonly members: string;
  readonly check: string;
  readonly settings: string;
  readonly searchHint: string;
  readonly name: string;
  readonly nameHint: string;
  readonly nameFree: string;
  readonly displayName: string;
  readonly displayNameHint: string;
  readonly description: string;
  readonly logo: string;
  readonly owner: string;
  readonly newOwner: string;
  readonly newOwnerHint: string;
  readonly status: string;
  readonly anyStatus: string;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly statusWhy: Readonly<Record<Status, string>>;
  readonly kind: string;
  readonly anyKind: string;
  readonly managed: string;
  readonly selfHosted: string;
  readonly managedHint: string;
  readonly version: string;
  readonly versionToRun: string;
  readonly versionHint: string;
  readonly serverUrl: string;
  readonly lastSeen: string;
  readonly notYet: string;
  readonly created: string;
  readonly updated: string;
  readonly id: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly noneYours: string;
  readonly noneFits: string;
  readonly noneFitsWhy: string;
  readonly clear: string;
  readonly create: string;
  readonly createTitle: string;
  readonly enroll: string;
  readonly enrollHint: string;
  readonly made: (name: string) => string;
  readonly madeTitle: string;
  readonly enrollmentLead: string;
  readonly machineId: string;
  readonly enrollmentKey: string;
  readonly commands: string;
  readonly commandsWhy: string;
  readonly about: string;
  readonly server: string;
  readonly serverLead: string;
  readonly newKey: string;
  readonly newKeyTitle: string;
  readonly newKeyWhy: string;
  readonly retain: string;
  readonly keyEndsNow: string;
  readonly keyEndsOn: string;
  readonly newKeyDone: string;
  readonly desired: string;
  readonly desiredStates: Readonly<Record<"available" | "deactivated", string>>;
  readonly activate: string;
  readonly deactivate: string;
  readonly deactivateTitle: (name: string) => string;
  readonly deactivateWhy: string;
  readonly activated: (name: string) => string;
  readonly deactivated: (name: string) => string;
  readonly settingsLead: string;
  readonly end: string;
  readonly endLead: string;
  readonly remove: string;
  readonly removeTitle: (name: string) => string;
  readonly removeWhy: string;
  readonly goes: Readonly<Record<Goes, (count: number) => string>>;
  readonly removed: (name: string) => string;
  readonly membersLead: string;
  readonly checkTitle: string;
  readonly checkLead: string;
  readonly whose: string;
}

const plural = (one: string, many: string) => (count: number) => `${count} ${count === 1 ? one : many}`;

export const workspaces: Catalogue<WorkspaceTexts> = {
  en: {
    title: "Workspaces",
    serviceAccounts: "Service accounts",
    keys: "Keys",
    lead: "Where the organization's work is done, each by a server of its own.",
    tabs: "Pages of the workspace",
    overview: "Overview",
    members: "Members",
    check: "Check a permission",
    settings: "Settings",
    searchHint: "Part of a name",
    name: "Name",
    nameHint: "Unique in the installation. Addresses take it instead of the id.",
    nameFree: "This name is free.",
    displayName: "Display name",
    displayNameHint: "What people call it; the name where nothing is said.",
    description: "Description",
    logo: "Address of its logo",
    owner: "Owner",
    newOwner: "New owner",
    newOwnerHint: "A member of the organization. Nothing chosen: it stays as it is.",
    status: "Status",
    anyStatus: "Any",
    statuses: {
      not_initialized: "Not set up",
      pending: "Being set up",
      available: "Available",
      failed: "Failed",
      deactivated: "Deactivated",
      deleted: "Deleted",
    },
    statusWhy: {
      not_initialized: "Its server has not reported yet.",
      pending: "It waits for the next report of its server.",
      available: "Its server has reported.",
      failed: "Its server could not be brought up.",
      deactivated: "Nobody enters it.",
      deleted: "It is being deleted.",
    },
    kind: "Kind",
    anyKind: "Any",
    managed: "Managed",
    selfHosted: "Self-hosted",
    managedHint: "Whoever runs this installation brings its server up.",
    version: "Version",
    versionToRun: "Version to run",
    versionHint: "What its server is to run; nothing: that is left to it.",
    serverUrl: "Address",
    lastSeen: "Last heard of",
    notYet: "Not yet",
    created: "Created",
    updated: "Changed",
    id: "Id",
    none: "There are no workspaces yet",
    noneWhy: "Create one: you get the id and the key that its server signs in with.",
    noneYours: "You are in no workspace of this organization. Ask whoever runs one for a role in it.",
    noneFits: "No workspace fits",
    noneFitsWhy: "Search for less, or clear the filters.",
    clear: "Clear search and filters",
    create: "Create workspace",
    createTitle: "Create a workspace",
    enroll: "Make a key for its server",
    enrollHint: "Its server signs in with it. One can be made later, too.",
    made: (name) => `The workspace ${name} was created.`,
    madeTitle: "The workspace was created",
    enrollmentLead: "Its server signs in with these, as an OAuth client with client credentials.",
    machineId: "Machine id",
    enrollmentKey: "Enrollment key",
    commands: "Try it",
    commandsWhy: "On the machine of its server: signs in, and reports that the server is there. Fill in your version and address.",
    about: "About",
    server: "Server",
    serverLead: "What the server of the workspace says of itself.",
    newKey: "New enrollment key",
    newKeyTitle: "Make a new enrollment key",
    newKeyWhy: "Its server signs in with the new key. Let the keys before work for a while, so that it is not shut out before it has the new one.",
    retain: "How long the keys before still work",
    keyEndsNow: "They stop working at once. A server that is signed in stays so until its token ends.",
    keyEndsOn: "Both work until",
    newKeyDone: "The enrollment key was made",
    desired: "It is to be",
    desiredStates: { available: "Available", deactivated: "Deactivated" },
    activate: "Activate",
    deactivate: "Deactivate",
    deactivateTitle: (name) => `Deactivate ${name}`,
    deactivateWhy: "At once nobody enters it any more, superusers neither. Its server may still sign in and report; nothing is lost.",
    activated: (name) => `${name} is active again. It is available once its server reports.`,
    deactivated: (name) => `${name} is deactivated.`,
    settingsLead: "What the workspace is called, who answers for it, and what its server is to run.",
    end: "Delete",
    endLead: "For good, with its projects, and the roles and shares there.",
    remove: "Delete workspace",
    removeTitle: (name) => `Delete ${name}`,
    removeWhy: "This cannot be taken back. Whoever belonged to the organization by a role in it alone is no member any more. This goes:",
    goes: {
      workspace: plural("workspace", "workspaces"),
      project: plural("project", "projects"),
      role_assignment: plural("given role", "given roles"),
      resource_share: plural("share", "shares"),
      enrollment_key: plural("enrollment key", "enrollment keys"),
    },
    removed: (name) => `The workspace ${name} was deleted.`,
    membersLead: "With the roles that each holds in the whole workspace. Roles of the organization count here, too.",
    checkTitle: "Check a permission",
    checkLead: "Whether somebody may do something here, and why.",
    whose: "Whose permission",
  },
  de: {
    title: "Workspaces",
    serviceAccounts: "Dienstkonten",
    keys: "Schlüssel",
    lead: "Wo die Arbeit der Organisation getan wird, jeweils von einem eigenen Server.",
    tabs: "Seiten des Workspace",
    overview: "Überblick",
    members: "Mitglieder",
    check: "Berechtigung prüfen",
    settings: "Einstellungen",
    searchHint: "Teil eines Namens",
    name: "Name",
    nameHint: "Einmalig in der Installation. Adressen nehmen ihn anstelle der Id.",
    nameFree: "Dieser Name ist frei.",
    displayName: "Anzeigename",
    displayNameHint: "Wie Menschen ihn nennen; der Name, wenn hier nichts steht.",
    description: "Beschreibung",
    logo: "Adresse des Logos",
    owner: "Eigentümer",
    newOwner: "Neuer Eigentümer",
    newOwnerHint: "Ein Mitglied der Organisation. Ohne Auswahl bleibt es, wie es ist.",
    status: "Status",
    anyStatus: "Jeder",
    statuses: {
      not_initialized: "Nicht eingerichtet",
      pending: "Wird eingerichtet",
      available: "Verfügbar",
      failed: "Gescheitert",
      deactivated: "Deaktiviert",
      deleted: "Gelöscht",
    },
    statusWhy: {
      not_initialized: "Der Server hat sich noch nicht gemeldet.",
      pending: "Er wartet auf die nächste Meldung seines Servers.",
      available: "Der Server hat sich gemeldet.",
      failed: "Der Server kam nicht hoch.",
      deactivated: "Niemand kommt hinein.",
      deleted: "Er wird gelöscht.",
    },
    kind: "Art",
    anyKind: "Jede",
    managed: "Verwaltet",
    selfHosted: "Selbst betrieben",
    managedHint: "Wer diese Installation betreibt, stellt auch den Server bereit.",
    version: "Version",
    versionToRun: "Vorgesehene Version",
    versionHint: "Was der Server ausführen soll; leer: das bleibt ihm überlassen.",
    serverUrl: "Adresse",
    lastSeen: "Zuletzt gemeldet",
    notYet: "Noch nicht",
    created: "Angelegt",
    updated: "Geändert",
    id: "Id",
    none: "Es gibt noch keine Workspaces",
    noneWhy: "Legen Sie einen an: Sie bekommen die Id und den Schlüssel, mit denen sich sein Server anmeldet.",
    noneYours: "Sie sind in keinem Workspace dieser Organisation. Bitten Sie jemanden, der einen verwaltet, um eine Rolle darin.",
    noneFits: "Kein Workspace passt",
    noneFitsWhy: "Suchen Sie nach weniger, oder leeren Sie die Filter.",
    clear: "Suche und Filter leeren",
    create: "Workspace anlegen",
    createTitle: "Workspace anlegen",
    enroll: "Einen Schlüssel für den Server anlegen",
    enrollHint: "Damit meldet sich der Server an. Das geht auch später.",
    made: (name) => `Der Workspace ${name} ist angelegt.`,
    madeTitle: "Der Workspace ist angelegt",
    enrollmentLead: "Damit meldet sich sein Server an, als OAuth-Client mit Client Credentials.",
    machineId: "Maschinen-Id",
    enrollmentKey: "Anmeldeschlüssel",
    commands: "Ausprobieren",
    commandsWhy: "Auf der Maschine des Servers: anmelden und melden, dass er da ist. Setzen Sie Ihre Version und Adresse ein.",
    about: "Angaben",
    server: "Server",
    serverLead: "Was der Server des Workspace von sich sagt.",
    newKey: "Neuer Anmeldeschlüssel",
    newKeyTitle: "Neuen Anmeldeschlüssel anlegen",
    newKeyWhy:
      "Der Server meldet sich mit dem neuen Schlüssel an. Lassen Sie die bisherigen eine Weile gelten, damit er nicht ausgesperrt ist, bevor er den neuen hat.",
    retain: "Wie lange die bisherigen noch gelten",
    keyEndsNow: "Sie gelten sofort nicht mehr. Ein angemeldeter Server bleibt es, bis sein Token endet.",
    keyEndsOn: "Beide gelten bis zum",
    newKeyDone: "Der Anmeldeschlüssel ist angelegt",
    desired: "Soll sein",
    desiredStates: { available: "Verfügbar", deactivated: "Deaktiviert" },
    activate: "Aktivieren",
    deactivate: "Deaktivieren",
    deactivateTitle: (name) => `${name} deaktivieren`,
    deactivateWhy: "Sofort kommt niemand mehr hinein, auch kein Superuser. Der Server darf sich weiter anmelden und melden; verloren geht nichts.",
    activated: (name) => `${name} ist wieder aktiv. Verfügbar ist er, sobald sich sein Server meldet.`,
    deactivated: (name) => `${name} ist deaktiviert.`,
    settingsLead: "Wie der Workspace heißt, wer für ihn verantwortlich ist und was sein Server ausführen soll.",
    end: "Löschen",
    endLead: "Endgültig, mit seinen Projekten und den Rollen und Freigaben dort.",
    remove: "Workspace löschen",
    removeTitle: (name) => `${name} löschen`,
    removeWhy: "Das lässt sich nicht zurücknehmen. Wer nur durch eine Rolle darin zur Organisation gehörte, ist kein Mitglied mehr. Es gehen:",
    goes: {
      workspace: plural("Workspace", "Workspaces"),
      project: plural("Projekt", "Projekte"),
      role_assignment: plural("vergebene Rolle", "vergebene Rollen"),
      resource_share: plural("Freigabe", "Freigaben"),
      enrollment_key: plural("Anmeldeschlüssel", "Anmeldeschlüssel"),
    },
    removed: (name) => `Der Workspace ${name} ist gelöscht.`,
    membersLead: "Mit den Rollen, die jeder im ganzen Workspace hat. Rollen der Organisation gelten auch hier.",
    checkTitle: "Berechtigung prüfen",
    checkLead: "Ob jemand hier etwas darf, und warum.",
    whose: "Wessen Berechtigung",
  },
};
