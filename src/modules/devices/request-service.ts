import { insertAuditEach } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Queryable, queryable } from "../../kernel/context.ts";
import { OAuthRefusal, retryLater } from "../../kernel/errors.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { sourceOf } from "../credentials/source.ts";
import { describeAgent, productOf } from "../sessions/agent.ts";
import { endSessionsOfDevice, type OpenSession, startSession } from "../sessions/service.ts";
import { hashUserCode, newUserCode, shownUserCode } from "./codes.ts";
import {
  activateDevice,
  countOutstanding,
  countWrongCode,
  type DeviceFacts,
  deleteDevicesEndedBefore,
  holdDevice,
  holdOwner,
  insertDevice,
  isClientKnown,
  lockDevices,
  type Polled,
  pollRequest,
  purgeRequests,
  replaceRequest,
  takeRequest,
} from "./request-store.ts";
import type { DeviceAuthorization } from "./schema.ts";

/** Seconds between two polls, for a device that keeps to it (RFC 8628 3.5). */
const INTERVAL = 5;
/** Devices that may ask from one source at a time: nobody fills the database by asking. */
const MOST_OUTSTANDING = 100;
/** Wrong device codes that lock a device. */
const MOST_FAILURES = 5;
/** How long a request is kept after it ended, so that its device is told so: milliseconds. */
const KEPT = 3_600_000;

interface Asking {
  readonly clientId: string;
  /** The device that it had before. */
  readonly deviceId: string | undefined;
  readonly userAgent: string | null;
}

/** What a device says of itself: the contract's clients in their User-Agent. */
function factsOf(ctx: Context, userAgent: string | null): DeviceFacts {
  const agent = describeAgent(userAgent);
  const hostname = productOf(userAgent, "Host");
  return { name: hostname ?? agent?.browser ?? "Device", os: agent?.os ?? null, hostname, ipAddress: ctx.address };
}

/**
 * A device asks to be let in (RFC 8628 3.1): a new one, unless the client names the one it has.
 *
 * @param verificationUri where people enter its code
 * @returns the codes, which are shown here and nowhere else
 * @throws RosterError `device.too_many_requests`
 */
export async function askForDevice(ctx: Context, { clientId, deviceId, userAgent }: Asking, verificationUri: string): Promise<DeviceAuthorization> {
  const { clock, config, keyring } = ctx.app;
  const now = clock.now();
  const [deviceCode, facts] = [newSecret(), factsOf(ctx, userAgent)];
  const at = { now: new Date(now), expires: new Date(now + config.deviceCodeLifetime * 1000) };
  const request = { ...facts, ...at, deviceCode: hashSecret(deviceCode), source: keyring.mac("device-source", sourceOf(ctx.address)), interval: INTERVAL };
  const userCode = await transaction(ctx, async (_, tx) => {
    if ((await countOutstanding(tx, request.source, at.now)) >= MOST_OUTSTANDING) throw retryLater("device.too_many_requests", 60);
    const isKnown = deviceId !== undefined && (await holdDevice(tx, deviceId, clientId));
    const id = isKnown ? deviceId : uuidv7(now);
    if (!isKnown) await insertDevice(tx, id, clientId, facts, at.now);
    let code = newUserCode();
    while (!(await replaceRequest(tx, { ...request, deviceId: id, userCode: hashUserCode(keyring, code) }))) code = newUserCode();
    return shownUserCode(code);
  });
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: verificationUri,
    verification_uri_complete: `${verificationUri}?user_code=${userCode}`,
    expires_in: config.deviceCodeLifetime,
    interval: INTERVAL,
  };
}

/** A device code that is none: counts against whatever its client asks for, and locks it in the end. */
async function refuseWrongCode(ctx: Context, clientId: string): Promise<never> {
  const now = new Date(ctx.app.clock.now());
  const counted = await countWrongCode(queryable(ctx), clientId, now);
  if (counted.length === 0 && !(await isClientKnown(queryable(ctx), clientId))) {
    throw new OAuthRefusal("invalid_client", "No device of this `client_id` has asked.");
  }
  const spent = counted.filter(({ failures }) => failures >= MOST_FAILURES).map(({ deviceId }) => deviceId);
  if (spent.length > 0) {
    const locked = await transaction(ctx, async (inner, tx) => {
      const devices = await lockDevices(tx, spent, now);
      for (const { id } of devices) await endSessionsOfDevice(inner, id);
      const ids = devices.map(({ id }) => id);
      await insertAuditEach(inner, tx, { action: "device.lock_wrong_codes", targetType: "device" }, ids);
      return devices;
    });
    for (const { userId } of locked) if (userId !== null) ctx.app.principals.forgetUser(userId);
  }
  throw new OAuthRefusal("invalid_grant", "The device code is wrong.");
}

