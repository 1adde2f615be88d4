import type { Context } from "../../kernel/context.ts";
import { codePoints } from "../../kernel/text.ts";
import { isWorkspaceNameFree, organizationId, requireAccess } from "../access/service.ts";
import { nameFault } from "../organizations/rules.ts";

/**
 * Whether a workspace of an organization can be called this: it is well formed, and no other of the installation has the name.
 *
 * @throws RosterError `organization.not_found`, `access.denied`
 */
export async function validateWorkspaceName(ctx: Context, organization: string, name: string): Promise<{ valid: boolean; detail: string | null }> {
  await requireAccess(ctx, await organizationId(ctx, organization), "organization:read");
  const length = codePoints(name);
  const fault = length < 1 || length > 50 ? "A name has 1 to 50 characters" : nameFault(name);
  if (fault !== undefined) return { valid: false, detail: fault };
  return (await isWorkspaceNameFree(ctx, name)) ? { valid: true, detail: null } : { valid: false, detail: "Another workspace has this name" };
}
