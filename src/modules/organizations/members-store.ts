import { pageSql, readPage } from "../../db/page.ts";
import type { Place } from "../../kernel/access.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { escapeLike, identifierKey } from "../../kernel/text.ts";
import { PLACEHOLDER_ROW } from "../invitations/read-model.ts";
import { ROLE_ROW } from "../roles/read-model.ts";
import { TEAM_ROW } from "../teams/read-model.ts";
import { USER_ROW } from "../users/read-model.ts";
import type { MemberListQuery } from "./schema.ts";

/** A place as the statements see it: the assignments `a` in it, and those of roles that are held in the whole of it; $1 is its id. */
interface Scope {
  readonly id: string;
  readonly within: string;
  readonly whole: string;
}

function scopeOf({ organizationId, workspaceId, projectId }: Place): Scope {
  if (projectId !== null) return { id: projectId, within: "a.project_id = $1", whole: "a.project_id = $1" };
  if (workspaceId !== null) return { id: workspaceId, within: "a.workspace_id = $1", whole: "a.workspace_id = $1 AND a.project_id IS NULL" };
  return { id: organizationId, within: "a.organization_id = $1", whole: "a.organization_id = $1 AND a.workspace_id IS NULL" };
}

/** What a member `m` shows: with the roles it holds itself in the whole of the place, in the order in which they were made. */
const shown = ({ whole }: Scope) => `(SELECT m.id, m.type,
  (SELECT row_to_json(y) FROM users u, LATERAL ${USER_ROW} y WHERE u.id = m.id AND m.type IN ('user', 'service_account')) AS user,
  (SELECT row_to_json(y) FROM teams t, LATERAL ${TEAM_ROW} y WHERE t.id = m.id AND m.type = 'team') AS team,
  (SELECT row_to_json(y) FROM invitations i, LATERAL ${PLACEHOLDER_ROW} y WHERE i.id = m.id AND m.type = 'invitation') AS invitation,
  COALESCE((SELECT json_agg(y ORDER BY r.id) FROM role_assignments a JOIN roles r ON r.id = a.role_id, LATERAL ${ROLE_ROW} y
    WHERE ${whole} AND (a.user_id = m.id OR a.team_id = m.id OR a.invitation_id = m.id)), '[]') AS roles)`;

/** A kind of member: its ids, of the place $1, behind what the page before showed. */
interface Source {
  readonly type: "user" | "service_account" | "team" | "invitation";
  /** `SELECT id FROM ... WHERE ...`, to which conditions can be added. */
  readonly sql: string;
  /** The column that the ids are in. */
  readonly id: string;
  /** Condition under which the member holds the role of a parameter. */
  readonly holds: (role: string) => string;
  /** Condition under which its name or address is like the pattern of a parameter. */
  readonly called: (pattern: string) => string;
}

/** Invitations that are open at the moment $2. */
const OPEN = "i.status = 'pending' AND i.expires > $2";

const holdsIt = (role: string) => `a.role_id = ${role}::uuid`;

const CALLED: Readonly<Record<Source["type"], Source["called"]>> = {
  user: (pattern) => `u.search_text LIKE ${pattern}`,
  service_account: (pattern) => `u.search_text LIKE ${pattern}`,
  team: (pattern) => `t.name_key LIKE ${pattern}`,
  invitation: (pattern) => `i.email_key LIKE ${pattern}`,
};

/** Whoever stands in assignments of the place. They are walked by their index from id to id. */
function holders({ within }: Scope): readonly Source[] {
  const accounts = (isMachine: boolean) => `SELECT DISTINCT a.user_id AS id FROM role_assignments a
    JOIN users u ON u.id = a.user_id AND ${isMachine ? "" : "NOT "}u.is_service_account WHERE ${within}`;
  return [
    { type: "user", sql: accounts(false), id: "a.user_id", holds: holdsIt, called: CALLED.user },
    { type: "service_account", sql: accounts(true), id: "a.user_id", holds: holdsIt, called: CALLED.service_account },
    {
      type: "team",
      sql: `SELECT DISTINCT a.team_id AS id FROM role_assignments a JOIN teams t ON t.id = a.team_id WHERE ${within}`,
      id: "a.team_id",
      holds: holdsIt,
      called: CALLED.team,
    },
    {
      type: "invitation",
      sql: `SELECT DISTINCT a.invitation_id AS id FROM role_assignments a JOIN invitations i ON i.id = a.invitation_id AND ${OPEN} WHERE ${within}`,
      id: "a.invitation_id",
      holds: holdsIt,
      called: CALLED.invitation,
    },
  ];
}

