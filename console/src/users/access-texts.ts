import type { Catalogue } from "../texts/language.tsx";

interface AccessTexts {
  readonly memberships: string;
  readonly membershipsLead: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly owner: string;
  readonly teams: string;
  readonly role: string;
  readonly where: string;
  readonly through: string;
  readonly directly: string;
  readonly whole: string;
  readonly given: string;
  readonly leftOut: string;
  readonly noRoles: string;
  readonly seeAs: (name: string) => string;
  readonly seeAsLead: string;
  readonly seeAsMark: string;
  readonly organization: string;
  readonly workspace: string;
  readonly anyWorkspace: string;
  readonly choose: string;
  readonly chooseWhy: string;
  readonly inactive: string;
  readonly resource: string;
  readonly may: string;
  readonly mayNot: string;
  readonly nothing: string;
  readonly onlyAllowed: string;
  readonly why: (permission: string) => string;
  readonly permissionTable: string;
  readonly allowed: string;
  readonly denied: string;
  readonly notDenied: string;
  readonly one: string;
  readonly oneLead: string;
  readonly close: string;
}

export const accessTexts: Catalogue<AccessTexts> = {
  en: {
    memberships: "Memberships",
    membershipsLead: "The organizations that the account is in, and what it holds there.",
    none: "In no organization",
    noneWhy: "Or in none in which you may see who holds which role.",
    owner: "Owner",
    teams: "Teams",
    role: "Role",
    where: "Held in",
    through: "Through",
    directly: "Directly",
    whole: "The whole organization",
    given: "Given",
    leftOut: "It holds more roles than are shown.",
    noRoles: "Holds no roles.",
    seeAs: (name) => `What ${name} may do`,
    seeAsLead: "As the checks decide for this account now. Nothing is done in its name, and nothing can be changed here.",
    seeAsMark: "View only",
    organization: "Organization",
    workspace: "Workspace",
    anyWorkspace: "None: the organization itself",
    choose: "Choose an organization",
    chooseWhy: "Then see what the account may do in it, or in one of its workspaces, and why.",
    inactive: "The account is deactivated: it may do nothing until it is activated again.",
    resource: "Type of resource",
    may: "May",
    mayNot: "May not",
    nothing: "Nothing",
    onlyAllowed: "Only what is allowed",
    why: (permission) => `Why ${permission}`,
    permissionTable: "What the account may do, by type of resource",
    allowed: "Allowed",
    denied: "Not allowed",
    notDenied: "Nothing that the account holds here allows it.",
    one: "One resource in particular",
    oneLead: "Shares of single resources count here, too; and what would help is said where something is not allowed.",
    close: "Close",
  },
  de: {
    memberships: "Mitgliedschaften",
    membershipsLead: "Die Organisationen, in denen das Konto ist, und was es dort hat.",
    none: "In keiner Organisation",
    noneWhy: "Oder in keiner, in der Sie sehen dürfen, wer welche Rolle hat.",
    owner: "Eigentum",
    teams: "Teams",
    role: "Rolle",
    where: "Gilt in",
    through: "Durch",
    directly: "Direkt",
    whole: "Der ganzen Organisation",
    given: "Vergeben",
    leftOut: "Es hat mehr Rollen, als hier stehen.",
    noRoles: "Hat keine Rollen.",
    seeAs: (name) => `Was ${name} darf`,
    seeAsLead: "So, wie die Prüfungen jetzt für dieses Konto entscheiden. Nichts geschieht in seinem Namen, und nichts lässt sich hier ändern.",
    seeAsMark: "Nur Ansicht",
    organization: "Organisation",
    workspace: "Workspace",
    anyWorkspace: "Keiner: die Organisation selbst",
    choose: "Wählen Sie eine Organisation",
    chooseWhy: "Dann sehen Sie, was das Konto in ihr oder in einem ihrer Workspaces darf, und warum.",
    inactive: "Das Konto ist deaktiviert: Es darf nichts, bis es wieder aktiviert ist.",
    resource: "Art der Ressource",
    may: "Darf",
    mayNot: "Darf nicht",
    nothing: "Nichts",
    onlyAllowed: "Nur, was erlaubt ist",
    why: (permission) => `Warum ${permission}`,
    permissionTable: "Was das Konto darf, nach Art der Ressource",
    allowed: "Erlaubt",
    denied: "Nicht erlaubt",
    notDenied: "Nichts, was das Konto hier hat, erlaubt es.",
    one: "Eine bestimmte Ressource",
    oneLead: "Hier zählen auch Freigaben einzelner Ressourcen; und wo etwas nicht erlaubt ist, steht, was helfen würde.",
    close: "Schließen",
  },
};
