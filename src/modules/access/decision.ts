/** The decision itself: for our own endpoints, and for those of workspaces that ask. */
import type { Catalogue } from "../../kernel/access.ts";
import type { HeldRole, Standing } from "./standing-store.ts";

/** A resource that a decision is about. */
export interface Target {
  readonly type: string;
  readonly id: string | null;
}

/** Whether a role that an account holds counts in a project; `null`: outside of any. */
const counts = (role: HeldRole, projectId: string | null): boolean => role.projectId === null || role.projectId === projectId;

/** What whoever stands in an organization, a workspace or a project sees of it without a role that says so. */
function sees({ isMember, isInWorkspace, projects }: Standing, permission: string, projectId: string | null): boolean {
  if (permission === "organization:read") return isMember;
  if (permission === "workspace:read") return isInWorkspace;
  return permission === "project:read" && projectId !== null && projects.includes(projectId);
}

/**
 * Whether an account may do something: as superuser, by a role that counts there, by a share of the very resource, or
 * because it sees the place that it stands in.
 *
 * @param permission `type:action`
 * @param projectId the project that it is about, where it is about one
 * @param target the resource, where it is about one
 */
export function isAllowed(catalogue: Catalogue, standing: Standing, permission: string, projectId: string | null, target?: Target): boolean {
  if (!standing.isActive || (projectId !== null && standing.foreign.includes(projectId))) return false;
  if (standing.isSuperuser) return true;
  if (standing.roles.some((role) => counts(role, projectId) && catalogue.holds(role, permission))) return true;
  if (sees(standing, permission, projectId)) return true;
  return (
    target !== undefined && target.id !== null && standing.shares.some((share) => isShareOf(share, target) && share.actions.includes(actionOf(permission)))
  );
}

const isShareOf = (share: Standing["shares"][number], { type, id }: Target): boolean => share.resourceType === type && share.resourceId === id;

const actionOf = (permission: string): string => permission.slice(permission.indexOf(":") + 1);
