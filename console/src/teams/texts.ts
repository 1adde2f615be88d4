import type { Catalogue } from "../texts/language.tsx";

interface TeamTexts {
  readonly title: string;
  readonly one: string;
  readonly name: string;
  readonly description: string;
  readonly members: string;
  readonly member: string;
  readonly memberHint: string;
  readonly email: string;
  readonly created: string;
  readonly make: string;
  readonly made: (name: string) => string;
  readonly edit: string;
  readonly delete: string;
  readonly deleteTitle: (name: string) => string;
  readonly deleteWhy: (count: number) => string;
  readonly deleted: (name: string) => string;
  readonly none: string;
  readonly inNone: string;
  readonly noneWhy: string;
  readonly noneFits: string;
  readonly clear: string;
  readonly nobody: string;
  readonly nobodyWhy: string;
  readonly addTitle: (name: string) => string;
  readonly addMember: string;
  readonly add: string;
  readonly added: (name: string, team: string) => string;
  readonly remove: string;
  readonly removeOne: (name: string) => string;
  readonly removed: (name: string, team: string) => string;
  readonly roles: string;
  readonly rolesLead: string;
  readonly changeRoles: string;
  readonly noRoles: string;
  readonly noRolesWhy: string;
}

export const teams: Catalogue<TeamTexts> = {
  en: {
    title: "Teams",
    one: "Team",
    name: "Name",
    description: "Description",
    members: "Members",
    member: "Member of the organization",
    memberHint: "Search by name, username or e-mail address.",
    email: "E-mail address",
    created: "Created",
    make: "Create team",
    made: (name) => `The team ${name} was created.`,
    edit: "Edit team",
    delete: "Delete team",
    deleteTitle: (name) => `Delete the team ${name}?`,
    deleteWhy: (count) =>
      `${count === 1 ? "Its one member loses" : `All ${count} members lose`} what they held by it, and stay in the organization. A deleted team cannot be brought back.`,
    deleted: (name) => `The team ${name} was deleted.`,
    none: "There are no teams",
    inNone: "You are in no team",
    noneWhy: "Whoever is in a team holds the roles of the team: give them once, for all.",
    noneFits: "No team fits",
    clear: "Clear the search",
    nobody: "Nobody is in this team",
    nobodyWhy: "Add members of the organization; they hold the team's roles at once.",
    addTitle: (name) => `Add ${name} to a team`,
    addMember: "Add a member",
    add: "Add",
    added: (name, team) => `${name} is in ${team} now.`,
    remove: "Remove",
    removeOne: (name) => `Remove: ${name}`,
    removed: (name, team) => `${name} is not in ${team} any more.`,
    roles: "Roles of the team",
    rolesLead: "Whoever is in the team holds them too.",
    changeRoles: "Change roles",
    noRoles: "The team holds no role",
    noRolesWhy: "Give it roles of the organization here; those of a workspace or a project on their pages.",
  },
  de: {
    title: "Teams",
    one: "Team",
    name: "Name",
    description: "Beschreibung",
    members: "Mitglieder",
    member: "Mitglied der Organisation",
    memberHint: "Suche nach Name, Benutzername oder E-Mail-Adresse.",
    email: "E-Mail-Adresse",
    created: "Angelegt",
    make: "Team anlegen",
    made: (name) => `Das Team ${name} wurde angelegt.`,
    edit: "Team bearbeiten",
    delete: "Team löschen",
    deleteTitle: (name) => `Team ${name} löschen?`,
    deleteWhy: (count) =>
      `${count === 1 ? "Das eine Mitglied verliert, was es durch das Team hatte, und bleibt" : `Alle ${count} Mitglieder verlieren, was sie durch das Team hatten, und bleiben`} in der Organisation. Ein gelöschtes Team kommt nicht zurück.`,
    deleted: (name) => `Das Team ${name} wurde gelöscht.`,
    none: "Es gibt keine Teams",
    inNone: "Sie sind in keinem Team",
    noneWhy: "Wer in einem Team ist, hat die Rollen des Teams: geben Sie sie einmal für alle.",
    noneFits: "Kein Team passt",
    clear: "Suche leeren",
    nobody: "Niemand ist in diesem Team",
    nobodyWhy: "Nehmen Sie Mitglieder der Organisation auf; sie haben sofort die Rollen des Teams.",
    addTitle: (name) => `${name} in ein Team aufnehmen`,
    addMember: "Mitglied aufnehmen",
    add: "Aufnehmen",
    added: (name, team) => `${name} ist jetzt in ${team}.`,
    remove: "Entfernen",
    removeOne: (name) => `Entfernen: ${name}`,
    removed: (name, team) => `${name} ist nicht mehr in ${team}.`,
    roles: "Rollen des Teams",
    rolesLead: "Wer im Team ist, hat sie auch.",
    changeRoles: "Rollen ändern",
    noRoles: "Das Team hat keine Rolle",
    noRolesWhy: "Geben Sie ihm hier Rollen der Organisation; die eines Workspace oder Projekts auf deren Seiten.",
  },
};
