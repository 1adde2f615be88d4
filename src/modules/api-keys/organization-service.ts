import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { organizationId, requireAccess } from "../access/service.ts";
import { principalOf } from "../users/service.ts";
import { listRowsOfOrganization } from "./list-store.ts";
import type { ApiKeyListQuery } from "./schema.ts";

/**
 * A page of the keys of all service accounts of an organization, in the order of creation, for whoever may see these.
 *
 * @throws RosterError `api_key.device_denied`, `organization.not_found`, `access.denied`, `cursor.invalid`
 */
export async function listOrganizationKeys(ctx: Context, organization: string, query: ApiKeyListQuery): Promise<Page> {
  if (principalOf(ctx).deviceId !== null) throw refusal("api_key.device_denied");
  const id = await organizationId(ctx, organization);
  await requireAccess(ctx, id, "service_account:read");
  return pageById(ctx.app.keyring, ["keys of organization", id], query, listRowsOfOrganization(queryable(ctx), id, query, ctx.app.clock.now()));
}
