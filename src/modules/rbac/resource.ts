/** Resource strings (contract B.5): what the servers of workspaces ask about. */
import type { Catalogue } from "../../kernel/access.ts";
import { refusal } from "../../kernel/errors.ts";
import { canonicalUuid } from "../../kernel/ids.ts";

/** A resource, or all of a type. */
export interface Resource {
  /** As it was given: answers repeat it. */
  readonly text: string;
  readonly type: string;
  readonly id: string | null;
  readonly projectId: string | null;
  /** The workspace, where the text names one: `<uuid>@server:` before the rest. */
  readonly workspaceId: string | null;
}

/** The longest there is: two scopes, a type of 50 characters, an id. */
export const LONGEST_RESOURCE = 200;

const UUID = "[0-9A-Fa-f-]{32,36}";
const FORM = new RegExp(`^(?:(${UUID})@server:)?(?:(${UUID}):)?([a-z][a-z0-9_]{0,49})(?:/(${UUID}))?$`);

/** The id in a part of the text. @throws RosterError `rbac.malformed_resource` */
function idIn(part: string | undefined): string | null {
  if (part === undefined) return null;
  const id = canonicalUuid(part);
  if (id === undefined) throw refusal("rbac.malformed_resource");
  return id;
}

/**
 * Reads a resource string: `type`, `type/<uuid>`, `<project>:type/<uuid>`, each also behind `<workspace>@server:`.
 *
 * @throws RosterError `rbac.malformed_resource`, `rbac.unknown_type`
 */
export function parseResource(catalogue: Catalogue, text: string): Resource {
  const match = FORM.exec(text);
  if (!match) throw refusal("rbac.malformed_resource");
  const [, workspace, project, type = "", own] = match;
  if (!catalogue.actionsOf(type)) throw refusal("rbac.unknown_type", `There is no type of resource ${type}. GET /permissions lists them.`);
  const id = idIn(own);
  // A project is in itself, and a workspace names itself.
  const projectId = idIn(project) ?? (type === "project" ? id : null);
  const workspaceId = idIn(workspace) ?? (type === "workspace" ? id : null);
  return { text, type, id, projectId, workspaceId };
}

/** The permission for an action on a type of resource. @throws RosterError `rbac.unknown_action`, which lists the actions that there are */
export function permissionFor(catalogue: Catalogue, type: string, action: string): string {
  const actions = catalogue.actionsOf(type);
  if (!actions?.has(action)) {
    throw refusal("rbac.unknown_action", `There is no action ${action} for the type ${type}, but ${[...(actions ?? [])].join(", ")}.`);
  }
  return `${type}:${action}`;
}
