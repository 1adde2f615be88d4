import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { CONSOLE_ID } from "../../kernel/permissions.ts";
import type { Machine } from "../users/machine-service.ts";
import { completed } from "./rules.ts";
import { API_SCOPES, OPENID_SCOPES } from "./schema.ts";
import { putSystemApplication, type SystemApplication } from "./store.ts";

/** The command line, which signs in with the device flow (RFC 8628) or a browser on the same machine. */
export const CLI_ID = "00000000-0000-7000-8000-000000000002";

const scopes = [...OPENID_SCOPES, ...API_SCOPES];

/** What a workspace's own server may do at most: its account holds no role, so that it sees its own workspace and what it asks about. */
const WORKSPACE_SCOPES = ["users:read", "organizations:read", "organizations:write"] as const;

/**
 * Makes the application that a workspace's server signs in as, in the caller's transaction, or lets it follow the
 * workspace's name. Its account is there; its making is part of the workspace's audit row.
 */
export async function putWorkspaceApplication(ctx: Context, { id, name, organizationId }: Machine): Promise<void> {
  const fields = completed({ name, type: "machine", scopes: [...WORKSPACE_SCOPES], organization_id: organizationId });
  await putSystemApplication(queryable(ctx), { id, type: "machine", fields, serviceAccountId: id }, new Date(ctx.app.clock.now()));
}

function systemApplications(publicUrl: string): SystemApplication[] {
  const common = { scopes, is_trusted: true };
  return [
    {
      id: CONSOLE_ID,
      type: "single_page",
      fields: completed({
        ...common,
        name: "Console",
        type: "single_page",
        redirect_uris: [`${publicUrl}/console/callback`],
        post_logout_redirect_uris: [`${publicUrl}/console/`],
      }),
    },
    { id: CLI_ID, type: "native", fields: completed({ ...common, name: "Command line", type: "native", redirect_uris: ["http://127.0.0.1/callback"] }) },
  ];
}

/**
 * Makes the installation's own applications at the start, and lets them follow the public address and the scopes of
 * this version. Whether they are switched off stays. Several processes may start at once.
 *
 * @param publicUrl where browsers reach this server
 */
export async function prepareSystemApplications(ctx: Context, publicUrl: string): Promise<void> {
  const now = new Date(ctx.app.clock.now());
  for (const application of systemApplications(publicUrl)) {
    await transaction(ctx, async (inner, tx) => {
      const put = await putSystemApplication(tx, application, now);
      if (!put) return;
      const action = put.version === 1 ? "application.create" : "application.update";
      await insertAudit(inner, tx, { action, targetType: "application", targetId: application.id, after: JSON.parse(put.json) as object });
    });
  }
}
