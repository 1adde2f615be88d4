import type { Member } from "../api/types.ts";
import type { Catalogue } from "../texts/language.tsx";
import type { MemberKind } from "./members-search.ts";

interface MemberTexts {
  readonly title: string;
  readonly name: string;
  readonly kind: string;
  readonly roles: string;
  readonly role: string;
  readonly team: string;
  readonly account: string;
  readonly lastSignIn: string;
  readonly you: string;
  readonly inactive: string;
  readonly types: Readonly<Record<Member["type"], string>>;
  readonly kinds: Readonly<Record<MemberKind, string>>;
  readonly everybody: string;
  readonly anyRole: string;
  readonly clearRole: string;
  readonly searchHint: string;
  readonly teamSize: (count: number) => string;
  readonly openUntil: string;
  readonly elsewhere: string;
  readonly noRole: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly clear: string;
  readonly invite: string;
  readonly addAccount: string;
  readonly addAccountWhy: string;
  readonly accountAdded: (name: string) => string;
  readonly addButton: string;
  readonly changeRoles: string;
  readonly giveRole: string;
  readonly addToTeam: string;
  readonly remove: string;
  readonly removeTitle: (name: string) => string;
  readonly removeWhy: string;
  readonly removeButton: string;
  readonly removed: (name: string) => string;
  readonly withdraw: string;
  readonly withdrawTitle: (name: string) => string;
  readonly withdrawWhy: string;
  readonly withdrawButton: string;
  readonly withdrawn: (name: string) => string;
  readonly leave: string;
  readonly leaveTitle: string;
  readonly leaveWhy: string;
  readonly leaveButton: string;
  readonly left: string;
  readonly goes: string;
  readonly bulkBar: string;
  readonly bulkRole: (count: number) => string;
  readonly bulkTeam: (count: number) => string;
  readonly bulkRemove: (count: number) => string;
  readonly bulkRemoveWhy: string;
  readonly leftOutTeams: (count: number) => string;
  readonly leftOutRemove: (count: number) => string;
}

