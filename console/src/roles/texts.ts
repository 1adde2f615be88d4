import type { Catalogue } from "../texts/language.tsx";
import type { RoleLevel } from "./read.ts";

interface RoleTexts {
  readonly title: string;
  readonly lead: string;
  readonly one: string;
  readonly levels: Readonly<Record<RoleLevel, string>>;
  readonly levelFilter: string;
  readonly anyLevel: string;
  readonly kindFilter: string;
  readonly anyKind: string;
  readonly predefined: string;
  readonly custom: string;
  readonly name: string;
  readonly description: string;
  readonly level: string;
  readonly kind: string;
  readonly allows: string;
  readonly permissionCount: (count: number) => string;
  readonly yours: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly clear: string;
  readonly more: (count: number) => string;
  readonly rolesOf: (name: string) => string;
  readonly rolesChanged: (name: string) => string;
  readonly beyondOwn: string;
  readonly lastRole: string;
  readonly lastRoleWhy: string;
  readonly save: string;
  readonly make: string;
  readonly makeLead: string;
  readonly made: (name: string) => string;
  readonly copyOf: string;
  readonly copyOfHint: string;
  readonly copyName: (name: string) => string;
  readonly copy: string;
  readonly levelHint: string;
  readonly permissions: string;
  readonly permissionsLead: string;
  readonly readOnlyLead: string;
  readonly matrix: string;
  readonly resource: string;
  readonly permissionsOf: Readonly<Record<"organization" | "workspace" | "project", string>>;
  readonly chosen: (count: number) => string;
  readonly allOf: (resource: string) => string;
  readonly holds: string;
  readonly holdsNot: string;
  readonly facts: string;
  readonly deleteTitle: (name: string) => string;
  readonly deleteWhy: string;
  readonly deleted: (name: string) => string;
  readonly holders: string;
  readonly holdersLead: string;
  readonly holder: string;
  readonly place: string;
  readonly since: string;
  readonly wholeOrganization: string;
  readonly noHolders: string;
  readonly noHoldersWhy: string;
  readonly teamHolders: string;
  readonly give: string;
  readonly giveTo: (role: string) => string;
  readonly giveHint: string;
  readonly given: (role: string, name: string) => string;
  readonly take: (name: string) => string;
  readonly takeButton: string;
  readonly taken: (role: string, name: string) => string;
  readonly person: string;
  readonly machine: string;
  readonly team: string;
  readonly invitation: string;
  readonly workspaceLabel: string;
  readonly projectLabel: string;
  readonly unknown: string;
  readonly giveWhere: Readonly<Record<"workspace" | "project", string>>;
}

