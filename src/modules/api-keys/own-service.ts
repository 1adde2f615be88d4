import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { requireWithin } from "../../kernel/permissions.ts";
import { requireFactorForKeys } from "../access/factor-service.ts";
import { holdActiveAccount } from "../second-factors/service.ts";
import { requireFreshSignIn } from "../sessions/service.ts";
import { principalOf, readAccount } from "../users/service.ts";
import type { KeyOwner } from "./service.ts";

/**
 * The caller's own keys. Changing them takes a recent sign-in, as for everything that lets somebody in; a key is
 * none, and neither is a device. Making them takes what the caller's organizations ask of a sign-in.
 *
 * @throws RosterError `api_key.device_denied`, `auth.reauthentication_required`; `hold`: `auth.invalid_token`, `organization.mfa_required`
 */
export async function ownKeys(ctx: Context, permission: "read" | "update"): Promise<KeyOwner> {
  const actor = principalOf(ctx);
  if (actor.deviceId !== null) throw refusal("api_key.device_denied");
  if (permission === "update") requireFreshSignIn(ctx, actor);
  const hold: KeyOwner["hold"] = async (inner, what) => {
    if (!(await holdActiveAccount(queryable(inner), actor.id))) throw refusal("auth.invalid_token");
    if (what === "issue") await requireFactorForKeys(inner, actor);
  };
  return { userId: actor.id, hold };
}

/**
 * The keys of any account, for a superuser; one's own are changed as `ownKeys` says.
 *
 * @throws RosterError `user.not_found`, `api_key.device_denied`; for one's own `auth.insufficient_scope`, and what `ownKeys` throws
 */
export async function keysOf(ctx: Context, userId: string, permission: "read" | "update"): Promise<KeyOwner> {
  const actor = principalOf(ctx);
  if (actor.id === userId) {
    // Their address is another, the keys are the same: what bounds a token under `/users/me` bounds it here.
    requireWithin(permission === "update" ? "keys:write" : "keys:read", actor);
    return ownKeys(ctx, permission);
  }
  if (actor.deviceId !== null) throw refusal("api_key.device_denied");
  const requireAccount = async (inner: Context) => {
    if (!(await readAccount(inner, userId))) throw refusal("user.not_found");
  };
  await requireAccount(ctx);
  return { userId, hold: requireAccount };
}