export const members: Catalogue<MemberTexts> = {
  en: {
    title: "Members",
    name: "Name",
    kind: "Kind",
    roles: "Roles",
    role: "Role",
    team: "Team",
    account: "Account",
    lastSignIn: "Last sign-in",
    you: "(you)",
    inactive: "Deactivated",
    types: { user: "Person", service_account: "Machine", team: "Team", invitation: "Invited" },
    kinds: { people: "People", machines: "Machines", teams: "Teams", pending: "Invited" },
    everybody: "Everybody",
    anyRole: "Any role",
    clearRole: "Any role",
    searchHint: "Part of a name or an e-mail address",
    teamSize: (count) => (count === 1 ? "1 member" : `${count} members`),
    openUntil: "Open until",
    elsewhere: "In workspaces only",
    noRole: "None",
    none: "No member fits",
    noneWhy: "Search for less, or clear the filters.",
    clear: "Clear search and filters",
    invite: "Invite",
    addAccount: "Add an account",
    addAccountWhy: "It becomes a member at once, without being asked.",
    accountAdded: (name) => `${name} is a member now.`,
    addButton: "Add",
    changeRoles: "Change roles",
    giveRole: "Give a role",
    addToTeam: "Add to a team",
    remove: "Remove",
    removeTitle: (name) => `Remove ${name}?`,
    removeWhy: "All roles and team places here go at once, in workspaces and projects too. They can be invited again.",
    removeButton: "Remove",
    removed: (name) => `${name} is no member any more.`,
    withdraw: "Withdraw the invitation",
    withdrawTitle: (name) => `Withdraw the invitation of ${name}?`,
    withdrawWhy: "Its links stop working. The address can be invited again.",
    withdrawButton: "Withdraw",
    withdrawn: (name) => `The invitation of ${name} was withdrawn.`,
    leave: "Leave the organization",
    leaveTitle: "Leave the organization?",
    leaveWhy: "You lose all roles and team places here, and come back only by an invitation.",
    leaveButton: "Leave",
    left: "You have left the organization.",
    goes: "What goes",
    bulkBar: "With the selected members",
    bulkRole: (count) => (count === 1 ? "Give 1 member a role" : `Give ${count} members a role`),
    bulkTeam: (count) => (count === 1 ? "Add 1 member to a team" : `Add ${count} members to a team`),
    bulkRemove: (count) => (count === 1 ? "Remove 1 member" : `Remove ${count} members`),
    bulkRemoveWhy: "All their roles and team places here go at once, in workspaces and projects too. Invitations are withdrawn.",
    leftOutTeams: (count) => (count === 1 ? "1 team is left out: teams are in no teams." : `${count} teams are left out: teams are in no teams.`),
    leftOutRemove: (count) => `${count} left out: machines and teams are deleted on their own pages, and you leave by yourself.`,
  },
  de: {
    title: "Mitglieder",
    name: "Name",
    kind: "Art",
    roles: "Rollen",
    role: "Rolle",
    team: "Team",
    account: "Konto",
    lastSignIn: "Letzte Anmeldung",
    you: "(Sie)",
    inactive: "Deaktiviert",
    types: { user: "Mensch", service_account: "Maschine", team: "Team", invitation: "Eingeladen" },
    kinds: { people: "Menschen", machines: "Maschinen", teams: "Teams", pending: "Eingeladene" },
    everybody: "Alle",
    anyRole: "Jede Rolle",
    clearRole: "Jede Rolle",
    searchHint: "Teil von Name oder E-Mail-Adresse",
    teamSize: (count) => (count === 1 ? "1 Mitglied" : `${count} Mitglieder`),
    openUntil: "Offen bis",
    elsewhere: "Nur in Workspaces",
    noRole: "Keine",
    none: "Kein Mitglied passt",
    noneWhy: "Suchen Sie nach weniger, oder leeren Sie die Filter.",
    clear: "Suche und Filter leeren",
    invite: "Einladen",
    addAccount: "Konto hinzufügen",
    addAccountWhy: "Es wird sofort Mitglied, ohne gefragt zu werden.",
    accountAdded: (name) => `${name} ist jetzt Mitglied.`,
    addButton: "Hinzufügen",
    changeRoles: "Rollen ändern",
    giveRole: "Rolle geben",
    addToTeam: "In ein Team aufnehmen",
    remove: "Entfernen",
    removeTitle: (name) => `${name} entfernen?`,
    removeWhy: "Alle Rollen und Plätze in Teams gehen sofort verloren, auch in Workspaces und Projekten. Eine neue Einladung ist möglich.",
    removeButton: "Entfernen",
    removed: (name) => `${name} ist kein Mitglied mehr.`,
    withdraw: "Einladung zurückziehen",
    withdrawTitle: (name) => `Einladung von ${name} zurückziehen?`,
    withdrawWhy: "Ihre Links gelten nicht mehr. Die Adresse kann neu eingeladen werden.",
    withdrawButton: "Zurückziehen",
    withdrawn: (name) => `Die Einladung von ${name} wurde zurückgezogen.`,
    leave: "Organisation verlassen",
    leaveTitle: "Organisation verlassen?",
    leaveWhy: "Sie verlieren hier alle Rollen und Plätze in Teams und kommen nur durch eine Einladung zurück.",
    leaveButton: "Verlassen",
    left: "Sie haben die Organisation verlassen.",
    goes: "Was verloren geht",
    bulkBar: "Mit den ausgewählten Mitgliedern",
    bulkRole: (count) => (count === 1 ? "1 Mitglied eine Rolle geben" : `${count} Mitgliedern eine Rolle geben`),
    bulkTeam: (count) => (count === 1 ? "1 Mitglied in ein Team aufnehmen" : `${count} Mitglieder in ein Team aufnehmen`),
    bulkRemove: (count) => (count === 1 ? "1 Mitglied entfernen" : `${count} Mitglieder entfernen`),
    bulkRemoveWhy: "Alle ihre Rollen und Plätze in Teams gehen sofort verloren, auch in Workspaces und Projekten. Einladungen werden zurückgezogen.",
    leftOutTeams: (count) =>
      count === 1 ? "1 Team bleibt außen vor: Teams sind in keinen Teams." : `${count} Teams bleiben außen vor: Teams sind in keinen Teams.`,
    leftOutRemove: (count) =>
      `${count} bleiben außen vor: Maschinen und Teams werden auf ihren eigenen Seiten gelöscht, und Sie selbst verlassen die Organisation.`,
  },
};
