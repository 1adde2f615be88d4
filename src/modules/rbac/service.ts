import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { Place } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { allowedIds, decide } from "../access/check-service.ts";
import { askingWorkspace, holdOrganization, placeOf, requireMember, requireTeam } from "../access/service.ts";
import { principalOf, readAccount } from "../users/service.ts";
import { parseResource, permissionFor, type Resource } from "./resource.ts";
import type { MembersQuery, Share } from "./schema.ts";
import { dropShare, dropSharesOf, findTeamIds, type Located, listMembers, putShare } from "./store.ts";

/** The workspace whose server asks; `null` for a superuser, who names one. @throws RosterError `rbac.internal` */
function askerOf(ctx: Context): string | null {
  const own = askingWorkspace(ctx);
  if (own !== undefined) return own;
  if (principalOf(ctx).isSuperuser) return null;
  throw refusal("rbac.internal");
}

/**
 * The workspace that resources are in: that of its server, which asks; of a superuser the one that is named, or the
 * one of the project that a resource is in.
 */
async function workspaceFor(ctx: Context, resources: readonly Resource[], named: string | undefined): Promise<string> {
  const own = askerOf(ctx);
  const [name, ...others] = new Set([own, named ?? null, ...resources.map(({ workspaceId }) => workspaceId)].filter((id) => id !== null));
  if (others.length > 0) throw refusal("rbac.other_workspace");
  if (own !== null) return own;
  const projectId = name === undefined ? resources.find((resource) => resource.projectId !== null)?.projectId : undefined;
  if (name === undefined && !projectId) throw refusal("rbac.no_workspace");
  const { workspaceId } = await placeOf(ctx, name === undefined ? { projectId: projectId ?? undefined } : { workspaceId: name });
  if (workspaceId === null) throw refusal("rbac.no_workspace");
  return workspaceId;
}

const inWorkspace = (workspaceId: string) => ({ organizationId: null, workspaceId });

interface Asking {
  readonly user_id: string;
  readonly action: string;
  readonly workspace_id?: string | undefined;
}

/**
 * To which of several resources an account may do something; one statement, however many there are.
 *
 * @returns each resource string as it was given, and whether it is allowed
 * @throws RosterError `rbac.internal`, `rbac.malformed_resource`, `rbac.unknown_type`, `rbac.unknown_action`,
 *   `rbac.other_workspace`, `rbac.no_workspace`, `workspace.not_found`, `project.not_found`
 */
export async function checkPermissions(ctx: Context, { user_id, action, workspace_id }: Asking, texts: readonly string[]): Promise<Record<string, boolean>> {
  askerOf(ctx);
  const resources = texts.map((text) => parseResource(ctx.app.catalogue, text));
  const asked = resources.map((resource) => ({ ...resource, permission: permissionFor(ctx.app.catalogue, resource.type, action) }));
  if (asked.length === 0) return {};
  const answers = await decide(ctx, inWorkspace(await workspaceFor(ctx, resources, workspace_id)), user_id, asked);
  return Object.fromEntries(resources.map(({ text }, i) => [text, answers[i] === true]));
}

/** Of which resources of a type an account may do something to (`allowedIds`). @throws RosterError `rbac.with_id`, and as `checkPermissions` */
export async function allowedResourceIds(ctx: Context, { user_id, action, workspace_id }: Asking, text: string) {
  askerOf(ctx);
  const resource = parseResource(ctx.app.catalogue, text);
  if (resource.id !== null) throw refusal("rbac.with_id");
  const asked = { ...resource, permission: permissionFor(ctx.app.catalogue, resource.type, action) };
  const { fullAccess, ids } = await allowedIds(ctx, inWorkspace(await workspaceFor(ctx, [resource], workspace_id)), user_id, asked);
  return { full_access: fullAccess, ids };
}

/** One resource, and the place that it is in. @throws RosterError `rbac.no_id`, and as `checkPermissions` */
async function locate(ctx: Context, text: string, named: string | undefined): Promise<Located> {
  askerOf(ctx);
  const resource = parseResource(ctx.app.catalogue, text);
  const { type, id, projectId } = resource;
  if (id === null) throw refusal("rbac.no_id");
  const place: Place = await placeOf(ctx, { workspaceId: await workspaceFor(ctx, [resource], named) });
  const workspaceId = place.workspaceId ?? "";
  if (projectId !== null) await placeOf(ctx, { workspaceId, projectId });
  return { organizationId: place.organizationId, workspaceId, projectId, type, id };
}

