import type { Catalogue } from "../texts/language.tsx";

type Level = "organization" | "workspace" | "project";

interface ExplainTexts {
  readonly permission: string;
  readonly permissionHint: string;
  readonly levels: Readonly<Record<Level, string>>;
  readonly project: string;
  readonly anyProject: string;
  readonly resource: string;
  readonly resourceHint: string;
  readonly noId: string;
  readonly choose: string;
  readonly allowed: string;
  readonly denied: string;
  readonly because: string;
  readonly superuser: string;
  readonly role: (role: string, level: Level, team: string | undefined) => string;
  readonly share: (team: string | undefined) => string;
  readonly standing: Readonly<Record<Level, string>>;
  readonly missing: Readonly<Record<"account" | "inactive" | "member" | "elsewhere" | "grant", string>>;
  readonly wouldHelp: string;
  readonly noRole: string;
}

const HELD_EN: Readonly<Record<Level, string>> = { organization: "the whole organization", workspace: "the workspace", project: "the project" };
const HELD_DE: Readonly<Record<Level, string>> = { organization: "der ganzen Organisation", workspace: "dem Workspace", project: "dem Projekt" };

export const explaining: Catalogue<ExplainTexts> = {
  en: {
    permission: "What is to be done",
    permissionHint: "Type of resource and action",
    levels: { organization: "In the organization", workspace: "In a workspace", project: "In a project" },
    project: "Project",
    anyProject: "No particular one",
    resource: "Id of one resource",
    resourceHint: "Optional: without it, any resource of the type is meant.",
    noId: "This is no id.",
    choose: "Choose what is to be done, and see whether it is allowed and why.",
    allowed: "Allowed",
    denied: "Not allowed",
    because: "Because",
    superuser: "Superusers may do everything.",
    role: (role, level, team) => `The role “${role}”, held in ${HELD_EN[level]}${team === undefined ? "" : ` through the team “${team}”`}, allows it.`,
    share: (team) => `This very resource is shared with the account${team === undefined ? "" : ` through the team “${team}”`}.`,
    standing: {
      organization: "Whoever holds a role in the organization sees it.",
      workspace: "Whoever holds anything in the workspace sees it.",
      project: "Whoever holds anything in the project sees it.",
    },
    missing: {
      account: "There is no such account, or none that you may know of.",
      inactive: "The account is deactivated. Activated again, it may do what its roles say.",
      member: "The account holds nothing in the organization. Invite it, or give it one of the roles below.",
      elsewhere: "The account holds a role that would allow it, but in another place. Give it that role here, too.",
      grant: "Nothing that the account holds here allows it. Give it one of the roles below, or share the resource with it.",
    },
    wouldHelp: "Roles that would allow it",
    noRole: "No role of the organization allows it yet.",
  },
  de: {
    permission: "Was getan werden soll",
    permissionHint: "Art der Ressource und Aktion",
    levels: { organization: "In der Organisation", workspace: "In einem Workspace", project: "In einem Projekt" },
    project: "Projekt",
    anyProject: "Kein bestimmtes",
    resource: "Id einer einzelnen Ressource",
    resourceHint: "Freiwillig: ohne sie ist jede Ressource der Art gemeint.",
    noId: "Das ist keine Id.",
    choose: "Wählen Sie, was getan werden soll, und sehen Sie, ob es erlaubt ist und warum.",
    allowed: "Erlaubt",
    denied: "Nicht erlaubt",
    because: "Weil",
    superuser: "Superuser dürfen alles.",
    role: (role, level, team) => `Die Rolle „${role}“ in ${HELD_DE[level]}${team === undefined ? "" : `, gehalten durch das Team „${team}“,`} erlaubt es.`,
    share: (team) => `Genau diese Ressource ist für das Konto freigegeben${team === undefined ? "" : `, durch das Team „${team}“`}.`,
    standing: {
      organization: "Wer in der Organisation eine Rolle hat, sieht sie.",
      workspace: "Wer im Workspace irgendetwas hat, sieht ihn.",
      project: "Wer im Projekt irgendetwas hat, sieht es.",
    },
    missing: {
      account: "Dieses Konto gibt es nicht, oder Sie dürfen nicht von ihm wissen.",
      inactive: "Das Konto ist deaktiviert. Wieder aktiviert, darf es, was seine Rollen sagen.",
      member: "Das Konto hat in der Organisation nichts. Laden Sie es ein, oder geben Sie ihm eine der Rollen unten.",
      elsewhere: "Das Konto hat eine Rolle, die es erlauben würde, aber an einem anderen Ort. Geben Sie ihm diese Rolle auch hier.",
      grant: "Nichts, was das Konto hier hat, erlaubt es. Geben Sie ihm eine der Rollen unten, oder geben Sie die Ressource für es frei.",
    },
    wouldHelp: "Rollen, die es erlauben würden",
    noRole: "Bisher erlaubt es keine Rolle der Organisation.",
  },
};
