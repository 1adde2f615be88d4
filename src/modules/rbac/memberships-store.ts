import { rowsById } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { type MembershipsQuery, MOST_HELD } from "./schema.ts";

/** Who asks for whose memberships, and which of them are theirs to see. */
export interface MembershipsView {
  readonly userId: string;
  /** Only where this account holds `permission` in the whole organization; `null`: everywhere. */
  readonly viewer: string | null;
  readonly permission: string;
  /** Predefined roles that hold it. */
  readonly keys: readonly string[];
  /** Whether organizations that require a second factor are open to the sign-in that asks. */
  readonly withMfa: boolean;
}

/** Rows `a` that are the account's $1 in the organization `o`, or a team's of it. */
const HELD = `role_assignments a WHERE a.organization_id = o.id
  AND (a.user_id = $1 OR a.team_id IN (SELECT m.team_id FROM team_members m WHERE m.user_id = $1 AND m.organization_id = o.id))`;

/** The viewer $2 holds the permission $3 in the whole of the organization `o`: by a predefined role of the keys $4, or a custom one. */
const SEES = `($2::uuid IS NULL OR EXISTS (
  SELECT 1 FROM role_assignments a JOIN roles r ON r.id = a.role_id
  WHERE a.organization_id = o.id AND a.workspace_id IS NULL AND (r.predefined = ANY ($4::text[]) OR $3 = ANY (r.permissions))
    AND (a.user_id = $2 OR a.team_id IN (SELECT m.team_id FROM team_members m WHERE m.user_id = $2 AND m.organization_id = o.id))))`;

/** Organizations that the account $1 is in: by a role, or as a service account of theirs. */
const FROM = `FROM organizations o WHERE o.deleted IS NULL AND o.id IN (
    SELECT a.organization_id FROM role_assignments a WHERE a.user_id = $1
    UNION SELECT u.organization_id FROM users u WHERE u.id = $1 AND u.organization_id IS NOT NULL AND NOT u.is_internal)
  AND ${SEES} AND ($5::boolean OR NOT o.require_mfa) AND ($6::uuid IS NULL OR o.id = $6)`;

const named = (alias: string, name = `${alias}.name`) => `json_build_object('id', ${alias}.id, 'name', ${name})`;

const SHOWN = `(SELECT ${named("o")} AS organization, COALESCE(o.owner_id = $1, false) AS is_owner,
    COALESCE((SELECT json_agg(${named("t")} ORDER BY t.name_key, t.id) FROM team_members m JOIN teams t ON t.id = m.team_id
      WHERE m.user_id = $1 AND m.organization_id = o.id), '[]') AS teams,
    COALESCE((SELECT json_agg(y) FROM (
      SELECT a.id, json_build_object('id', r.id, 'name', r.name, 'level', r.level) AS role,
        CASE WHEN t.id IS NOT NULL THEN ${named("t")} END AS team,
        CASE WHEN w.id IS NOT NULL THEN ${named("w", "w.display_name")} END AS workspace,
        CASE WHEN p.id IS NOT NULL THEN ${named("p", "p.display_name")} END AS project, a.created
      FROM (SELECT a.* FROM ${HELD} ORDER BY a.workspace_id IS NOT NULL, a.project_id IS NOT NULL, a.id LIMIT ${MOST_HELD}) a
        JOIN roles r ON r.id = a.role_id LEFT JOIN teams t ON t.id = a.team_id
        LEFT JOIN workspaces w ON w.id = a.workspace_id LEFT JOIN projects p ON p.id = a.project_id
      ORDER BY a.workspace_id IS NOT NULL, a.project_id IS NOT NULL, a.id) y), '[]') AS roles,
    (SELECT count(*) > ${MOST_HELD} FROM (SELECT 1 FROM ${HELD} LIMIT ${MOST_HELD + 1}) z) AS roles_left_out,
    (SELECT count(*)::int FROM resource_shares s WHERE s.user_id = $1 AND s.organization_id = o.id) AS shares
  OFFSET 0)`;

/** What an account holds, an organization a row, in the order in which the organizations were made. */
export function listMemberships(db: Queryable, { userId, viewer, permission, keys, withMfa }: MembershipsView, query: MembershipsQuery): ListReader {
  return rowsById(db, { from: FROM, alias: "o", shown: SHOWN, values: [userId, viewer, permission, keys, withMfa, query.organization_id ?? null] }, query);
}
