import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { identifierKey } from "../../kernel/text.ts";
import { invitationRow, receivedRow } from "./read-model.ts";
import type { InvitationListQuery, ReceivedListQuery } from "./schema.ts";

/** What the rules need to know of an invitation. */
export interface InvitationRow {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly emailKey: string;
  /** Whether it can be accepted. */
  readonly isOpen: boolean;
}

// Of organizations that are there.
const FROM = "FROM invitations i JOIN organizations o ON o.id = i.organization_id AND o.deleted IS NULL";
const isOpen = (now: string) => `i.status = 'pending' AND i.expires > ${now}::timestamptz`;
const ROW = `i.id, i.organization_id AS "organizationId", i.email, i.email_key AS "emailKey", ${isOpen("$2")} AS "isOpen"`;

/** An invitation, whatever the caller may see. */
export async function findInvitation(db: Queryable, id: string, now: Date): Promise<InvitationRow | undefined> {
  const { rows } = await db.query<InvitationRow>({ name: "invitation-find", text: `SELECT ${ROW} ${FROM} WHERE i.id = $1`, values: [id, now] });
  return rows[0];
}

export interface LinkedInvitation extends InvitationRow {
  /** Whether it is the link that was mailed, and so proves the address. */
  readonly isMailed: boolean;
  /** Whom the other one was shown to. */
  readonly copiedBy: string | null;
}

const BY_LINK = `SELECT ${ROW}, i.mailed_hash IS NOT DISTINCT FROM $1 AS "isMailed", i.copied_by AS "copiedBy" ${FROM}
  WHERE (i.mailed_hash = $1 OR i.copied_hash = $1) AND ${isOpen("$2")}`;

/** The open invitation of a link. @param hash of its token */
export async function findByLink(db: Queryable, hash: Buffer, now: Date): Promise<LinkedInvitation | undefined> {
  const { rows } = await db.query<LinkedInvitation>({ name: "invitation-by-link", text: BY_LINK, values: [hash, now] });
  return rows[0];
}

const json = (row: string, where: string) => `SELECT row_to_json(x)::text AS json ${FROM}, LATERAL ${row} x WHERE ${where}`;
const READ = json(invitationRow("$2"), "i.id = $1");
const READ_RECEIVED = json(receivedRow("$2"), "i.id = $1");

/** An invitation as JSON text, as its organization sees it. */
export async function readInvitation(db: Queryable, id: string, now: Date): Promise<string> {
  const { rows } = await db.query<{ json: string }>({ name: "invitation-read", text: READ, values: [id, now] });
  return rows[0]?.json ?? "null";
}

/** The same, as whoever is invited sees it. */
export async function readReceived(db: Queryable, id: string, now: Date): Promise<string | undefined> {
  const { rows } = await db.query<{ json: string }>({ name: "invitation-read-received", text: READ_RECEIVED, values: [id, now] });
  return rows[0]?.json;
}

/** The links of an invitation, by the hashes of their tokens, and who gets the one to be handed on. */
export interface Links {
  readonly mailed: Buffer;
  readonly copied: Buffer;
  readonly copiedBy: string;
  readonly now: Date;
  readonly expires: Date;
}

interface NewInvitation extends Links {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly completes: boolean;
}

const INSERT = `INSERT INTO invitations
    (id, organization_id, email, email_key, mailed_hash, copied_hash, copied_by, completes, invited_by, created, sent, expires)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9, $9, $10)`;

/** Keeps an invitation; the constraint `invitations_one_open` says where the address has one already. */
export async function insertInvitation(tx: Queryable, invitation: NewInvitation): Promise<void> {
  const { id, organizationId, email, mailed, copied, copiedBy, completes, now, expires } = invitation;
  const values = [id, organizationId, email, identifierKey(email), mailed, copied, copiedBy, completes, now, expires];
  await tx.query({ name: "invitation-insert", text: INSERT, values });
}

const DROP_EXPIRED = `DELETE FROM invitations i WHERE i.organization_id = $1 AND i.email_key = $2 AND i.status = 'pending' AND i.expires <= $3`;

/** Removes an address's invitation whose time is over: another takes its place. */
export async function dropExpired(tx: Queryable, organizationId: string, emailKey: string, now: Date): Promise<void> {
  await tx.query({ name: "invitation-drop-expired", text: DROP_EXPIRED, values: [organizationId, emailKey, now] });
}