export const roles: Catalogue<RoleTexts> = {
  en: {
    title: "Roles",
    lead: "What people, machines and teams may do. A role of the organization is held in all of its workspaces and projects.",
    one: "Role",
    levels: { organization: "Organization", workspace: "Workspace", project: "Project", team: "Team" },
    levelFilter: "Level",
    anyLevel: "Every level",
    kindFilter: "Kind",
    anyKind: "Predefined and custom",
    predefined: "Predefined",
    custom: "Custom",
    name: "Name",
    description: "Description",
    level: "Level",
    kind: "Kind",
    allows: "Allows",
    permissionCount: (count) => (count === 1 ? "1 permission" : `${count} permissions`),
    yours: "Yours",
    none: "No role fits",
    noneWhy: "Clear the filters, or make a role of your own.",
    clear: "Clear the filters",
    more: (count) => `+${count}`,
    rolesOf: (name) => `Roles of ${name}`,
    rolesChanged: (name) => `The roles of ${name} were changed.`,
    beyondOwn: "It allows more than you may do yourself: you can neither give nor take it.",
    lastRole: "No role is left",
    lastRoleWhy: "Whoever holds no role any more, here or in a workspace, is no member and leaves the teams.",
    save: "Save",
    make: "Create role",
    makeLead: "Tick what the role allows. You can only allow what you may do yourself.",
    made: (name) => `The role ${name} was created.`,
    copyOf: "Begin with the permissions of",
    copyOfHint: "Optional",
    copyName: (name) => `${name} (copy)`,
    copy: "Copy",
    levelHint: "Where it is held; it never changes.",
    permissions: "Permissions",
    permissionsLead: "Whoever holds the role may at once do what is saved here.",
    readOnlyLead: "What whoever holds the role may do.",
    matrix: "Permissions by type of resource and action",
    resource: "Resource",
    permissionsOf: { organization: "Of the organization", workspace: "In workspaces", project: "In projects" },
    chosen: (count) => (count === 1 ? "1 permission chosen" : `${count} permissions chosen`),
    allOf: (resource) => `Everything: ${resource}`,
    holds: "allowed",
    holdsNot: "not allowed",
    facts: "About",
    deleteTitle: (name) => `Delete the role ${name}?`,
    deleteWhy: "It can be deleted only while nobody holds it, and cannot be brought back.",
    deleted: (name) => `The role ${name} was deleted.`,
    holders: "Who holds it",
    holdersLead: "Themselves; whoever is in a team holds what the team holds.",
    holder: "Holder",
    place: "Where",
    since: "Since",
    wholeOrganization: "The whole organization",
    noHolders: "Nobody holds this role",
    noHoldersWhy: "Give it to a person, a machine or a team.",
    teamHolders: "Whoever is in a team holds this role there. It is not given by itself.",
    give: "Give role",
    giveTo: (role) => `Give ${role}`,
    giveHint: "Search by name, username or e-mail address.",
    given: (role, name) => `${name} holds ${role} now.`,
    take: (name) => `Take away: ${name}`,
    takeButton: "Take away",
    taken: (role, name) => `${name} does not hold ${role} any more.`,
    person: "Person or machine",
    machine: "Machine",
    team: "Team",
    invitation: "Invited",
    workspaceLabel: "Workspace",
    projectLabel: "Project",
    unknown: "Somebody you may not see",
    giveWhere: { workspace: "In which workspace it is held", project: "In which project it is held" },
  },
  de: {
    title: "Rollen",
    lead: "Was Menschen, Maschinen und Teams dürfen. Eine Rolle der Organisation gilt auch in allen ihren Workspaces und Projekten.",
    one: "Rolle",
    levels: { organization: "Organisation", workspace: "Workspace", project: "Projekt", team: "Team" },
    levelFilter: "Ebene",
    anyLevel: "Alle Ebenen",
    kindFilter: "Art",
    anyKind: "Vorgegebene und eigene",
    predefined: "Vorgegeben",
    custom: "Eigene",
    name: "Name",
    description: "Beschreibung",
    level: "Ebene",
    kind: "Art",
    allows: "Erlaubt",
    permissionCount: (count) => (count === 1 ? "1 Berechtigung" : `${count} Berechtigungen`),
    yours: "Ihre",
    none: "Keine Rolle passt",
    noneWhy: "Leeren Sie die Filter, oder legen Sie eine eigene Rolle an.",
    clear: "Filter leeren",
    more: (count) => `+${count}`,
    rolesOf: (name) => `Rollen von ${name}`,
    rolesChanged: (name) => `Die Rollen von ${name} wurden geändert.`,
    beyondOwn: "Sie erlaubt mehr, als Sie selbst dürfen: Sie können sie weder geben noch entziehen.",
    lastRole: "Es bleibt keine Rolle",
    lastRoleWhy: "Wer keine Rolle mehr hat, weder hier noch in einem Workspace, ist kein Mitglied mehr und verlässt die Teams.",
    save: "Speichern",
    make: "Rolle anlegen",
    makeLead: "Kreuzen Sie an, was die Rolle erlaubt. Sie können nur erlauben, was Sie selbst dürfen.",
    made: (name) => `Die Rolle ${name} wurde angelegt.`,
    copyOf: "Mit den Berechtigungen beginnen von",
    copyOfHint: "Freiwillig",
    copyName: (name) => `${name} (Kopie)`,
    copy: "Kopieren",
    levelHint: "Wo sie gilt; das ändert sich nie.",
    permissions: "Berechtigungen",
    permissionsLead: "Wer die Rolle hat, darf sofort, was hier gespeichert wird.",
    readOnlyLead: "Was darf, wer die Rolle hat.",
    matrix: "Berechtigungen nach Art der Ressource und Aktion",
    resource: "Ressource",
    permissionsOf: { organization: "Der Organisation", workspace: "In Workspaces", project: "In Projekten" },
    chosen: (count) => (count === 1 ? "1 Berechtigung gewählt" : `${count} Berechtigungen gewählt`),
    allOf: (resource) => `Alles: ${resource}`,
    holds: "erlaubt",
    holdsNot: "nicht erlaubt",
    facts: "Angaben",
    deleteTitle: (name) => `Rolle ${name} löschen?`,
    deleteWhy: "Das geht nur, solange niemand sie hat, und lässt sich nicht rückgängig machen.",
    deleted: (name) => `Die Rolle ${name} wurde gelöscht.`,
    holders: "Wer sie hat",
    holdersLead: "Selbst; wer in einem Team ist, hat auch, was das Team hat.",
    holder: "Wer",
    place: "Wo",
    since: "Seit",
    wholeOrganization: "Die ganze Organisation",
    noHolders: "Niemand hat diese Rolle",
    noHoldersWhy: "Geben Sie sie einem Menschen, einer Maschine oder einem Team.",
    teamHolders: "Wer in einem Team ist, hat dort diese Rolle. Sie wird nicht einzeln gegeben.",
    give: "Rolle geben",
    giveTo: (role) => `${role} geben`,
    giveHint: "Suche nach Name, Benutzername oder E-Mail-Adresse.",
    given: (role, name) => `${name} hat jetzt ${role}.`,
    take: (name) => `Entziehen: ${name}`,
    takeButton: "Entziehen",
    taken: (role, name) => `${name} hat ${role} nicht mehr.`,
    person: "Mensch oder Maschine",
    machine: "Maschine",
    team: "Team",
    invitation: "Eingeladen",
    workspaceLabel: "Workspace",
    projectLabel: "Projekt",
    unknown: "Jemand, den Sie nicht sehen dürfen",
    giveWhere: { workspace: "In welchem Workspace sie gilt", project: "In welchem Projekt sie gilt" },
  },
};
