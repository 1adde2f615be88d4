import type { PermissionName } from "../api/described-names.ts";
import { GERMAN_RESOURCES } from "../roles/names.ts";

/** What can be done to what the servers of workspaces keep; said after what several of it are called. */
const DONE = {
  create: "anlegen",
  read: "lesen",
  update: "ändern",
  delete: "löschen",
  share: "freigeben",
  promote: "befördern",
  client: "benutzen, wie es der Server eines Workspace tut",
  prune: "aufräumen",
  backup_restore: "sichern und wiederherstellen",
} as const;

/** Types that are said like that. */
const REGULAR = [
  "service_account",
  "stack",
  "stack_component",
  "flavor",
  "service_connector",
  "secret",
  "tag",
  "code_repository",
  "pipeline",
  "pipeline_run",
  "artifact",
  "artifact_version",
  "model",
  "model_version",
] as const;

type Regular = `${(typeof REGULAR)[number]}:${keyof typeof DONE}`;

const OWN: Readonly<Record<Exclude<PermissionName, Regular>, string>> = {
  "organization:read": "Die Organisation sehen.",
  "organization:update": "Die Organisation ändern.",
  "organization:delete": "Die Organisation löschen.",
  "billing:read": "Die Abrechnung sehen.",
  "billing:update": "Die Abrechnung ändern.",
  "member:read": "Die Mitglieder und ihre Rollen sehen.",
  "member:delete": "Mitglieder entfernen.",
  "invitation:create": "Menschen einladen.",
  "invitation:read": "Die Einladungen sehen.",
  "invitation:delete": "Einladungen zurückziehen.",
  "team:create": "Teams anlegen.",
  "team:read": "Sehen, welche Teams es gibt und wer darin ist.",
  "team:update": "Teams ändern, und wer darin ist.",
  "team:delete": "Teams löschen.",
  "role:create": "Eigene Rollen anlegen.",
  "role:read": "Sehen, wer welche Rolle hat.",
  "role:update": "Eigene Rollen ändern.",
  "role:delete": "Eigene Rollen löschen.",
  "role:assign": "Menschen, Dienstkonten und Teams Rollen in der Organisation geben und nehmen.",
  "secret:read_secret_value": "Die Werte von Geheimnissen lesen.",
  "workspace:create": "Workspaces anlegen.",
  "workspace:read": "Den Workspace sehen und betreten.",
  "workspace:update": "Den Workspace ändern.",
  "workspace:delete": "Den Workspace löschen.",
  "workspace:share": "Bestimmen, wer mit welchen Rollen im Workspace ist.",
  "workspace:backup_restore": "Den Workspace sichern und wiederherstellen.",
  "project:create": "Projekte anlegen.",
  "project:read": "Das Projekt sehen.",
  "project:update": "Das Projekt ändern.",
  "project:delete": "Das Projekt löschen.",
  "project:share": "Bestimmen, wer mit welchen Rollen im Projekt ist.",
};

const own: ReadonlyMap<string, string> = new Map(Object.entries(OWN));
const done: ReadonlyMap<string, string> = new Map(Object.entries(DONE));

/** What a permission allows, in German; `undefined` for those that an installation declares itself. */
export function german(name: string): string | undefined {
  const [type = "", action = ""] = name.split(":");
  const regular = REGULAR.find((one) => one === type);
  const does = done.get(action);
  return own.get(name) ?? (regular && does ? `${GERMAN_RESOURCES[regular]} ${does}.` : undefined);
}