/**
 * A page of who may do something to a resource: by a role in its project, its workspace or the organization, or by a
 * share.
 *
 * @throws RosterError `rbac.no_id`, `cursor.invalid`, and as `checkPermissions`
 */
export async function resourceMembers(ctx: Context, query: MembersQuery): Promise<Page> {
  const located = await locate(ctx, query.resource, query.workspace_id);
  const { keyring, catalogue } = ctx.app;
  const keys = catalogue.keysWith([...(catalogue.actionsOf(located.type) ?? [])].map((action) => `${located.type}:${action}`));
  return pageById(keyring, ["resource members", located.workspaceId], query, listMembers(queryable(ctx), located, keys, query));
}

/** Whoever shares belongs to the organization, or is a superuser. @throws RosterError `rbac.sharer_not_found` */
async function requireSharer(ctx: Context, organizationId: string, userId: string): Promise<void> {
  const account = await readAccount(ctx, userId);
  if (!account?.isSuperuser) await requireMember(ctx, organizationId, userId, "rbac.sharer_not_found");
}

/**
 * Lets an account or a team do something to a resource, beside what their roles hold. Whether the one who shares may
 * do so is for the workspace's server to know, which asks for it: it knows the makers of its resources.
 *
 * @throws RosterError `rbac.one_holder`, `rbac.holder_not_found`, `rbac.sharer_not_found`, `rbac.no_id`, and as
 *   `checkPermissions`
 */
export async function shareResource(ctx: Context, input: Share, named: string | undefined): Promise<void> {
  const { resource, actions, sharing_user_id: sharedBy } = input;
  const located = await locate(ctx, resource, named);
  for (const action of actions) permissionFor(ctx.app.catalogue, located.type, action);
  const [userId, teamId] = [input.user_id ?? null, input.team_id ?? null];
  if ((userId === null) === (teamId === null)) throw refusal("rbac.one_holder");
  await transaction(ctx, async (inner, tx) => {
    const { organizationId } = located;
    await holdOrganization(inner, organizationId);
    if (teamId !== null) await requireTeam(inner, organizationId, teamId, "rbac.holder_not_found");
    if (userId !== null) await requireMember(inner, organizationId, userId, "rbac.holder_not_found");
    await requireSharer(inner, organizationId, sharedBy);
    const id = uuidv7(ctx.app.clock.now());
    const shared = { ...located, userId, teamId };
    if (actions.length > 0) await putShare(tx, { ...shared, shareId: id, actions, sharedBy, now: new Date(uuidTime(id)) });
    else if (!(await dropShare(tx, shared))) return;
    const after = { resource, workspace_id: located.workspaceId, user_id: userId, team_id: teamId, actions, sharing_user_id: sharedBy };
    await insertAudit(inner, tx, { action: "resource.share", targetType: "resource", targetId: located.id, after });
  });
}

/** Ends every share of resources that are gone. @throws RosterError `rbac.no_id`, and as `checkPermissions` */
export async function dropResources(ctx: Context, texts: readonly string[], named: string | undefined): Promise<void> {
  askerOf(ctx);
  const resources = texts.map((text) => parseResource(ctx.app.catalogue, text));
  const gone = resources.map(({ type, id }) => {
    if (id === null) throw refusal("rbac.no_id");
    return { type, id };
  });
  const workspaceId = await workspaceFor(ctx, resources, named);
  await transaction(ctx, async (inner, tx) => {
    const shares = await dropSharesOf(tx, workspaceId, gone);
    if (shares === 0) return;
    await insertAudit(inner, tx, { action: "resource.delete", targetType: "workspace", targetId: workspaceId, before: { resources: texts, shares } });
  });
}

/** The teams of an account in the organization of the workspace that asks; for superusers all its teams. @throws RosterError `rbac.internal` */
export async function userTeamIds(ctx: Context, userId: string): Promise<string[]> {
  return findTeamIds(queryable(ctx), userId, askerOf(ctx));
}
