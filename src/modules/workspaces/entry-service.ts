import type { Context } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { requireSecondFactor } from "../access/factor-service.ts";
import { type Access, accessBy, requireHeld } from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import { type Entry, findEntry } from "./entry-store.ts";
import { noteReport, type ServerReport } from "./status-service.ts";

/** The permission that an action names: by its full name, or as what is done to the workspace. */
function permissionOf(ctx: Context, action: string): string | undefined {
  const { fitsLevel } = ctx.app.catalogue;
  return [action, `workspace:${action}`].find((name) => fitsLevel(name, "organization") !== undefined);
}

async function enter(ctx: Context, workspaceId: string): Promise<{ entry: Entry; access: Access }> {
  const actor = principalOf(ctx);
  const entry = await findEntry(ctx.db, { workspaceId, userId: actor.id });
  if (!entry) throw refusal("workspace.not_found");
  const access = accessBy(ctx, entry.standing);
  if (!access.has("workspace:read")) throw refusal("workspace.entry_denied");
  requireSecondFactor(entry.standing, actor);
  if (entry.desiredState === "deactivated") throw refusal("workspace.deactivated");
  return { entry, access };
}

/** Lets the caller pass who may enter a workspace. @throws RosterError `workspace.not_found`, `workspace.entry_denied`, `organization.mfa_required`, `workspace.deactivated` */
export async function requireEntry(ctx: Context, workspaceId: string): Promise<void> {
  await enter(ctx, workspaceId);
}

/**
 * Who wants to enter a workspace, for its server; one statement.
 *
 * @param action what they want to do there: where it names a permission, they must hold it
 * @param report what the server says of itself; nobody waits for it to be written
 * @returns the account as JSON text
 * @throws RosterError `workspace.token_of_another`, `access.denied`, and as `requireEntry`
 */
export async function authorizeEntry(ctx: Context, workspaceId: string, action: string | undefined, report: ServerReport | undefined): Promise<string> {
  const { workspaceId: only } = principalOf(ctx);
  if (only !== undefined && only !== workspaceId) throw refusal("workspace.token_of_another");
  const { entry, access } = await enter(ctx, workspaceId);
  const permission = action === undefined ? undefined : permissionOf(ctx, action);
  if (permission !== undefined) requireHeld(access, permission, "workspace");
  // The headers come with the bearer's token: where the server is, only those are believed who may change the workspace.
  if (report && access.has("workspace:update")) noteReport(ctx, workspaceId, entry, report);
  return entry.user;
}
