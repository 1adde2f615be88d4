import { estimateRows, pageSql, readPage } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { DeviceListQuery } from "./schema.ts";

/**
 * Columns of the read model (contract B.2): one that is not here is private.
 *
 * @param facts alias of the row with what the device says of itself
 */
const columns = (
  facts: "d" | "r",
  status: string,
  expires: string,
) => `d.id, ${facts}.name, d.created, d.updated, d.user_id, d.client_id, ${expires} AS expires,
  d.trusted_device, ${status} AS status, ${facts}.os, ${facts}.ip_address, ${facts}.hostname, NULL AS city, NULL AS region, NULL AS country,
  d.last_login, d.device_metadata`;

const OWN = `(SELECT ${columns("d", "d.status", "d.expires")})`;
const OWN_JSON = `(SELECT row_to_json(x)::text FROM ${OWN} x)`;
/** A device as it asks now, whatever is known of it from before. */
const ASKING_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${columns("r", "'pending'", "r.expires")}) x)`;

/** One device as JSON text, and its version. */
export interface DeviceText {
  readonly json: string;
  readonly version: number;
}

const FIND = `SELECT ${OWN_JSON} AS json, d.version FROM devices d WHERE d.id = $1 AND d.user_id = $2`;

/** A device of an account. */
export async function findDevice(db: Queryable, id: string, userId: string): Promise<DeviceText | undefined> {
  const { rows } = await db.query<DeviceText>({ name: "device-find", text: FIND, values: [id, userId] });
  return rows[0];
}

/** What asks and can be let in by an account: it is nobody's or theirs, not locked, not decided on, and in time. */
const OPEN = `r.user_code = $1 AND d.id = r.device_id AND r.expires > $2 AND r.verified IS NULL AND r.denied IS NULL
  AND d.status <> 'locked' AND (d.user_id IS NULL OR d.user_id = $3)`;

const FIND_ASKING = `SELECT ${ASKING_JSON} AS json, d.version FROM device_requests r, devices d WHERE ${OPEN} AND ($4::uuid IS NULL OR d.id = $4)`;

/**
 * What asks with a user code.
 *
 * @param id the device that it must be; `null`: any
 */
export async function findAsking(db: Queryable, userCode: Buffer, now: Date, userId: string, id: string | null): Promise<DeviceText | undefined> {
  const { rows } = await db.query<DeviceText>({ name: "device-asking", text: FIND_ASKING, values: [userCode, now, userId, id] });
  return rows[0];
}

/** Somebody who lets a device in, or not. */
export interface Decision {
  readonly userCode: Buffer;
  readonly userId: string;
  readonly sessionId: string;
  readonly authTime: Date;
  readonly now: Date;
}

// The code works once: of many at once, one finds the request undecided. Account and session are held, so that a
// deletion, a deactivation or the end of the session comes wholly before this or wholly after.
const VERIFY = `WITH held AS MATERIALIZED (
    SELECT s.amr FROM users u JOIN sessions s ON s.user_id = u.id
    WHERE u.id = $3 AND u.is_active AND u.deleted IS NULL AND s.id = $4 FOR KEY SHARE OF u, s
  ), verified AS (
    UPDATE device_requests r SET verified = $2, session_id = $4, amr = held.amr, auth_time = $5::timestamptz
    FROM devices d, held WHERE ${OPEN} RETURNING r.*
  ), changed AS (
    UPDATE devices d SET user_id = $3, status = CASE WHEN d.status = 'active' THEN 'active' ELSE 'verified' END,
      name = r.name, os = r.os, hostname = r.hostname, ip_address = r.ip_address,
      trusted_device = $6, device_metadata = COALESCE($7::jsonb, d.device_metadata), version = d.version + 1, updated = $2
    FROM verified r WHERE d.id = r.device_id AND d.status <> 'locked' AND (d.user_id IS NULL OR d.user_id = $3) RETURNING d.*
  )
  SELECT ${OWN_JSON} AS json, d.version FROM changed d`;

/** Lets a device in. @returns `undefined` when there is none with this code, or it was decided on */
export async function verifyRequest(tx: Queryable, by: Decision, trusted: boolean, metadata: object | null): Promise<DeviceText | undefined> {
  const values = [by.userCode, by.now, by.userId, by.sessionId, by.authTime, trusted, metadata];
  const { rows } = await tx.query<DeviceText>({ name: "device-verify", text: VERIFY, values });
  return rows[0];
}

const DENY = `UPDATE device_requests r SET denied = $2 FROM devices d WHERE ${OPEN} RETURNING r.device_id AS id`;

/** Does not let a device in. @returns its id; `undefined` when there is none with this code, or it was decided on */
export async function denyRequest(tx: Queryable, userCode: Buffer, now: Date, userId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>({ name: "device-deny", text: DENY, values: [userCode, now, userId] });
  return rows[0]?.id;
}

const HOLD = `SELECT d.version, d.status = 'locked' AS "isLocked" FROM devices d WHERE d.id = $1 AND d.user_id = $2 FOR NO KEY UPDATE`;

/** The state of a device of an account, held until the transaction ends. */
export async function holdOwnDevice(tx: Queryable, id: string, userId: string): Promise<{ version: number; isLocked: boolean } | undefined> {
  const { rows } = await tx.query<{ version: number; isLocked: boolean }>({ name: "device-own-hold", text: HOLD, values: [id, userId] });
  return rows[0];
}

// What was let in and not fetched before a lock is not fetched after it.
const SET_LOCKED = `WITH denied AS (
    UPDATE device_requests SET denied = $3 WHERE device_id = $1 AND used IS NULL AND $2::boolean
  ), changed AS (
    UPDATE devices SET status = CASE WHEN $2 THEN 'locked' WHEN last_login IS NULL THEN 'verified' ELSE 'active' END,
      version = version + 1, updated = $3::timestamptz
    WHERE id = $1 RETURNING *
  )
  SELECT ${OWN_JSON} AS json, d.version FROM changed d`;

/** Locks a device that the caller holds, or unlocks it. */
export async function setLocked(tx: Queryable, id: string, locked: boolean, now: Date): Promise<DeviceText> {
  const { rows } = await tx.query<DeviceText>({ name: "device-set-locked", text: SET_LOCKED, values: [id, locked, now] });
  return rows[0] as DeviceText;
}

/** Removes a device, with its session and what it asks for. */
export async function deleteDevice(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "device-delete", text: "DELETE FROM devices WHERE id = $1", values: [id] });
}

/** Removes the devices of an account. @returns how many */
export async function deleteDevicesOf(tx: Queryable, userId: string): Promise<number> {
  const { rowCount } = await tx.query({ name: "devices-delete", text: "DELETE FROM devices WHERE user_id = $1", values: [userId] });
  return rowCount;
}

/** What a device can be in that somebody let in. */
const OWNED = ["active", "verified", "locked"];
const FITTING = `FROM devices d WHERE d.user_id = $1 AND d.status = ANY ($2::text[]) AND ($3::uuid IS NULL OR d.client_id = $3)`;

const LIST = pageSql({
  rows: `SELECT * ${FITTING} AND ($4::uuid IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $5::int + 1 OFFSET $6::bigint`,
  alias: "d",
  shown: OWN,
  position: "d.id::text",
  limit: "$5",
});

const filters = (userId: string, { status = "active", client_id }: DeviceListQuery) => [userId, status === "all" ? OWNED : [status], client_id ?? null];

/**
 * A page of the devices of an account, newest first, as JSON text.
 *
 * @param before the id of the last device of the page before
 */
export async function listDevicesOf(db: Queryable, userId: string, query: DeviceListQuery, before: string | undefined) {
  const values = [...filters(userId, query), before ?? null, query.limit, query.offset];
  return readPage(db, { name: "devices-list", text: LIST, values });
}

/** How many devices of an account fit, counted or as the planner expects. */
export async function countDevicesOf(db: Queryable, userId: string, query: DeviceListQuery, kind: "exact" | "estimate"): Promise<number> {
  const values = filters(userId, query);
  if (kind === "estimate") return estimateRows(db, { text: `SELECT 1 ${FITTING}`, values });
  const { rows } = await db.query<{ n: number }>({ name: "devices-count", text: `SELECT count(*) AS n ${FITTING}`, values });
  return Number(rows[0]?.n ?? 0);
}

/** How many devices an account has. */
export async function countAllDevicesOf(db: Queryable, userId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({ name: "devices-count-all", text: "SELECT count(*) AS n FROM devices WHERE user_id = $1", values: [userId] });
  return Number(rows[0]?.n ?? 0);
}
