import type { Queryable } from "../../kernel/context.ts";

/** What a device says of itself. */
export interface DeviceFacts {
  readonly name: string;
  readonly os: string | null;
  readonly hostname: string | null;
  readonly ipAddress: string | null;
}

export interface NewRequest extends DeviceFacts {
  readonly deviceId: string;
  readonly deviceCode: Buffer;
  readonly userCode: Buffer;
  readonly source: Buffer;
  readonly now: Date;
  readonly expires: Date;
  /** Seconds. */
  readonly interval: number;
}

const OUTSTANDING = `SELECT count(*) AS n FROM device_requests WHERE source = $1 AND expires > $2`;

/** How many devices ask from a source. */
export async function countOutstanding(tx: Queryable, source: Buffer, now: Date): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({ name: "device-requests-outstanding", text: OUTSTANDING, values: [source, now] });
  return Number(rows[0]?.n ?? 0);
}

const LOCK = `SELECT 1 FROM devices WHERE id = $1 AND client_id = $2 AND status <> 'locked' FOR NO KEY UPDATE`;

/** Whether a client has a device with this id that is not locked; then it is held until the transaction ends. */
export async function holdDevice(tx: Queryable, id: string, clientId: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "device-hold", text: LOCK, values: [id, clientId] });
  return rowCount === 1;
}

const INSERT_DEVICE = `INSERT INTO devices (id, client_id, status, name, os, hostname, ip_address, created, updated)
  VALUES ($1, $2, 'pending', $3, $4, $5, $6, $7, $7)`;

/** Writes a device that nobody has verified. */
export async function insertDevice(tx: Queryable, id: string, clientId: string, facts: DeviceFacts, now: Date): Promise<void> {
  const values = [id, clientId, facts.name, facts.os, facts.hostname, facts.ipAddress, now];
  await tx.query({ name: "device-insert", text: INSERT_DEVICE, values });
}

const INSERT_REQUEST = `INSERT INTO device_requests
    (device_id, device_code, user_code, name, os, hostname, ip_address, source, created, expires, poll_interval)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (user_code) DO NOTHING`;

/**
 * Writes what a device asks for, in place of what it asked for before. The caller holds the device.
 *
 * @returns false when another device has this user code
 */
export async function replaceRequest(tx: Queryable, r: NewRequest): Promise<boolean> {
  await tx.query({ name: "device-request-drop", text: "DELETE FROM device_requests WHERE device_id = $1", values: [r.deviceId] });
  const values = [r.deviceId, r.deviceCode, r.userCode, r.name, r.os, r.hostname, r.ipAddress, r.source, r.now, r.expires, r.interval];
  const { rowCount } = await tx.query({ name: "device-request-insert", text: INSERT_REQUEST, values });
  return rowCount === 1;
}

/** A request as its poll finds it. */
export interface Polled {
  readonly clientId: string;
  readonly userId: string | null;
  readonly isLocked: boolean;
  readonly isDenied: boolean;
  readonly isUsed: boolean;
  readonly isExpired: boolean;
  readonly isVerified: boolean;
  /** It came sooner than the interval, which has grown by that. */
  readonly isFast: boolean;
}

// A second is the network's. Of polls at once each but the first comes too soon: they wait for the row.
const POLL = `WITH held AS MATERIALIZED (
    SELECT r.*, COALESCE(r.last_polled > $2::timestamptz - (r.poll_interval - 1) * interval '1 second', false) AS fast
    FROM device_requests r WHERE r.device_code = $1 FOR UPDATE
  ), polled AS (
    UPDATE device_requests r SET last_polled = $2, poll_interval = LEAST(r.poll_interval + CASE WHEN held.fast AND held.verified IS NULL THEN 5 ELSE 0 END, 3600)
    FROM held WHERE r.device_id = held.device_id
  )
  SELECT d.client_id AS "clientId", d.user_id AS "userId", d.status = 'locked' AS "isLocked", h.denied IS NOT NULL AS "isDenied",
    h.used IS NOT NULL AS "isUsed", h.expires <= $2 AS "isExpired", h.verified IS NOT NULL AS "isVerified", h.fast AS "isFast"
  FROM held h JOIN devices d ON d.id = h.device_id`;

/** Notes a poll with a device code. @returns `undefined` when there is no such code */
export async function pollRequest(db: Queryable, deviceCode: Buffer, now: Date): Promise<Polled | undefined> {
  const { rows } = await db.query<Polled>({ name: "device-request-poll", text: POLL, values: [deviceCode, now] });
  return rows[0];
}

const FAIL = `UPDATE device_requests r SET failures = r.failures + 1
  FROM devices d WHERE d.id = r.device_id AND d.client_id = $1 AND r.expires > $2 AND r.used IS NULL
  RETURNING r.device_id AS "deviceId", r.failures`;

