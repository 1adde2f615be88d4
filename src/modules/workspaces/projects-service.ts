import { auditedFields, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { WorkspacePlace } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { holdOrganization, leaveWith, placeOf, requireAccessAt, workspacePlace } from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import type { ProjectCreate, ProjectListQuery, ProjectUpdate } from "./projects-schema.ts";
import { changeProject, deleteRow, findProject, insertProject, listRows, type ProjectText } from "./projects-store.ts";
import { checkNamed } from "./rules.ts";
import { makeAdmin, requireWorkspace } from "./service.ts";

/**
 * A page of the projects of a workspace that the caller sees, in the order of creation: all by a role in the workspace
 * or around it, or those where they hold a role or a share.
 *
 * @throws RosterError `workspace.not_found`, `cursor.invalid`
 */
export async function listProjects(ctx: Context, workspace: string, query: ProjectListQuery): Promise<Page> {
  const place = await workspacePlace(ctx, workspace);
  const access = await requireAccessAt(ctx, place, "workspace:read", "workspace.not_found");
  const actor = principalOf(ctx);
  const rows = listRows(queryable(ctx), place.workspaceId, query, access.has("project:read") ? null : actor.id);
  return pageById(ctx.app.keyring, ["projects", place.workspaceId, actor.id], query, rows);
}

async function requireProject(ctx: Context, id: string, permission: string): Promise<WorkspacePlace> {
  const place = await placeOf(ctx, { projectId: id });
  await requireAccessAt(ctx, place, permission, "project.not_found");
  if (place.workspaceId === null) throw refusal("project.not_found");
  return { ...place, workspaceId: place.workspaceId };
}

/** A project. @throws RosterError `project.not_found` */
export async function getProject(ctx: Context, id: string): Promise<ProjectText> {
  await requireProject(ctx, id, "project:read");
  const found = await findProject(queryable(ctx), id);
  if (!found) throw refusal("project.not_found");
  return found;
}

/**
 * Makes a project. Its maker becomes Project Admin.
 *
 * @throws RosterError `workspace.not_found`, `access.denied`, `project.name_taken`; 422
 */
export async function createProject(ctx: Context, workspace: string, input: ProjectCreate): Promise<ProjectText> {
  const place = await requireWorkspace(ctx, workspace, "project:create");
  checkNamed(input);
  return transaction(ctx, async (inner, tx) => {
    await holdOrganization(inner, place.organizationId);
    await requireAccessAt(inner, place, "project:create", "workspace.not_found");
    const id = uuidv7(ctx.app.clock.now());
    const { name, display_name, description } = input;
    const fields = { id, name, displayName: display_name ?? name, description: description ?? null };
    const made = await insertProject(tx, { ...place, ...fields, now: new Date(uuidTime(id)) });
    await makeAdmin(inner, "project_admin", { ...place, projectId: id });
    await insertAudit(inner, tx, { action: "project.create", targetType: "project", targetId: id, after: JSON.parse(made.json) as object });
    return made;
  });
}

/** The project, held, for a caller who has the permission then. */
async function hold(ctx: Context, id: string, place: WorkspacePlace, permission: string, ifMatch: IfMatch | undefined): Promise<ProjectText> {
  const held = await findProject(queryable(ctx), id, true);
  if (!held) throw refusal("project.not_found");
  await requireAccessAt(ctx, place, permission, "project.not_found");
  requireMatch(ifMatch, held.version);
  return held;
}

/** Changes a project. @throws RosterError `project.not_found`, `access.denied`, `project.name_taken`, `etag.mismatch`; 422 */
export async function updateProject(ctx: Context, id: string, input: ProjectUpdate, ifMatch: IfMatch | undefined): Promise<ProjectText> {
  const place = await requireProject(ctx, id, "project:update");
  checkNamed(input);
  return transaction(ctx, async (inner, tx) => {
    const held = await hold(inner, id, place, "project:update", ifMatch);
    if (Object.values(input).every((value) => value === undefined)) return held;
    const changed = await changeProject(tx, id, input, new Date(ctx.app.clock.now()));
    await insertAudit(inner, tx, { action: "project.update", targetType: "project", targetId: id, ...auditedFields(input, held.json, changed.json) });
    return changed;
  });
}

/** Deletes a project for good, with the roles and shares there. @throws RosterError `project.not_found`, `access.denied`, `etag.mismatch` */
export async function deleteProject(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  const place = await requireProject(ctx, id, "project:delete");
  await transaction(ctx, async (inner, tx) => {
    await holdOrganization(inner, place.organizationId);
    const held = await hold(inner, id, place, "project:delete", ifMatch);
    await leaveWith(inner, place, () => deleteRow(tx, id));
    await insertAudit(inner, tx, { action: "project.delete", targetType: "project", targetId: id, before: JSON.parse(held.json) as object });
  });
}
