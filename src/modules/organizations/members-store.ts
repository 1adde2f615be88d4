import { pageSql, readPage } from "../../db/page.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { PLACEHOLDER_ROW } from "../invitations/read-model.ts";
import { ROLE_ROW } from "../roles/read-model.ts";
import { TEAM_ROW } from "../teams/read-model.ts";
import { USER_ROW } from "../users/read-model.ts";
import type { MemberListQuery } from "./schema.ts";

/** Of the member `m`, the roles it holds itself in the whole organization, in the order in which the roles were made. */
const ROLES = `COALESCE((SELECT json_agg(y ORDER BY r.id) FROM role_assignments a JOIN roles r ON r.id = a.role_id, LATERAL ${ROLE_ROW} y
  WHERE a.organization_id = $1 AND a.workspace_id IS NULL AND (a.user_id = m.id OR a.team_id = m.id OR a.invitation_id = m.id)), '[]')`;

const SHOWN = `(SELECT m.id, m.type,
  (SELECT row_to_json(y) FROM users u, LATERAL ${USER_ROW} y WHERE u.id = m.id AND m.type IN ('user', 'service_account')) AS user,
  (SELECT row_to_json(y) FROM teams t, LATERAL ${TEAM_ROW} y WHERE t.id = m.id AND m.type = 'team') AS team,
  (SELECT row_to_json(y) FROM invitations i, LATERAL ${PLACEHOLDER_ROW} y WHERE i.id = m.id AND m.type = 'invitation') AS invitation,
  ${ROLES} AS roles)`;

/** A kind of member: its ids, of the organization $1, behind what the page before showed. */
interface Source {
  readonly type: "user" | "service_account" | "team" | "invitation";
  /** `SELECT id FROM ... WHERE ...`, to which conditions can be added. */
  readonly sql: string;
  /** The column that the ids are in. */
  readonly id: string;
  /** Condition under which the member holds the role of a parameter. */
  readonly holds: (role: string) => string;
}

const SOURCES: readonly Source[] = [
  {
    // Walks the index of the organization's assignments from id to id.
    type: "user",
    sql: `SELECT DISTINCT a.user_id AS id FROM role_assignments a JOIN users u ON u.id = a.user_id AND NOT u.is_service_account WHERE a.organization_id = $1`,
    id: "a.user_id",
    holds: (role) => `a.role_id = ${role}::uuid`,
  },
  {
    // The machine identities of workspaces are nobody's to see.
    type: "service_account",
    sql: `SELECT u.id FROM users u WHERE u.organization_id = $1 AND u.deleted IS NULL AND NOT u.is_internal`,
    id: "u.id",
    holds: (role) => `EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = u.id AND a.role_id = ${role}::uuid)`,
  },
  {
    type: "team",
    sql: `SELECT t.id FROM teams t WHERE t.organization_id = $1`,
    id: "t.id",
    holds: (role) => `EXISTS (SELECT 1 FROM role_assignments a WHERE a.team_id = t.id AND a.role_id = ${role}::uuid)`,
  },
  {
    // Open ones: of the moment $2.
    type: "invitation",
    sql: `SELECT i.id FROM invitations i WHERE i.organization_id = $1 AND i.status = 'pending' AND i.expires > $2`,
    id: "i.id",
    holds: (role) => `EXISTS (SELECT 1 FROM role_assignments a WHERE a.invitation_id = i.id AND a.role_id = ${role}::uuid)`,
  },
];

/** The members of an organization in the order of their ids. Each kind is read no further than the page needs. */
export function listMembers(db: Queryable, organizationId: string, query: MemberListQuery, now: Date): ListReader {
  const { include_users: user, include_service_accounts: service_account, include_teams: team, include_invitations: invitation } = query;
  const kinds = { user, service_account, team, invitation };
  const sources = SOURCES.filter(({ type }) => kinds[type]);
  const begin = (): { values: unknown[]; take: (value: unknown) => string; role: string | undefined } => {
    const values: unknown[] = invitation ? [organizationId, now] : [organizationId];
    const take = (value: unknown) => `$${values.push(value)}`;
    return { values, take, role: query.role_id && take(query.role_id) };
  };
  const sql = ({ sql: text, holds }: Source, role: string | undefined) => `${text}${role ? ` AND ${holds(role)}` : ""}`;
  return {
    async page(after) {
      if (sources.length === 0) return { json: "[]", last: undefined };
      const { values, take, role } = begin();
      const behind = after && take(after);
      const [limit, offset] = [take(query.limit), take(query.offset)];
      const end = `ORDER BY id LIMIT ${limit}::int + 1 + ${offset}::bigint`;
      const parts = sources.map(
        (source) => `(SELECT '${source.type}' AS type, id FROM (${sql(source, role)}${behind ? ` AND ${source.id} > ${behind}::uuid` : ""} ${end}) s)`,
      );
      const rows = `SELECT * FROM (${parts.join(" UNION ALL ")}) a ORDER BY id LIMIT ${limit}::int + 1 OFFSET ${offset}::bigint`;
      return readPage(db, { text: pageSql({ rows, alias: "m", shown: SHOWN, position: "m.id::text", limit }), values });
    },
    async count() {
      if (sources.length === 0) return 0;
      const { values, role } = begin();
      const parts = sources.map((source) => `(SELECT count(*) FROM (${sql(source, role)}) s)`);
      const { rows } = await db.query<{ n: number }>({ text: `SELECT ${parts.join(" + ")} AS n`, values });
      return Number(rows[0]?.n ?? 0);
    },
  };
}