/**
 * Who let a device in that may have its token now.
 *
 * @throws OAuthRefusal why it may not (RFC 8628 3.5)
 */
function requireVerified(polled: Polled, clientId: string): string {
  if (polled.clientId !== clientId) throw new OAuthRefusal("invalid_client", "The device code was given to another `client_id`.");
  if (polled.isLocked) throw new OAuthRefusal("access_denied", "The device is locked.");
  if (polled.isDenied) throw new OAuthRefusal("access_denied", "The person did not let the device in.");
  if (polled.isUsed) throw new OAuthRefusal("invalid_grant", "The device code has been used.");
  if (polled.isExpired) throw new OAuthRefusal("expired_token", "The device code has expired. Ask again.");
  if (polled.isVerified && polled.userId !== null) return polled.userId;
  if (polled.isFast) throw new OAuthRefusal("slow_down", "Polling too fast: wait 5 seconds longer between polls from now on.");
  throw new OAuthRefusal("authorization_pending", "The person has not decided yet.");
}

/** Says what came in between, where a request that was verified could not be taken. */
async function refuseUntaken(tx: Queryable, hash: Buffer, clientId: string, now: Date): Promise<never> {
  const polled = await pollRequest(tx, hash, now);
  if (polled) requireVerified(polled, clientId);
  throw new OAuthRefusal("invalid_grant", "The device code is not good any more.");
}

/** What a device gets that was let in. */
export interface DeviceSession {
  readonly session: OpenSession;
  readonly metadata: Record<string, unknown> | null;
}

/**
 * A device fetches its token (RFC 8628 3.4), once. What it was signed in with before ends.
 *
 * @throws OAuthRefusal `authorization_pending`, `slow_down`, `access_denied`, `expired_token`, `invalid_client`,
 *   `invalid_grant`
 */
export async function signInDevice(ctx: Context, poll: { clientId: string; deviceCode: string; userAgent: string | null }): Promise<DeviceSession> {
  const { clock, config, principals } = ctx.app;
  const hash = hashSecret(poll.deviceCode);
  const now = new Date(clock.now());
  const polled = await pollRequest(queryable(ctx), hash, now);
  if (!polled) return refuseWrongCode(ctx, poll.clientId);
  const userId = requireVerified(polled, poll.clientId);
  const signedIn = await transaction(ctx, async (inner, tx) => {
    const owner = await holdOwner(tx, userId);
    if (!owner) throw new OAuthRefusal("access_denied", "The account is not there any more.");
    const taken = (await takeRequest(tx, hash, userId, now)) ?? (await refuseUntaken(tx, hash, poll.clientId, now));
    const lifetimes = [config.deviceTokenLifetime, config.trustedDeviceTokenLifetime] as const;
    const device = await activateDevice(tx, taken.deviceId, now, lifetimes);
    if (!device) throw new OAuthRefusal("access_denied", "The device is locked.");
    await endSessionsOfDevice(inner, taken.deviceId);
    const session = await startSession(inner, owner, {
      amr: taken.amr,
      authTime: taken.authTime.getTime(),
      withCookie: false,
      userAgent: poll.userAgent,
      device: { id: taken.deviceId, lifetime: lifetimes[device.isTrusted ? 1 : 0] },
    });
    return { session, metadata: device.metadata };
  });
  principals.forgetUser(userId);
  return signedIn;
}

/** Removes requests that ended, and devices that never came to use; a bounded number at once. @returns how many */
export function removeOldRequests(ctx: Context, most: number): Promise<number> {
  return purgeRequests(queryable(ctx), new Date(ctx.app.clock.now() - KEPT), most);
}

/**
 * Removes devices that have been signed out for as long as a trusted one stays signed in; a bounded number at once.
 *
 * @returns how many
 */
export async function forgetOldDevices(ctx: Context, most: number): Promise<number> {
  const { clock, config } = ctx.app;
  return transaction(ctx, async (inner, tx) => {
    const ids = await deleteDevicesEndedBefore(tx, new Date(clock.now() - config.trustedDeviceTokenLifetime * 1000), most);
    if (ids.length > 0) await insertAuditEach(inner, tx, { action: "device.forget", targetType: "device" }, ids);
    return ids.length;
  });
}
