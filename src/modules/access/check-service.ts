/** Checks of what an account may do to resources of a workspace, for whoever asks on its server's behalf. */
import type { Context } from "../../kernel/context.ts";
import { isAllowed } from "./decision.ts";
import { findStanding, type Question } from "./standing-store.ts";

/** Where it is asked: in a workspace, or in a whole organization. */
export interface Scope {
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
}

/** May the account do this to the resource, or to its type? */
export interface Asked {
  readonly type: string;
  readonly id: string | null;
  readonly projectId: string | null;
  /** `type:action`. */
  readonly permission: string;
}

const unique = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/** What an account so much as knows of shows in reading these. */
const PLACES = new Set(["organization:read", "workspace:read", "project:read"]);

/**
 * Whether an account may do what is asked, in one statement for all of it. Unknown, deleted and switched off accounts
 * may do nothing; nothing is allowed in an organization that is gone.
 *
 * @returns an answer for each question, in their order
 */
export async function decide(ctx: Context, scope: Scope, userId: string, asked: readonly Asked[]): Promise<boolean[]> {
  const named = asked.filter(({ id }) => id !== null);
  const question: Question = {
    ...scope,
    projectIds: unique(asked.map(({ projectId }) => projectId)),
    resourceTypes: unique(named.map(({ type }) => type)),
    resourceIds: unique(named.map(({ id }) => id)),
    knows: asked.some(({ permission }) => PLACES.has(permission)),
  };
  const standing = await findStanding(ctx, question, userId);
  if (!standing) return asked.map(() => false);
  return asked.map((one) => isAllowed(ctx.app.catalogue, standing, one.permission, one.projectId, one));
}

/**
 * Of which resources of a type an account may do something to.
 *
 * @returns `fullAccess`: to each of them; else the ids of those that it may
 */
export async function allowedIds(ctx: Context, scope: Scope, userId: string, asked: Omit<Asked, "id">): Promise<{ fullAccess: boolean; ids: string[] }> {
  const { type, projectId, permission } = asked;
  const isProject = type === "project";
  const projectIds = projectId === null ? (isProject ? null : []) : [projectId];
  const question: Question = { ...scope, projectIds, resourceTypes: [type], resourceIds: null, knows: PLACES.has(permission) };
  const standing = await findStanding(ctx, question, userId);
  if (!standing?.isActive) return { fullAccess: false, ids: [] };
  if (isAllowed(ctx.app.catalogue, standing, permission, projectId)) return { fullAccess: true, ids: [] };
  const action = permission.slice(type.length + 1);
  const shared = standing.shares.filter((share) => share.actions.includes(action) && (projectId === null || share.projectId === projectId));
  const ids = new Set(shared.map(({ resourceId }) => resourceId));
  if (isProject) {
    for (const role of standing.roles) if (role.projectId !== null && ctx.app.catalogue.holds(role, permission)) ids.add(role.projectId);
    if (permission === "project:read") for (const id of standing.projects) ids.add(id);
  }
  return { fullAccess: false, ids: [...ids] };
}
