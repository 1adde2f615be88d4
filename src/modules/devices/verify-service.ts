import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { invalidInput, RosterError, refusal } from "../../kernel/errors.ts";
import { canonicalUuid } from "../../kernel/ids.ts";
import { checkStorable } from "../../kernel/json.ts";
import type { Throttle } from "../credentials/throttle.ts";
import { hashUserCode, parseUserCode } from "./codes.ts";
import type { Device, DeviceVerification } from "./schema.ts";
import { callerOf } from "./service.ts";
import { type Decision, type DeviceText, denyRequest, findAsking, findDevice, verifyRequest } from "./store.ts";

export type { Throttle } from "../credentials/throttle.ts";

const MAX_METADATA_BYTES = 16_384;

/** What the wrong codes of an account are counted under; whose device it is, is not held up by them. */
const guessesOf = (userId: string) => `user code of ${userId}`;

/**
 * Lets the caller try a user code, unless too many were wrong: of this account from this source, or from this source
 * at all. Whose device it is, is not held up by that, and neither is anybody's sign-in.
 *
 * @param attempt what the code is for; `undefined` when it is wrong
 * @throws RosterError `device.not_found`, `auth.too_many_attempts`
 */
function tryCode<T>(ctx: Context, throttle: Throttle, typed: string, attempt: (hash: Buffer) => Promise<T | undefined>): Promise<T> {
  const code = parseUserCode(typed);
  // What cannot be a code is no guess at one.
  if (code === undefined) throw refusal("device.not_found");
  const guess = async () => ({ userId: null, value: await attempt(hashUserCode(ctx.app.keyring, code)) });
  return throttle.attempt(ctx, guessesOf(callerOf(ctx).id), guess, "device.not_found");
}

/**
 * Lets somebody who may not have signed in yet try the user code of an application's device, unless too many were wrong, as
 * `tryCode` does. Those whom nobody knows are counted together, by source.
 *
 * @param find `undefined` when it is wrong
 * @throws RosterError `auth.too_many_attempts`, `auth.busy`
 */
export async function guessUserCode<T>(
  ctx: Context,
  throttle: Throttle,
  userId: string | undefined,
  find: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const guess = async () => ({ userId: null, value: await find() });
  try {
    return await throttle.attempt(ctx, guessesOf(userId ?? "nobody"), guess, "device.not_found");
  } catch (error) {
    if (error instanceof RosterError && error.code === "device.not_found") return undefined;
    throw error;
  }
}

/**
 * Who may let a device in: a person who proved themselves. A token of a device or an application must not make
 * itself another that lasts longer.
 *
 * @throws RosterError `device.verify_denied`
 */
function requirePerson(ctx: Context): Principal & { readonly sessionId: string } {
  const actor = callerOf(ctx);
  if (actor.isServiceAccount || actor.deviceId !== null || actor.applicationId !== null || actor.sessionId === null) throw refusal("device.verify_denied");
  return { ...actor, sessionId: actor.sessionId };
}

/**
 * A device: one of the caller's by its id, or what asks by the code that it shows (contract B.2).
 *
 * @param reference an id or a user code
 * @param userCode the code, beside an id
 * @throws RosterError `device.not_found`, `auth.too_many_attempts`
 */
export async function getDevice(ctx: Context, throttle: Throttle, reference: string, userCode: string | undefined): Promise<DeviceText> {
  const { id: userId } = callerOf(ctx);
  const id = canonicalUuid(reference);
  const db = queryable(ctx);
  if (id !== undefined && userCode === undefined) {
    const own = await findDevice(db, id, userId);
    if (!own) throw refusal("device.not_found");
    return own;
  }
  const now = new Date(ctx.app.clock.now());
  return tryCode(ctx, throttle, id === undefined ? reference : (userCode ?? ""), (hash) => findAsking(db, hash, now, userId, id ?? null));
}

/** Where somebody goes on whose code is not of a device of ours; `undefined`: it is nobody's. */
export type Elsewhere = (userCode: string) => Promise<string | undefined>;

/**
 * What asks with a user code, for a person who decides on it.
 *
 * @param elsewhere is asked for a code that is not ours; a code that it knows is no wrong one
 * @returns the device, or the address to go to
 * @throws RosterError `device.not_found`, `device.verify_denied`, `auth.too_many_attempts`
 */
export async function findAskingDevice(ctx: Context, throttle: Throttle, typed: string, elsewhere: Elsewhere): Promise<Device | string> {
  const { id: userId } = requirePerson(ctx);
  const { clock, keyring } = ctx.app;
  return throttle.attempt<Device | string>(
    ctx,
    guessesOf(userId),
    async () => {
      const code = parseUserCode(typed);
      const hash = code === undefined ? undefined : hashUserCode(keyring, code);
      const found = hash && (await findAsking(queryable(ctx), hash, new Date(clock.now()), userId, null));
      return { userId: null, value: found ? (JSON.parse(found.json) as Device) : await elsewhere(typed) };
    },
    "device.not_found",
  );
}

function checkMetadata(metadata: object | null | undefined): void {
  if (!metadata) return;
  checkStorable(metadata, ["body", "device_metadata"]);
  if (Buffer.byteLength(JSON.stringify(metadata)) <= MAX_METADATA_BYTES) return;
  throw invalidInput([{ type: "too_long", loc: ["body", "device_metadata"], msg: `Metadata has at most ${MAX_METADATA_BYTES} bytes as JSON` }]);
}

/**
 * Lets a device in (RFC 8628 3.3). It becomes the caller's, and fetches its token with its next poll.
 *
 * @throws RosterError `device.not_found` also for a code that has been used, `device.verify_denied`,
 *   `auth.too_many_attempts`, 422 for metadata that is too large
 */
export async function verifyDevice(ctx: Context, throttle: Throttle, input: DeviceVerification): Promise<DeviceText> {
  const { id: userId, sessionId, authTime } = requirePerson(ctx);
  const { user_code, trusted_device: trusted = false, device_metadata: metadata } = input;
  checkMetadata(metadata);
  return tryCode(ctx, throttle, user_code, (userCode) =>
    transaction(ctx, async (inner, tx) => {
      const by: Decision = { userCode, userId, sessionId, authTime: new Date(authTime), now: new Date(ctx.app.clock.now()) };
      const device = await verifyRequest(tx, by, trusted, metadata ?? null);
      if (!device) return undefined;
      const { id, client_id, hostname, ip_address } = JSON.parse(device.json) as Device;
      const after = { user_id: userId, client_id, hostname, ip_address, trusted_device: trusted };
      await insertAudit(inner, tx, { action: "device.verify", targetType: "device", targetId: id, after });
      return device;
    }),
  );
}

/** Does not let a device in; its polls are told so. @throws RosterError as `verifyDevice` does */
export async function denyDevice(ctx: Context, throttle: Throttle, userCode: string): Promise<void> {
  const { id: userId } = requirePerson(ctx);
  await tryCode(ctx, throttle, userCode, (hash) =>
    transaction(ctx, async (inner, tx) => {
      const id = await denyRequest(tx, hash, new Date(ctx.app.clock.now()), userId);
      if (id !== undefined) await insertAudit(inner, tx, { action: "device.deny", targetType: "device", targetId: id, after: { denied: true } });
      return id;
    }),
  );
}
