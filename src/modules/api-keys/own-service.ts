import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { holdActiveAccount } from "../second-factors/service.ts";
import { requireFreshSignIn } from "../sessions/service.ts";
import { principalOf } from "../users/service.ts";
import type { KeyOwner } from "./service.ts";

/**
 * The caller's own keys. Changing them takes a recent sign-in, as for everything that lets somebody in; a key is
 * none, and neither is a device.
 *
 * @throws RosterError `api_key.device_denied`, `auth.reauthentication_required`
 */
export async function ownKeys(ctx: Context, permission: "read" | "update"): Promise<KeyOwner> {
  const actor = principalOf(ctx);
  if (actor.deviceId !== null) throw refusal("api_key.device_denied");
  if (permission === "update") requireFreshSignIn(ctx, actor);
  const hold = async (inner: Context) => {
    if (!(await holdActiveAccount(queryable(inner), actor.id))) throw refusal("auth.invalid_token");
  };
  return { userId: actor.id, hold };
}