const RENEW = `UPDATE invitations SET mailed_hash = $2, copied_hash = $3, copied_by = $4, sent = $5, expires = $6 WHERE id = $1 AND status = 'pending'`;

/** Gives an invitation that nobody answered other links and another term. @returns whether it is one */
export async function renewLinks(tx: Queryable, id: string, { mailed, copied, copiedBy, now, expires }: Links): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "invitation-renew", text: RENEW, values: [id, mailed, copied, copiedBy, now, expires] });
  return rowCount > 0;
}

/** What an organization has of invitations. */
export interface Load {
  readonly open: number;
  /** Sent since a moment, and when the first of those was. */
  readonly recent: number;
  readonly first: Date | null;
}

const LOAD = `SELECT count(*) FILTER (WHERE ${isOpen("$2")}) AS open, count(*) FILTER (WHERE i.sent > $3) AS recent, min(i.sent) FILTER (WHERE i.sent > $3) AS first
  FROM invitations i WHERE i.organization_id = $1`;

/** How many invitations an organization has. */
export async function countLoad(tx: Queryable, organizationId: string, now: Date, since: Date): Promise<Load> {
  const { rows } = await tx.query<Load>({ name: "invitation-load", text: LOAD, values: [organizationId, now, since] });
  return rows[0] ?? { open: 0, recent: 0, first: null };
}

const ACCEPT = `UPDATE invitations i SET status = 'accepted', closed = $3, accepted_by = $2 WHERE i.id = $1 AND ${isOpen("$3")}`;

/** Ends an open invitation for the account that accepts it; of many at once, one does. @returns whether it did */
export async function closeAccepted(tx: Queryable, id: string, userId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "invitation-accept", text: ACCEPT, values: [id, userId, now] });
  return rowCount > 0;
}

const CLOSE = `UPDATE invitations i SET status = $2, closed = $3, mailed_hash = NULL, copied_hash = NULL
  WHERE i.id = $1 AND i.status = 'pending' AND (i.expires > $3 OR $2 = 'withdrawn')`;

/** Ends an invitation that nobody answered; of many at once, one does. One whose time is over can only be withdrawn. @returns whether it did */
export async function closeInvitation(tx: Queryable, id: string, status: "declined" | "withdrawn", now: Date): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "invitation-close", text: CLOSE, values: [id, status, now] });
  return rowCount > 0;
}

const JOINED = `SELECT o.name ${FROM} WHERE (i.mailed_hash = $1 OR i.copied_hash = $1) AND i.accepted_by = $2
  AND EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = $2 AND a.organization_id = o.id)`;

/** The name of the organization that an account is a member of by the invitation of a link. @param hash of its token */
export async function findJoined(db: Queryable, hash: Buffer, userId: string): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string }>({ name: "invitation-joined", text: JOINED, values: [hash, userId] });
  return rows[0]?.name;
}

/** Takes roles and team places from an invitation. */
export async function dropHeld(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "invitation-places-drop", text: "DELETE FROM team_invitations WHERE invitation_id = $1", values: [id] });
  await tx.query({ name: "invitation-roles-drop", text: "DELETE FROM role_assignments WHERE invitation_id = $1", values: [id] });
}

const PASS_ROLES = `UPDATE role_assignments a SET user_id = $2, invitation_id = NULL WHERE a.invitation_id = $1 AND NOT EXISTS (
    SELECT 1 FROM role_assignments b WHERE b.user_id = $2 AND b.role_id = a.role_id
      AND b.workspace_id IS NOT DISTINCT FROM a.workspace_id AND b.project_id IS NOT DISTINCT FROM a.project_id)
  RETURNING a.role_id`;
const PASS_PLACES = `INSERT INTO team_members (team_id, organization_id, user_id, created)
  SELECT t.team_id, t.organization_id, $2, $3 FROM team_invitations t WHERE t.invitation_id = $1
  ON CONFLICT DO NOTHING RETURNING team_id`;

/** Gives roles and team places of an invitation to an account; what that has already it keeps once. @returns what it got */
export async function passHeld(tx: Queryable, id: string, userId: string, now: Date): Promise<{ roles: string[]; teams: string[] }> {
  const roles = await tx.query<{ role_id: string }>({ name: "invitation-roles-pass", text: PASS_ROLES, values: [id, userId] });
  const teams = await tx.query<{ team_id: string }>({ name: "invitation-places-pass", text: PASS_PLACES, values: [id, userId, now] });
  await dropHeld(tx, id);
  return { roles: roles.rows.map((row) => row.role_id), teams: teams.rows.map((row) => row.team_id) };
}

