import type { Catalogue } from "../texts/language.tsx";

type Level = "organization" | "workspace" | "project";

interface GrantTexts {
  readonly members: string;
  readonly member: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<"user" | "service_account" | "team" | "invitation", string>>;
  readonly roles: string;
  readonly noneHere: Readonly<Record<Level, string>>;
  readonly none: string;
  readonly noneWhy: Readonly<Record<Level, string>>;
  readonly give: string;
  readonly giveTitle: Readonly<Record<Level, string>>;
  readonly who: string;
  readonly account: string;
  readonly team: string;
  readonly accountHint: string;
  readonly role: string;
  readonly chooseRole: string;
  readonly noRoles: string;
  readonly given: (role: string, name: string) => string;
  readonly taken: (role: string, name: string) => string;
  readonly edit: string;
  readonly editOf: (name: string) => string;
  readonly take: string;
  readonly takeRole: (role: string) => string;
  readonly another: string;
  readonly lastWhy: Readonly<Record<Level, string>>;
}

export const grants: Catalogue<GrantTexts> = {
  en: {
    members: "Members",
    member: "Member",
    kind: "Kind",
    kinds: { user: "Person", service_account: "Service account", team: "Team", invitation: "Invitation" },
    roles: "Roles",
    noneHere: { organization: "No role in the whole organization", workspace: "In its projects only", project: "No role" },
    none: "Nobody is in here yet",
    noneWhy: {
      organization: "Give somebody a role.",
      workspace: "Give somebody a role in the workspace. Roles of the whole organization count here, too.",
      project: "Give somebody a role in the project. Roles of the workspace and of the organization count here, too.",
    },
    give: "Give a role",
    giveTitle: { organization: "Give a role in the organization", workspace: "Give a role in the workspace", project: "Give a role in the project" },
    who: "To whom",
    account: "Account",
    team: "Team",
    accountHint: "A person or a service account of the organization",
    role: "Role",
    chooseRole: "Choose a role",
    noRoles: "There is no role of this level that is not held already.",
    given: (role, name) => `${name} has the role ${role}.`,
    taken: (role, name) => `The role ${role} was taken from ${name}.`,
    edit: "Roles",
    editOf: (name) => `Roles of ${name}`,
    take: "Take away",
    takeRole: (role) => `Take away the role ${role}`,
    another: "Another role",
    lastWhy: {
      organization: "Whoever holds no role any more may do nothing in the organization.",
      workspace: "Whoever holds no role in the organization any more is no member of it, and leaves its teams.",
      project: "Whoever holds no role in the organization any more is no member of it, and leaves its teams.",
    },
  },
  de: {
    members: "Mitglieder",
    member: "Mitglied",
    kind: "Art",
    kinds: { user: "Mensch", service_account: "Dienstkonto", team: "Team", invitation: "Einladung" },
    roles: "Rollen",
    noneHere: { organization: "Keine Rolle in der ganzen Organisation", workspace: "Nur in Projekten", project: "Keine Rolle" },
    none: "Hier ist noch niemand",
    noneWhy: {
      organization: "Geben Sie jemandem eine Rolle.",
      workspace: "Geben Sie jemandem eine Rolle im Workspace. Rollen der ganzen Organisation gelten auch hier.",
      project: "Geben Sie jemandem eine Rolle im Projekt. Rollen des Workspace und der Organisation gelten auch hier.",
    },
    give: "Rolle geben",
    giveTitle: { organization: "Rolle in der Organisation geben", workspace: "Rolle im Workspace geben", project: "Rolle im Projekt geben" },
    who: "Wem",
    account: "Konto",
    team: "Team",
    accountHint: "Ein Mensch oder ein Dienstkonto der Organisation",
    role: "Rolle",
    chooseRole: "Rolle wählen",
    noRoles: "Es gibt keine Rolle dieser Ebene, die nicht schon vergeben ist.",
    given: (role, name) => `${name} hat die Rolle ${role}.`,
    taken: (role, name) => `${name} hat die Rolle ${role} nicht mehr.`,
    edit: "Rollen",
    editOf: (name) => `Rollen von ${name}`,
    take: "Entziehen",
    takeRole: (role) => `Die Rolle ${role} entziehen`,
    another: "Weitere Rolle",
    lastWhy: {
      organization: "Wer keine Rolle mehr hat, darf in der Organisation nichts.",
      workspace: "Wer in der Organisation keine Rolle mehr hat, ist kein Mitglied mehr und verlässt ihre Teams.",
      project: "Wer in der Organisation keine Rolle mehr hat, ist kein Mitglied mehr und verlässt ihre Teams.",
    },
  },
};
