/** What an account holds and may do, as a whole: for pages that show one account. */
import { LEVELS, type Level } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { decide } from "../access/check-service.ts";
import { isClosedTo } from "../access/factor-service.ts";
import { organizationId, placeOf, requireAccess } from "../access/service.ts";
import { mayKnowOf, principalOf, readAccount } from "../users/service.ts";
import { countsAt, isKnown, MOST_GROUNDS, reasonOf, SUPERUSER, standing, type Where } from "./explain-service.ts";
import { listMemberships } from "./memberships-store.ts";
import { type MembershipsQuery, MOST_REASONS, type Reason, type UserPermissions, type UserPermissionsQuery } from "./schema.ts";
import { findGrounds, type Ground } from "./store.ts";

/** What shows who holds which role. */
const SEES_ROLES = "role:read";

/**
 * What an account holds, an organization at a time: one's own; superusers any; others where they see who holds which
 * role. Organizations that require a second factor are left out for sign-ins that had none.
 *
 * @throws RosterError `user.not_found`, `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function membershipsOf(ctx: Context, userId: string, query: MembershipsQuery): Promise<Page> {
  const actor = principalOf(ctx);
  if (actor.id !== userId && !(await mayKnowOf(ctx, userId))) throw refusal("user.not_found");
  const { catalogue, keyring } = ctx.app;
  const viewer = actor.isSuperuser || actor.id === userId ? null : actor.id;
  const view = { userId, viewer, permission: SEES_ROLES, keys: catalogue.keysWith([SEES_ROLES]), withMfa: !isClosedTo(actor) };
  return pageById(keyring, ["memberships", userId], query, listMemberships(queryable(ctx), view, query));
}

/** The place that the query names; the caller may ask there about the account. */
async function placeFor(ctx: Context, userId: string, query: UserPermissionsQuery): Promise<Where> {
  const { organization_id: organization, workspace_id: workspaceId, project_id: projectId } = query;
  if ([organization, workspaceId, projectId].filter((id) => id !== undefined).length !== 1) throw refusal("rbac.one_place");
  const where: Where =
    organization === undefined
      ? await placeOf(ctx, { workspaceId, projectId })
      : { organizationId: await organizationId(ctx, organization), workspaceId: null, projectId: null };
  const missing = projectId !== undefined ? "project.not_found" : workspaceId !== undefined ? "workspace.not_found" : "organization.not_found";
  await requireAccess(ctx, where.organizationId, userId === principalOf(ctx).id ? "organization:read" : SEES_ROLES, missing);
  return where;
}

const levelOf = ({ workspaceId, projectId }: Where): Level => (projectId !== null ? "project" : workspaceId !== null ? "workspace" : "organization");

/** Why a permission that is given is given. */
function reasonsOf(ctx: Context, grounds: readonly Ground[], permission: string, where: Where, isSuperuser: boolean): Reason[] {
  const held = grounds.filter((ground) => ground.roleId !== null && ctx.app.catalogue.holds(ground, permission));
  const reasons = [
    ...(isSuperuser ? [SUPERUSER] : []),
    ...held.map((ground) => reasonOf(ground, permission, where.organizationId)),
    ...standing(grounds, permission, where),
  ].slice(0, MOST_REASONS);
  if (reasons.length > 0) return reasons;
  // A share of something in it, which is not looked for one by one, shows a place too.
  const level = levelOf(where);
  const id = where.projectId ?? where.workspaceId ?? where.organizationId;
  return [{ kind: "standing", role: null, team: null, held_in: { level, id }, sentence: `Whoever holds anything in the ${level} sees it.` }];
}

/**
 * Everything that an account may do at a place, as the checks decide, and why: in as many statements for all of it as
 * for one. About oneself; about others for whoever sees who holds which role.
 *
 * @throws RosterError `rbac.one_place`, `user.not_found`, `organization.not_found`, `workspace.not_found`, `project.not_found`, `access.denied`
 */
export async function permissionsOf(ctx: Context, userId: string, query: UserPermissionsQuery): Promise<UserPermissions> {
  const where = await placeFor(ctx, userId, query);
  const level = levelOf(where);
  const grants = ctx.app.catalogue.grants.filter((grant) => LEVELS.indexOf(grant.level) >= LEVELS.indexOf(level));
  const asked = grants.map(({ name, resource }) => ({ type: resource, id: null, projectId: where.projectId, permission: name }));
  const [allowed, account, grounds] = await Promise.all([
    decide(ctx, where, userId, asked),
    readAccount(ctx, userId),
    findGrounds(queryable(ctx), userId, { ...where, type: "", id: null }, MOST_GROUNDS),
  ]);
  if (!(account && (await isKnown(ctx, account, grounds)))) throw refusal("user.not_found");
  const here = grounds.filter((ground) => countsAt(ground, where));
  const permissions = grants.map((grant, at) => {
    const isAllowed = allowed[at] === true;
    return { ...grant, allowed: isAllowed, because: isAllowed ? reasonsOf(ctx, here, grant.name, where, account.isSuperuser) : [] };
  });
  const { organizationId: organization_id, workspaceId: workspace_id, projectId: project_id } = where;
  return { user_id: userId, level, organization_id, workspace_id, project_id, is_active: account.isActive, permissions };
}