/** Counts a wrong device code against whatever a client asks for. @returns the counts */
export async function countWrongCode(tx: Queryable, clientId: string, now: Date): Promise<{ deviceId: string; failures: number }[]> {
  const { rows } = await tx.query<{ deviceId: string; failures: number }>({ name: "device-requests-fail", text: FAIL, values: [clientId, now] });
  return rows;
}

/** Whether a client installation ever asked. */
export async function isClientKnown(db: Queryable, clientId: string): Promise<boolean> {
  const { rowCount } = await db.query({ name: "device-client", text: "SELECT 1 FROM devices WHERE client_id = $1 LIMIT 1", values: [clientId] });
  return rowCount > 0;
}

const ACCOUNT = `SELECT u.id AS "userId", u.is_superuser AS "isSuperuser", u.is_internal AS "isInternal",
    u.is_service_account AS "isServiceAccount", u.password_expired IS TRUE AS "passwordExpired"
  FROM users u WHERE u.id = $1 AND u.is_active AND u.deleted IS NULL FOR NO KEY UPDATE`;

/** The account whose device it is, held until the transaction ends. */
export interface DeviceOwner {
  readonly userId: string;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  readonly passwordExpired: boolean;
}

/** Holds an account that is there and active. */
export async function holdOwner(tx: Queryable, userId: string): Promise<DeviceOwner | undefined> {
  const { rows } = await tx.query<DeviceOwner>({ name: "device-owner", text: ACCOUNT, values: [userId] });
  return rows[0];
}

/** What a request that was let in gives. */
export interface Taken {
  readonly deviceId: string;
  readonly amr: readonly string[];
  readonly authTime: Date;
}

const TAKE = `UPDATE device_requests r SET used = $3
  FROM devices d WHERE r.device_code = $1 AND d.id = r.device_id AND d.user_id = $2
    AND r.verified IS NOT NULL AND r.denied IS NULL AND r.used IS NULL AND r.expires > $3
  RETURNING r.device_id AS "deviceId", r.amr, r.auth_time AS "authTime"`;

/** Uses a request that was verified; of many at once one does. */
export async function takeRequest(tx: Queryable, deviceCode: Buffer, userId: string, now: Date): Promise<Taken | undefined> {
  const { rows } = await tx.query<Taken>({ name: "device-request-take", text: TAKE, values: [deviceCode, userId, now] });
  return rows[0];
}

const ACTIVATE = `UPDATE devices SET status = 'active', last_login = $2, expires = $2::timestamptz + CASE WHEN trusted_device THEN $4::int ELSE $3::int END * interval '1 second',
    version = version + 1, updated = $2
  WHERE id = $1 AND status <> 'locked'
  RETURNING trusted_device AS "isTrusted", device_metadata AS "metadata"`;

/**
 * Makes a device active.
 *
 * @param lifetimes seconds it stays signed in: one that is not trusted, one that is
 * @returns `undefined` when it was locked or removed
 */
export async function activateDevice(tx: Queryable, id: string, now: Date, lifetimes: readonly [number, number]) {
  const { rows } = await tx.query<{ isTrusted: boolean; metadata: Record<string, unknown> | null }>({
    name: "device-activate",
    text: ACTIVATE,
    values: [id, now, ...lifetimes],
  });
  return rows[0];
}

const LOCK_EACH = `UPDATE devices SET status = 'locked', version = version + 1, updated = $2
  WHERE id = ANY ($1::uuid[]) AND status <> 'locked' RETURNING id, user_id AS "userId"`;

/** Locks devices. @returns those that were not locked before */
export async function lockDevices(tx: Queryable, ids: readonly string[], now: Date): Promise<{ id: string; userId: string | null }[]> {
  const { rows } = await tx.query<{ id: string; userId: string | null }>({ name: "devices-lock", text: LOCK_EACH, values: [ids, now] });
  return rows;
}

const FORGET = `DELETE FROM devices WHERE id IN (
    SELECT id FROM devices WHERE status = 'active' AND expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED
  ) RETURNING id`;

/** Removes devices whose token ended before a moment. @returns their ids */
export async function deleteDevicesEndedBefore(tx: Queryable, before: Date, most: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({ name: "devices-forget", text: FORGET, values: [before, most] });
  return rows.map((row) => row.id);
}

const PURGE = `WITH old AS (
    SELECT r.device_id FROM device_requests r WHERE r.expires <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED
  ), unused AS (
    DELETE FROM devices d USING old WHERE d.id = old.device_id AND d.last_login IS NULL AND (d.user_id IS NULL OR d.status <> 'locked')
  )
  DELETE FROM device_requests r USING old WHERE r.device_id = old.device_id`;

/** Removes requests that ended before a moment, and devices that never came to use. @returns how many requests */
export async function purgeRequests(db: Queryable, before: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "device-requests-purge", text: PURGE, values: [before, most] });
  return rowCount;
}
