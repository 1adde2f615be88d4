import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { decodeCursor, encodeCursor, type Page, refuseCursorWithOffset } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { endSessionsOfDevice } from "../sessions/service.ts";
import type { DeviceListQuery, DeviceUpdate } from "./schema.ts";
import {
  countAllDevicesOf,
  countDevicesOf,
  type DeviceText,
  deleteDevicesOf,
  findDevice,
  holdOwnDevice,
  listDevicesOf,
  deleteDevice as removeDevice,
  setLocked,
} from "./store.ts";

/** The account that asks. Routes let nobody else through. */
export function callerOf(ctx: Context): Principal {
  if (ctx.actor.kind !== "user") throw refusal("auth.required");
  return ctx.actor;
}

/**
 * A page of the caller's devices, newest first; the active ones where the query does not say another state.
 *
 * @throws RosterError `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function listDevices(ctx: Context, query: DeviceListQuery): Promise<Page> {
  const { id: userId } = callerOf(ctx);
  refuseCursorWithOffset(query);
  const { keyring } = ctx.app;
  const scope = JSON.stringify(["devices", userId, query.status ?? null, query.client_id ?? null]);
  const before = query.cursor ? String(decodeCursor(keyring, scope, query.cursor)[0]) : undefined;
  const db = queryable(ctx);
  const { count } = query;
  const [page, total] = await Promise.all([listDevicesOf(db, userId, query, before), count && countDevicesOf(db, userId, query, count)]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, scope, [page.last]),
    ...(count && { count: { total: Number(total), kind: count } }),
  };
}

/**
 * Locks or unlocks a device of the caller's. A locked one is signed out; unlocked, it has to ask again.
 *
 * @throws RosterError `device.not_found`, `etag.mismatch`
 */
export async function updateDevice(ctx: Context, id: string, { locked }: DeviceUpdate, ifMatch: IfMatch | undefined): Promise<DeviceText> {
  const { id: userId } = callerOf(ctx);
  const device = await transaction(ctx, async (inner, tx) => {
    const held = await holdOwnDevice(tx, id, userId);
    if (!held) throw refusal("device.not_found");
    requireMatch(ifMatch, held.version);
    if (locked === undefined || locked === null || locked === held.isLocked) return (await findDevice(tx, id, userId)) as DeviceText;
    const changed = await setLocked(tx, id, locked, new Date(ctx.app.clock.now()));
    if (locked) await endSessionsOfDevice(inner, id);
    const [before, after] = [{ locked: held.isLocked }, { locked }];
    await insertAudit(inner, tx, { action: "device.update", targetType: "device", targetId: id, before, after });
    return changed;
  });
  ctx.app.principals.forgetUser(userId);
  return device;
}

/**
 * Removes a device of the caller's; its session ends.
 *
 * @throws RosterError `device.not_found`, `etag.mismatch`
 */
export async function deleteDevice(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  const { id: userId } = callerOf(ctx);
  await transaction(ctx, async (inner, tx) => {
    const held = await holdOwnDevice(tx, id, userId);
    if (!held) throw refusal("device.not_found");
    requireMatch(ifMatch, held.version);
    await removeDevice(tx, id);
    await insertAudit(inner, tx, { action: "device.delete", targetType: "device", targetId: id, before: { user_id: userId } });
  });
  ctx.app.principals.forgetUser(userId);
}

/**
 * Inside a transaction that takes an account's access away: removes its devices. The change of the account is what
 * the audit log tells of.
 *
 * @returns how many
 */
export function removeDevicesOf(ctx: Context, userId: string): Promise<number> {
  return deleteDevicesOf(queryable(ctx), userId);
}

/** How many devices an account has, in whatever state. */
export function countDevices(ctx: Context, userId: string): Promise<number> {
  return countAllDevicesOf(queryable(ctx), userId);
}
