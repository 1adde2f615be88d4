import type { PermissionName } from "../api/described-names.ts";
import type { Catalogue } from "../texts/language.tsx";

type Part<Name extends string> = Name extends `${infer Resource}:${infer Action}` ? { readonly resource: Resource; readonly action: Action } : never;

/** What the API's actions and types of resources are called where their own names do not do; others are shown as they are. */
interface Names {
  readonly actions: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, string>>;
}

/** Types of resources in German. */
export const GERMAN_RESOURCES = {
  organization: "Organisation",
  billing: "Abrechnung",
  member: "Mitglieder",
  invitation: "Einladungen",
  team: "Teams",
  role: "Rollen",
  service_account: "Dienstkonten",
  workspace: "Workspace",
  project: "Projekt",
  stack: "Stacks",
  stack_component: "Stack-Komponenten",
  flavor: "Flavors",
  service_connector: "Service-Connectors",
  secret: "Geheimnisse",
  tag: "Tags",
  code_repository: "Code-Repositorys",
  pipeline: "Pipelines",
  pipeline_run: "Pipeline-Läufe",
  artifact: "Artefakte",
  artifact_version: "Artefakt-Versionen",
  model: "Modelle",
  model_version: "Modell-Versionen",
} as const satisfies Record<Part<PermissionName>["resource"], string>;

const GERMAN_ACTIONS = {
  read: "Lesen",
  create: "Anlegen",
  update: "Ändern",
  delete: "Löschen",
  share: "Freigeben",
  assign: "Vergeben",
  backup_restore: "Sichern",
  client: "Benutzen",
  promote: "Befördern",
  prune: "Aufräumen",
  read_secret_value: "Werte lesen",
} as const satisfies Record<Part<PermissionName>["action"], string>;

export const names: Catalogue<Names> = {
  en: {
    actions: { read_secret_value: "Read values", backup_restore: "Back up", client: "Use" },
    resources: {},
  },
  de: { actions: GERMAN_ACTIONS, resources: GERMAN_RESOURCES },
};
