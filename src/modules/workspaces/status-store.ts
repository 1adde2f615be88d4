import { AUDIT_PARAMETERS, insertAuditSql } from "../../db/audit.ts";
import type { Queryable } from "../../kernel/context.ts";

/** What a server says of itself, and when; what is null it does not say. */
export interface Report {
  readonly version: string | null;
  readonly url: string | null;
  readonly now: Date;
  /** Heard of since then, it is not written again that it was. */
  readonly since: Date;
}

const DIFFERS = `(COALESCE($2::text, held.server_version), COALESCE($3::text, held.server_url)) IS DISTINCT FROM (held.server_version, held.server_url)`;
const STATUS = `CASE WHEN held.desired_state = 'deactivated' THEN 'deactivated' ELSE 'available' END`;

// Held first: of two reports at once the second sees the first. Nothing is written where nothing is new.
const REPORT = `WITH held AS MATERIALIZED (
    SELECT * FROM workspaces WHERE id = $1 FOR UPDATE
  ), news AS (
    SELECT held.*, ${STATUS} AS next, (${DIFFERS} OR held.status <> ${STATUS}) AS is_new FROM held
  ), changed AS (
    UPDATE workspaces w SET server_version = COALESCE($2, w.server_version), server_url = COALESCE($3, w.server_url), status = news.next,
      state_reason = CASE WHEN w.status = news.next THEN w.state_reason END, last_seen = $4::timestamptz,
      version = w.version + CASE WHEN news.is_new THEN 1 ELSE 0 END, updated = CASE WHEN news.is_new THEN $4 ELSE w.updated END
    FROM news WHERE w.id = news.id AND (news.is_new OR news.last_seen IS NULL OR news.last_seen <= $5::timestamptz)
    RETURNING w.id
  ), audited AS (
    ${insertAuditSql(6, "jsonb_build_object('status', news.status)", "jsonb_build_object('status', news.next)", "FROM news, changed WHERE news.status <> news.next")}
  )
  SELECT count(*) FROM changed`;

/** Writes what a workspace's server reports, and an audit row where the status changes by it. @param audit `auditValues` of that row */
export async function putReport(db: Queryable, id: string, { version, url, now, since }: Report, audit: readonly unknown[]): Promise<void> {
  if (audit.length !== AUDIT_PARAMETERS) throw new Error("an audit row has another number of parameters");
  await db.query({ name: "workspace-report", text: REPORT, values: [id, version, url, now, since, ...audit] });
}

const NOTE = `UPDATE workspaces held SET server_version = COALESCE($2, held.server_version), server_url = COALESCE($3, held.server_url), last_seen = $4,
    version = held.version + 1, updated = $4
  WHERE held.id = $1 AND ${DIFFERS} AND (held.last_seen IS NULL OR held.last_seen <= $5)`;

/** Writes what a server says of itself beside another request, where it is new. */
export async function putNote(db: Queryable, id: string, { version, url, now, since }: Report): Promise<void> {
  await db.query({ name: "workspace-note", text: NOTE, values: [id, version, url, now, since] });
}
