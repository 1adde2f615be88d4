import type { Catalogue } from "../texts/language.tsx";

interface OrganizationTexts {
  readonly title: string;
  readonly tabs: string;
  readonly overview: string;
  readonly members: string;
  readonly invitations: string;
  readonly teams: string;
  readonly roles: string;
  readonly settings: string;
  readonly workspaces: string;
  readonly requiresMfa: string;
  readonly facts: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly ownerHint: string;
  readonly domains: string;
  readonly secondFactor: string;
  readonly required: string;
  readonly notRequired: string;
  readonly logo: string;
  readonly id: string;
  readonly created: string;
  readonly deletedAt: string;
  readonly searchHint: string;
  readonly which: string;
  readonly there: string;
  readonly deleted: string;
  readonly restore: string;
  readonly restored: (name: string) => string;
  readonly make: string;
  readonly made: (name: string) => string;
  readonly none: string;
  readonly noneDeleted: string;
  readonly nothing: string;
  readonly nothingWhy: string;
  readonly clear: string;
  readonly numbers: string;
  readonly people: string;
  readonly machines: string;
  readonly pending: string;
  readonly keys: string;
  readonly withFactor: (percent: number) => string;
  readonly keysWhy: (days: number) => string;
  readonly invite: string;
  readonly start: string;
  readonly startWhy: string;
  readonly startInvite: string;
  readonly startInviteWhy: string;
  readonly startTeam: string;
  readonly startTeamWhy: string;
  readonly startWorkspace: string;
  readonly startWorkspaceWhy: string;
}

export const organizations: Catalogue<OrganizationTexts> = {
  en: {
    title: "Organizations",
    tabs: "Pages of the organization",
    overview: "Overview",
    members: "Members",
    invitations: "Invitations",
    teams: "Teams",
    roles: "Roles",
    settings: "Settings",
    workspaces: "Workspaces",
    requiresMfa: "Second factor required",
    facts: "About",
    name: "Name",
    description: "Description",
    owner: "Owner",
    ownerHint: "Becomes Organization Admin; you, where nobody is chosen.",
    domains: "Trusted domains",
    secondFactor: "Second factor",
    required: "Required",
    notRequired: "Not required",
    logo: "Logo",
    id: "Id",
    created: "Created",
    deletedAt: "Deleted",
    searchHint: "Part of the name",
    which: "Show",
    there: "Current",
    deleted: "Deleted",
    restore: "Restore",
    restored: (name) => `${name} was restored.`,
    make: "Create organization",
    made: (name) => `${name} was created.`,
    none: "No organization fits",
    noneDeleted: "No deleted organization fits",
    nothing: "You are in no organization",
    nothingWhy: "Create one, or ask to be invited into one.",
    clear: "Clear search and filters",
    numbers: "In numbers",
    people: "People",
    machines: "Machines",
    pending: "Open invitations",
    keys: "Keys to look at",
    withFactor: (percent) => `${percent}% with a second factor`,
    keysWhy: (days) => `Expired, or within ${days} days`,
    invite: "Invite",
    start: "First steps",
    startWhy: "What most organizations begin with. Each can be changed later.",
    startInvite: "Invite people",
    startInviteWhy: "By e-mail address, one or many at once.",
    startTeam: "Create a team",
    startTeamWhy: "Give roles once, for everybody in it.",
    startWorkspace: "Create a workspace",
    startWorkspaceWhy: "A server of your platform that asks here who may do what.",
  },
  de: {
    title: "Organisationen",
    tabs: "Seiten der Organisation",
    overview: "Überblick",
    members: "Mitglieder",
    invitations: "Einladungen",
    teams: "Teams",
    roles: "Rollen",
    settings: "Einstellungen",
    workspaces: "Workspaces",
    requiresMfa: "Zweiter Faktor verlangt",
    facts: "Angaben",
    name: "Name",
    description: "Beschreibung",
    owner: "Eigentümer",
    ownerHint: "Wird Organization Admin; ohne Auswahl sind Sie es.",
    domains: "Vertraute Domänen",
    secondFactor: "Zweiter Faktor",
    required: "Verlangt",
    notRequired: "Nicht verlangt",
    logo: "Logo",
    id: "Id",
    created: "Angelegt",
    deletedAt: "Gelöscht",
    searchHint: "Teil des Namens",
    which: "Zeigen",
    there: "Bestehende",
    deleted: "Gelöschte",
    restore: "Wiederherstellen",
    restored: (name) => `${name} wurde wiederhergestellt.`,
    make: "Organisation anlegen",
    made: (name) => `${name} wurde angelegt.`,
    none: "Keine Organisation passt",
    noneDeleted: "Keine gelöschte Organisation passt",
    nothing: "Sie sind in keiner Organisation",
    nothingWhy: "Legen Sie eine an, oder lassen Sie sich in eine einladen.",
    clear: "Suche und Filter leeren",
    numbers: "In Zahlen",
    people: "Menschen",
    machines: "Maschinen",
    pending: "Offene Einladungen",
    keys: "Schlüssel zum Nachsehen",
    withFactor: (percent) => `${percent} % mit zweitem Faktor`,
    keysWhy: (days) => `Abgelaufen, oder in ${days} Tagen`,
    invite: "Einladen",
    start: "Erste Schritte",
    startWhy: "Womit die meisten Organisationen beginnen. Alles lässt sich später ändern.",
    startInvite: "Menschen einladen",
    startInviteWhy: "Mit der E-Mail-Adresse, einzeln oder viele auf einmal.",
    startTeam: "Ein Team anlegen",
    startTeamWhy: "Rollen einmal geben, für alle darin.",
    startWorkspace: "Einen Workspace anlegen",
    startWorkspaceWhy: "Ein Server Ihrer Plattform, der hier fragt, wer was darf.",
  },
};