/** A role of an invitation, its own or that of a team it has a place in, and where it is held. */
export interface HeldByInvitation {
  readonly predefined: string | null;
  readonly permissions: readonly string[] | null;
  readonly workspaceId: string | null;
  readonly projectId: string | null;
}

const HELD = `SELECT r.predefined, r.permissions, a.workspace_id AS "workspaceId", a.project_id AS "projectId"
  FROM role_assignments a JOIN roles r ON r.id = a.role_id
  WHERE a.invitation_id = $1 OR a.team_id IN (SELECT t.team_id FROM team_invitations t WHERE t.invitation_id = $1)`;

/** What whoever accepts an invitation will hold by it. */
export async function findHeld(tx: Queryable, id: string): Promise<HeldByInvitation[]> {
  const { rows } = await tx.query<HeldByInvitation>({ name: "invitation-held", text: HELD, values: [id] });
  return rows;
}

const IS_TRUSTED = "SELECT 1 FROM trusted_domains d WHERE d.organization_id = $1 AND d.domain = $2";

/** Whether an organization trusts a domain. @param domain in compared form */
export async function isTrusted(tx: Queryable, organizationId: string, domain: string): Promise<boolean> {
  const { rowCount } = await tx.query({ name: "invitation-domain", text: IS_TRUSTED, values: [organizationId, domain] });
  return rowCount > 0;
}

const COMPLETING = `SELECT i.id ${FROM} WHERE i.email_key = $1 AND ${isOpen("$2")} AND i.completes ORDER BY i.id LIMIT 100`;

/** The open invitations of an address that complete by themselves. @param emailKey in compared form */
export async function findCompleting(db: Queryable, emailKey: string, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({ name: "invitations-completing", text: COMPLETING, values: [emailKey, now] });
  return rows.map(({ id }) => id);
}

const NAME = "SELECT o.name FROM organizations o WHERE o.id = $1";

/** What an organization is called. */
export async function nameOf(db: Queryable, organizationId: string): Promise<string> {
  const { rows } = await db.query<{ name: string }>({ name: "invitation-organization", text: NAME, values: [organizationId] });
  return rows[0]?.name ?? "";
}

/** The invitations of an organization, in the order of creation. */
export function listOfOrganization(db: Queryable, organizationId: string, { email, only_pending, ...page }: InvitationListQuery, now: Date): ListReader {
  const values: unknown[] = [organizationId, now];
  // The second condition, always so, names the moment also where nothing else of the statement does.
  const where = ["i.organization_id = $1", "$2::timestamptz IS NOT NULL"];
  if (email !== undefined) where.push(`i.email_key = $${values.push(identifierKey(email))}`);
  if (only_pending) where.push(isOpen("$2"));
  return rowsById(db, { from: `${FROM} WHERE ${where.join(" AND ")}`, alias: "i", shown: shownBeside(invitationRow("$2")), values }, page);
}

/** The open invitations of an address, in the order of creation. @param emailKey in compared form; `null`: there are none */
export function listOfAddress(db: Queryable, emailKey: string | null, page: ReceivedListQuery, now: Date): ListReader {
  const from = `${FROM} WHERE i.email_key = $1::text AND ${isOpen("$2")}`;
  return rowsById(db, { from, alias: "i", shown: shownBeside(receivedRow("$2")), values: [emailKey, now] }, page);
}

/**
 * A row of a page, of which only `i` is left there: its organization is looked up once more. OFFSET 0 keeps the look-up
 * one of each row: joined to the page, it would put the rows in another order.
 */
function shownBeside(row: string): string {
  return `(SELECT z.* FROM organizations o, LATERAL ${row} z WHERE o.id = i.organization_id OFFSET 0)`;
}

const PURGE = `DELETE FROM invitations WHERE id IN (
    SELECT id FROM invitations WHERE COALESCE(closed, expires) <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Removes invitations that were over by a moment, a bounded number at once. @returns how many */
export async function purgeInvitations(db: Queryable, overUntil: Date, most: number): Promise<number> {
  const { rowCount } = await db.query({ name: "invitations-purge", text: PURGE, values: [overUntil, most] });
  return rowCount;
}
