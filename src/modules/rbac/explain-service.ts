import type { Level } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { decide } from "../access/check-service.ts";
import { askingWorkspace, organizationId as idOfOrganization, placeOf, requireAccess } from "../access/service.ts";
import { mayKnowOf, principalOf, readAccount } from "../users/service.ts";
import { parseResource, permissionFor, type Resource } from "./resource.ts";
import type { ExplainQuery, Explanation, Reason } from "./schema.ts";
import { findFittingRoles, findGrounds, type Ground } from "./store.ts";

/** The reason that needs no other. */
export const SUPERUSER: Reason = { kind: "superuser", role: null, team: null, held_in: null, sentence: "Superusers may do everything." };

/** Most of what an account holds that is looked through. */
export const MOST_GROUNDS = 10_000;
const MOST_ROLES = 20;

/** The place that is asked about. */
export interface Where {
  readonly organizationId: string;
  readonly workspaceId: string | null;
  readonly projectId: string | null;
}

/** Where the resource is: what the query names, or what the resource's own text does. */
async function whereIs(ctx: Context, resource: Resource, { workspace_id, organization_id }: ExplainQuery): Promise<Where> {
  const own = askingWorkspace(ctx);
  const { type, id, projectId } = resource;
  const [workspaceId, ...others] = new Set([own, workspace_id, resource.workspaceId].filter((name) => name !== null && name !== undefined));
  if (others.length > 0) throw refusal("rbac.other_workspace");
  if (workspaceId !== undefined) return { ...(await placeOf(ctx, { workspaceId })), projectId };
  if (projectId !== null) return placeOf(ctx, { projectId });
  const organization = organization_id ?? (type === "organization" ? id : null);
  if (organization === null) throw refusal("rbac.no_workspace", "Name the place: as organization_id, as workspace_id, or by the project before the resource.");
  return { organizationId: await idOfOrganization(ctx, organization), workspaceId: null, projectId: null };
}

/**
 * One may ask about oneself; about others who may see the roles of the organization, its workspaces' servers, and
 * superusers. To everybody else what is asked about is not there.
 */
async function requireCurious(ctx: Context, { organizationId, workspaceId }: Where, { user_id, workspace_id }: ExplainQuery): Promise<void> {
  if (askingWorkspace(ctx) !== undefined) return;
  const missing = workspaceId === null ? "organization.not_found" : workspace_id === undefined ? "project.not_found" : "workspace.not_found";
  await requireAccess(ctx, organizationId, user_id === principalOf(ctx).id ? "organization:read" : "role:read", missing);
}

/** Whether the caller may know that there is such an account: it holds something here, or is known from elsewhere. */
export async function isKnown(
  ctx: Context,
  account: { readonly id: string; readonly isSuperuser: boolean } | undefined,
  grounds: readonly Ground[],
): Promise<boolean> {
  if (!account) return false;
  if (grounds.length > 0) return true;
  // Superusers may enter every workspace, as its server finds out anyway.
  return askingWorkspace(ctx) === undefined ? mayKnowOf(ctx, account.id) : account.isSuperuser;
}

const placeLevel = ({ workspaceId, projectId }: Ground): Level => (projectId !== null ? "project" : workspaceId !== null ? "workspace" : "organization");

/** Whether what is held somewhere counts at a place. */
export const countsAt = (ground: Ground, { workspaceId, projectId }: Where): boolean =>
  ground.workspaceId === null || (ground.workspaceId === workspaceId && (ground.projectId === null || ground.projectId === projectId));

/** What an account holds, as the reason of a permission. */
export function reasonOf(ground: Ground, permission: string, organizationId: string): Reason {
  const level = placeLevel(ground);
  const through = ground.teamName === null ? "" : ` through the team ${ground.teamName}`;
  const team = ground.teamId === null || ground.teamName === null ? null : { id: ground.teamId, name: ground.teamName };
  const held_in = { level, id: ground.projectId ?? ground.workspaceId ?? organizationId };
  if (ground.roleId === null || ground.roleName === null) {
    return {
      kind: "share",
      role: null,
      team,
      held_in,
      sentence: `The resource is shared with the account${through}, for ${(ground.actions ?? []).join(", ")}.`,
    };
  }
  const role = { id: ground.roleId, name: ground.roleName, level: ground.level as Level };
  return { kind: "role", role, team, held_in, sentence: `The role ${role.name}, held in the ${level}${through}, has ${permission}.` };
}