/** In an organization its service accounts, teams and invitations are members whatever they hold. */
function sourcesOf(place: Place): readonly Source[] {
  const own: Partial<Record<Source["type"], Source>> = {
    service_account: {
      type: "service_account",
      sql: `SELECT u.id FROM users u WHERE u.organization_id = $1 AND NOT u.is_internal AND u.deleted IS NULL`,
      id: "u.id",
      holds: (role) => `EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = u.id AND a.role_id = ${role}::uuid)`,
      called: CALLED.service_account,
    },
    team: {
      type: "team",
      sql: `SELECT t.id FROM teams t WHERE t.organization_id = $1`,
      id: "t.id",
      holds: (role) => `EXISTS (SELECT 1 FROM role_assignments a WHERE a.team_id = t.id AND a.role_id = ${role}::uuid)`,
      called: CALLED.team,
    },
    invitation: {
      type: "invitation",
      sql: `SELECT i.id FROM invitations i WHERE i.organization_id = $1 AND ${OPEN}`,
      id: "i.id",
      holds: (role) => `EXISTS (SELECT 1 FROM role_assignments a WHERE a.invitation_id = i.id AND a.role_id = ${role}::uuid)`,
      called: CALLED.invitation,
    },
  };
  return holders(scopeOf(place)).map((source) => (place.workspaceId === null ? (own[source.type] ?? source) : source));
}

/**
 * The members of an organization, a workspace or a project, in the order of their ids: who holds a role there. Each kind
 * is read no further than the page needs.
 */
export function listMembers(db: Queryable, place: Place, query: MemberListQuery, now: Date): ListReader {
  const scope = scopeOf(place);
  const { include_users: user, include_service_accounts: service_account, include_teams: team, include_invitations: invitation } = query;
  const kinds = { user, service_account, team, invitation };
  const isAccount = (type: Source["type"]) => type === "user" || type === "service_account";
  const sources = sourcesOf(place).filter(({ type }) => kinds[type] && (query.user_id === undefined || isAccount(type)));
  const begin = () => {
    const values: unknown[] = invitation ? [scope.id, now] : [scope.id];
    const take = (value: unknown) => `$${values.push(value)}`;
    const role = query.role_id && take(query.role_id);
    const pattern = query.q && take(`%${escapeLike(identifierKey(query.q))}%`);
    const account = query.user_id && take(query.user_id);
    const sql = ({ sql: text, holds, called, id }: Source) =>
      `${text}${role ? ` AND ${holds(role)}` : ""}${pattern ? ` AND ${called(pattern)}` : ""}${account ? ` AND ${id} = ${account}::uuid` : ""}`;
    return { values, take, sql };
  };
  return {
    async page(after) {
      if (sources.length === 0) return { json: "[]", last: undefined };
      const { values, take, sql } = begin();
      const behind = after && take(after);
      const [limit, offset] = [take(query.limit), take(query.offset)];
      const end = `ORDER BY id LIMIT ${limit}::int + 1 + ${offset}::bigint`;
      const parts = sources.map(
        (source) => `(SELECT '${source.type}' AS type, id FROM (${sql(source)}${behind ? ` AND ${source.id} > ${behind}::uuid` : ""} ${end}) s)`,
      );
      const rows = `SELECT * FROM (${parts.join(" UNION ALL ")}) a ORDER BY id LIMIT ${limit}::int + 1 OFFSET ${offset}::bigint`;
      return readPage(db, { text: pageSql({ rows, alias: "m", shown: shown(scope), position: "m.id::text", limit }), values });
    },
    async count() {
      if (sources.length === 0) return 0;
      const { values, sql } = begin();
      const parts = sources.map((source) => `(SELECT count(*) FROM (${sql(source)}) s)`);
      const { rows } = await db.query<{ n: number }>({ text: `SELECT ${parts.join(" + ")} AS n`, values });
      return Number(rows[0]?.n ?? 0);
    },
  };
}
