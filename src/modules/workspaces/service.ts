import { auditedFields, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { WorkspacePlace } from "../../kernel/access.ts";
import { type Context, type Queryable, queryable } from "../../kernel/context.ts";
import { invalidInput, refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import {
  holdAccess,
  holdOrganization,
  isMember,
  leaveWith,
  organizationId,
  requireAccess,
  requireAccessAt,
  requireMember,
  workspacePlace,
} from "../access/service.ts";
import { makeSecret, rotateSecret } from "../applications/secrets-service.ts";
import { putWorkspaceApplication } from "../applications/service.ts";
import { assignPredefined } from "../roles/predefined-service.ts";
import { createWorkspaceAccount, eraseMachineAccount, updateMachineAccount } from "../users/machine-service.ts";
import { principalOf } from "../users/service.ts";
import { checkNamed, oneOf } from "./rules.ts";
import type { OrganizationWorkspacesQuery, WorkspaceCreate, WorkspaceDeletion, WorkspaceListQuery, WorkspaceUpdate } from "./schema.ts";
import {
  changeWorkspace,
  countContents,
  findOwnOrganizations,
  findWorkspace,
  type HeldWorkspace,
  insertWorkspace,
  listRows,
  lockWorkspace,
  type WorkspaceText,
} from "./store.ts";

/**
 * A page of the workspaces that the caller sees, in the order of creation; one query whoever asks.
 *
 * @throws RosterError `cursor.invalid`; 422 for a filter under both of its names, and a cursor together with an offset
 */
export async function listWorkspaces(ctx: Context, input: WorkspaceListQuery & OrganizationWorkspacesQuery): Promise<Page> {
  const { tenant_id, tenant_name, ...rest } = input;
  const workspace_id = oneOf(input.workspace_id, tenant_id, ["query", "tenant_id"]);
  const workspace_name = oneOf(input.workspace_name, tenant_name, ["query", "tenant_name"]);
  const query = { ...rest, ...(workspace_id !== undefined && { workspace_id }), ...(workspace_name !== undefined && { workspace_name }) };
  const actor = principalOf(ctx);
  return pageById(ctx.app.keyring, ["workspaces", actor.id], query, listRows(queryable(ctx), query, actor.id, actor.isSuperuser));
}

/** The same of one organization. @throws RosterError `organization.not_found`, and as `listWorkspaces` */
export async function listWorkspacesOf(ctx: Context, organization: string, query: OrganizationWorkspacesQuery): Promise<Page> {
  const id = await organizationId(ctx, organization);
  await requireAccess(ctx, id, "organization:read");
  return listWorkspaces(ctx, { ...query, organization_id: id });
}

async function read(ctx: Context, id: string): Promise<WorkspaceText> {
  const found = await findWorkspace(queryable(ctx), id);
  if (!found) throw refusal("workspace.not_found");
  return found;
}

/** The place of a workspace that is named by id or name, for a caller who holds a permission there. @throws RosterError `workspace.not_found`, `access.denied` */
export async function requireWorkspace(ctx: Context, idOrName: string, permission: string): Promise<WorkspacePlace> {
  const place = await workspacePlace(ctx, idOrName);
  await requireAccessAt(ctx, place, permission, "workspace.not_found");
  return place;
}

/** A workspace. @throws RosterError `workspace.not_found` */
export async function getWorkspace(ctx: Context, idOrName: string): Promise<WorkspaceText> {
  return read(ctx, (await requireWorkspace(ctx, idOrName, "workspace:read")).workspaceId);
}

/** Who owns it, and whose it is, by their ids: what audit rows show. */
function audited(json: string): object {
  const { organization, owner, ...rest } = JSON.parse(json) as { organization: { id: string }; owner: { id: string } | null };
  return { ...rest, organization_id: organization.id, owner_id: owner?.id ?? null };
}

async function onlyOrganization(ctx: Context): Promise<string> {
  const [id, another] = await findOwnOrganizations(queryable(ctx), principalOf(ctx).id);
  if (id === undefined || another !== undefined) throw refusal("workspace.organization_needed");
  return id;
}

/**
 * Makes a workspace with its machine identity. Its maker owns it, and becomes Workspace Admin.
 *
 * @param query what stands there beside the body; `enroll`: also make the key that its server signs in with
 * @returns it with that key, which is shown now and never again
 * @throws RosterError `workspace.organization_needed`, `organization.not_found`, `access.denied`, `workspace.name_taken`; 422
 */
export async function createWorkspace(ctx: Context, input: WorkspaceCreate, query: { name?: string; enroll?: boolean }): Promise<WorkspaceText> {
  const name = oneOf(input.name, query.name, ["query", "name"]);
  if (name === undefined) throw invalidInput([{ type: "missing", loc: ["body", "name"], msg: "Field required" }]);
  checkNamed({ name, logo_url: input.logo_url });
  const orgId = input.organization_id ?? (await onlyOrganization(ctx));
  await requireAccess(ctx, orgId, "workspace:create");
  const { id: ownerId } = principalOf(ctx);
  return transaction(ctx, async (inner, tx) => {
    await holdAccess(inner, orgId, "workspace:create");
    const id = uuidv7(ctx.app.clock.now());
    const machine = { id, name, organizationId: orgId };
    await createWorkspaceAccount(inner, machine);
    await putWorkspaceApplication(inner, machine);
    await insertWorkspace(tx, {
      ...machine,
      displayName: input.display_name ?? name,
      description: input.description ?? null,
      logoUrl: input.logo_url ?? null,
      ownerId,
      isManaged: input.is_managed ?? false,
      configuredVersion: input.zenml_service?.configuration?.version ?? null,
      now: new Date(uuidTime(id)),
    });
    await makeAdmin(inner, "workspace_admin", { organizationId: orgId, workspaceId: id, projectId: null });
    const key = query.enroll ? (await makeSecret(inner, tx, id)).secret : null;
    const { json, version } = await read(inner, id);
    await insertAudit(inner, tx, { action: "workspace.create", targetType: "workspace", targetId: id, after: { ...audited(json), is_enrolled: key !== null } });
    return { json: JSON.stringify({ ...(JSON.parse(json) as object), enrollment_key: key }), version };
  });
}

/** The maker of a place runs it. A machine that is a superuser elsewhere needs no role, and can hold none here. */
export async function makeAdmin(ctx: Context, role: string, place: WorkspacePlace): Promise<void> {
  const { id, isServiceAccount } = principalOf(ctx);
  if (!isServiceAccount || (await isMember(ctx, place.organizationId, id))) await assignPredefined(ctx, role, place, id);
}

/** The workspace, held, for a caller who has the permission then. */
async function hold(ctx: Context, tx: Queryable, place: WorkspacePlace, permission: string, ifMatch?: IfMatch): Promise<HeldWorkspace> {
  const held = await lockWorkspace(tx, place.workspaceId);
  if (!held) throw refusal("workspace.not_found");
  await requireAccessAt(ctx, place, permission, "workspace.not_found");
  requireMatch(ifMatch, held.version);
  return held;
}

/** What its status becomes when it is to be something else: activated again, it waits for its server's next report. */
function statusAfter(before: string, after: string | undefined): string | undefined {
  if (after === undefined || after === before) return undefined;
  return after === "deactivated" ? "deactivated" : "pending";
}

/**
 * Changes a workspace.
 *
 * @throws RosterError `workspace.not_found`, `access.denied`, `workspace.name_taken`, `organization.member_not_found`, `etag.mismatch`; 422
 */
export async function updateWorkspace(ctx: Context, idOrName: string, input: WorkspaceUpdate, ifMatch: IfMatch | undefined): Promise<WorkspaceText> {
  const place = await requireWorkspace(ctx, idOrName, "workspace:update");
  const { workspaceId: id, organizationId: orgId } = place;
  checkNamed(input);
  return transaction(ctx, async (inner, tx) => {
    const held = await hold(inner, tx, place, "workspace:update", ifMatch);
    if (Object.values(input).every((value) => value === undefined)) return held;
    const { zenml_service, ...fields } = input;
    if (fields.owner_id !== undefined) await requireMember(inner, orgId, fields.owner_id, "organization.member_not_found");
    const status = statusAfter(held.desiredState, fields.desired_state);
    const configured_version = zenml_service?.configuration === undefined ? undefined : (zenml_service.configuration?.version ?? null);
    await changeWorkspace(tx, id, { ...fields, status, configured_version }, new Date(ctx.app.clock.now()));
    if (fields.name !== undefined && fields.name !== held.name) {
      const machine = { id, name: fields.name, organizationId: orgId };
      await updateMachineAccount(inner, machine);
      await putWorkspaceApplication(inner, machine);
    }
    const after = await read(inner, id);
    const given = status === undefined ? input : { ...input, status };
    const what = { action: "workspace.update", targetType: "workspace", targetId: id } as const;
    await insertAudit(inner, tx, { ...what, ...auditedFields(given, JSON.stringify(audited(held.json)), JSON.stringify(audited(after.json))) });
    return after;
  });
}

/**
 * Deletes a workspace for good, with its projects, the roles and shares there, and its machine identity, whose tokens
 * stop at once.
 *
 * @throws RosterError `workspace.not_found`, `access.denied`, `etag.mismatch`
 */
export async function deleteWorkspace(ctx: Context, idOrName: string, ifMatch: IfMatch | undefined): Promise<void> {
  const place = await requireWorkspace(ctx, idOrName, "workspace:delete");
  const { workspaceId: id } = place;
  await transaction(ctx, async (inner, tx) => {
    await holdOrganization(inner, place.organizationId);
    const held = await hold(inner, tx, place, "workspace:delete", ifMatch);
    await leaveWith(inner, place, () => eraseMachineAccount(inner, id));
    await insertAudit(inner, tx, { action: "workspace.delete", targetType: "workspace", targetId: id, before: audited(held.json) });
  });
  ctx.app.principals.forgetUser(id);
}

/** What deleting a workspace would do: the dry run of `deleteWorkspace`. @throws RosterError as that does */
export async function previewDeletion(ctx: Context, idOrName: string): Promise<WorkspaceDeletion> {
  const { workspaceId: id } = await requireWorkspace(ctx, idOrName, "workspace:delete");
  const contents = await countContents(queryable(ctx), id);
  if (!contents) throw refusal("workspace.not_found");
  return {
    workspace_id: id,
    goes: [
      { resource: "workspace", count: 1 },
      { resource: "project", count: contents.projects },
      { resource: "role_assignment", count: contents.assignments },
      { resource: "resource_share", count: contents.shares },
      { resource: "enrollment_key", count: contents.keys },
    ],
    last_seen: contents.lastSeen?.toISOString() ?? null,
  };
}

/**
 * Makes a new key for the workspace's server. Those before it work on for a while.
 *
 * @param retainMinutes how much longer
 * @returns the key, which is shown now and never again, as JSON text
 * @throws RosterError `workspace.not_found`, `access.denied`, `application.too_many_secrets`
 */
export async function enrollWorkspace(ctx: Context, idOrName: string, retainMinutes: number): Promise<string> {
  const place = await requireWorkspace(ctx, idOrName, "workspace:update");
  return transaction(ctx, async (inner, tx) => {
    await hold(inner, tx, place, "workspace:update");
    const { client_secret } = JSON.parse(await rotateSecret(inner, place.workspaceId, retainMinutes * 60)) as { client_secret: string };
    return JSON.stringify({ workspace_id: place.workspaceId, enrollment_key: client_secret });
  });
}