/** Reading a place that one stands in needs no role that says so. */
export function standing(grounds: readonly Ground[], permission: string, where: Where): Reason[] {
  const level = { "organization:read": "organization", "workspace:read": "workspace", "project:read": "project" }[permission] as Level | undefined;
  if (level === undefined) return [];
  const place = { organization: where.organizationId, workspace: where.workspaceId, project: where.projectId }[level];
  const isIn = (ground: Ground) =>
    level === "organization" ? ground.roleId !== null && ground.teamId === null : (level === "workspace" ? ground.workspaceId : ground.projectId) === place;
  if (place === null || !grounds.some(isIn)) return [];
  const sentence = `Whoever holds anything in the ${level} sees it.`;
  return [{ kind: "standing", role: null, team: null, held_in: { level, id: place }, sentence }];
}

interface Known {
  readonly isThere: boolean;
  readonly isActive: boolean;
  readonly grounds: readonly Ground[];
}

async function missingFrom(
  ctx: Context,
  { isThere, isActive, grounds }: Known,
  permission: string,
  where: Where,
): Promise<NonNullable<Explanation["missing"]>> {
  const roles = await findFittingRoles(queryable(ctx), where.organizationId, permission, ctx.app.catalogue.keysWith([permission]), MOST_ROLES);
  const because = (kind: NonNullable<Explanation["missing"]>["kind"], sentence: string) => ({ kind, sentence, roles });
  if (!isThere) return because("account", "There is no such account, or none that you may know of.");
  if (!isActive) return because("inactive", "The account is deactivated. Activated again, it may do what its roles say.");
  if (grounds.length === 0) return because("member", `The account holds nothing in the organization. Invite it, or give it a role that has ${permission}.`);
  const elsewhere = grounds.find((ground) => ground.roleId !== null && ctx.app.catalogue.holds(ground, permission) && !countsAt(ground, where));
  if (elsewhere) {
    return because(
      "elsewhere",
      `The role ${elsewhere.roleName} has ${permission}, but is held in another ${placeLevel(elsewhere)}. Give it, or another that has it, here too.`,
    );
  }
  return because("grant", `Nothing that the account holds here has ${permission}. Give it a role that has it, or share the resource with it.`);
}

/**
 * Whether an account may do something, as the checks decide, and why: each role, team and share that says so, or what
 * is missing.
 *
 * @throws RosterError `rbac.malformed_resource`, `rbac.unknown_type`, `rbac.unknown_action`, `rbac.no_workspace`,
 *   `rbac.other_workspace`, `workspace.not_found`, `project.not_found`, `organization.not_found`, `access.denied`
 */
export async function explain(ctx: Context, query: ExplainQuery): Promise<Explanation> {
  const resource = parseResource(ctx.app.catalogue, query.resource);
  const permission = permissionFor(ctx.app.catalogue, resource.type, query.action);
  const where = await whereIs(ctx, resource, query);
  await requireCurious(ctx, where, query);
  const db = queryable(ctx);
  const [[decided = false], account, grounds] = await Promise.all([
    decide(ctx, where, query.user_id, [{ ...resource, projectId: where.projectId, permission }]),
    readAccount(ctx, query.user_id),
    findGrounds(db, query.user_id, { ...where, type: resource.type, id: resource.id }, MOST_GROUNDS),
  ]);
  const holds = (ground: Ground) => (ground.roleId === null ? (ground.actions?.includes(query.action) ?? false) : ctx.app.catalogue.holds(ground, permission));
  const reasons: Reason[] = grounds
    .filter((ground) => holds(ground) && countsAt(ground, where))
    .map((ground) => reasonOf(ground, permission, where.organizationId));
  const isThere = await isKnown(ctx, account, grounds);
  const allowed = decided && isThere;
  const because = [...(account?.isSuperuser ? [SUPERUSER] : []), ...reasons, ...standing(grounds, permission, where)];
  const known = { isThere, isActive: account?.isActive ?? false, grounds };
  const missing = allowed ? null : await missingFrom(ctx, known, permission, where);
  return { allowed, user_id: query.user_id, permission, resource: query.resource, because: allowed ? because : [], missing };
}
