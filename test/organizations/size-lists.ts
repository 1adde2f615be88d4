/** What lists show to whom, said in plain SQL over the tables: nothing of the product's own is used. */
import { firstOf, idOf, type Sizes } from "./size-seed.ts";

/** What a caller may do in an organization, by the rule book: `all` of an admin and a superuser, `reads` of a viewer. */
export type Rank = "all" | "reads" | "belongs" | "none";

export interface Viewer {
  readonly id: string;
  readonly isSuperuser: boolean;
  /** E-mail address that is proven. */
  readonly email: string | null;
}

/** An organization that is asked about, by its number, and what is in it. */
export interface Asked {
  readonly organization: string;
  readonly memberRole: string;
  readonly customRole: string;
  readonly teams: readonly [string, string];
  readonly workspaces: readonly [string, string, string];
  readonly projects: readonly [string, string];
  readonly machine: string;
}

export function askedOf(n: number, sizes: Sizes, role: (key: string | null) => string): Asked {
  const spaces = firstOf(n, sizes.workspaces, sizes);
  const [team, second, third] = firstOf(n, sizes.teams, sizes);
  return {
    organization: idOf("organization", n),
    memberRole: role("organization_member"),
    customRole: role(null),
    // A plain member is in the first two.
    teams: [idOf("team", team), idOf("team", n <= 2 ? third : second)],
    workspaces: [idOf("workspace", spaces[0]), idOf("workspace", spaces[1]), idOf("workspace", spaces[2])],
    projects: [idOf("project", spaces[0] * 4 + 1), idOf("project", spaces[1] * 4 + 1)],
    machine: idOf("machine", n * 1024 + 1),
  };
}

/** What a list is to give: rows in this order, or a refusal. */
export interface Expected {
  /** Statement that gives `id`, in order. */
  readonly ids: string;
  /** What is refused instead. */
  readonly status?: number;
  /** Condition that must hold, or else it is 404. */
  readonly there?: string;
}

export interface List {
  /** With `{}` for ids. */
  readonly name: string;
  readonly path: string;
  readonly expected: Expected;
}

const LIVE = "SELECT id FROM organizations WHERE deleted IS NULL";
/** What an account holds, itself and in teams. */
const held = (user: string) => `(SELECT role_id, organization_id, workspace_id, project_id FROM role_assignments WHERE user_id = '${user}'
  UNION ALL SELECT a.role_id, a.organization_id, a.workspace_id, a.project_id FROM role_assignments a JOIN team_members m ON m.team_id = a.team_id WHERE m.user_id = '${user}')`;
const shared = (user: string) =>
  `(SELECT * FROM resource_shares WHERE user_id = '${user}' UNION ALL SELECT s.* FROM resource_shares s JOIN team_members m ON m.team_id = s.team_id WHERE m.user_id = '${user}')`;

function knownTo({ id, isSuperuser }: Viewer): string {
  if (isSuperuser) return "deleted IS NULL";
  const own = `(SELECT organization_id FROM role_assignments WHERE user_id = '${id}' AND organization_id IN (${LIVE}))`;
  return `deleted IS NULL AND (id = '${id}' OR id IN (SELECT user_id FROM role_assignments WHERE organization_id IN ${own})
    OR (organization_id IN ${own} AND NOT is_internal) OR split_part(email_key, '@', 2) IN (SELECT domain FROM trusted_domains WHERE organization_id IN ${own}))`;
}

function seesWorkspaces({ id, isSuperuser }: Viewer): string {
  if (isSuperuser) return `organization_id IN (${LIVE})`;
  const all = `SELECT h.organization_id FROM ${held(id)} h JOIN roles r ON r.id = h.role_id
    WHERE h.workspace_id IS NULL AND r.predefined IN ('organization_admin', 'organization_viewer')`;
  return `organization_id IN (${LIVE}) AND (organization_id IN (${all}) OR ${standsInWorkspace(id)})`;
}

const standsInWorkspace = (user: string) => `id IN (SELECT workspace_id FROM ${held(user)} h UNION SELECT workspace_id FROM ${shared(user)} s)`;

const select = (table: string, where: string, order = "id") => `SELECT id FROM ${table} WHERE ${where} ORDER BY ${order}`;

/** Lists of accounts and organizations, and one's own. */
function listsOfAll(viewer: Viewer): List[] {
  const known = knownTo(viewer);
  const mine = viewer.isSuperuser ? "" : ` AND id IN (SELECT organization_id FROM role_assignments WHERE user_id = '${viewer.id}')`;
  const users = (query: string, order: string, where = "true"): List => ({
    name: `/users${query}`,
    path: `/users${query}`,
    expected: { ids: select("users", `${known} AND ${where}`, order) },
  });
  const received =
    viewer.email === null
      ? "false"
      : `email_key = '${viewer.email}' AND status = 'pending' AND expires > now() + interval '10 days' AND organization_id IN (${LIVE})`;
  return [
    users("", "id"),
    users("?sort=-created", "id DESC"),
    users("?sort=username", "username_key, id"),
    users("?sort=email", "COALESCE(email_key, ''), id"),
    users("?sort=-name", "name_key DESC, id DESC"),
    users("?q=name%207", "id", "search_text LIKE '%name 7%'"),
    users("?is_active=false", "id", "NOT is_active"),
    { name: "/organizations", path: "/organizations", expected: { ids: select("organizations", `deleted IS NULL${mine}`) } },
    { name: "/invitations", path: "/invitations", expected: { ids: select("invitations", received) } },
    { name: "/workspaces", path: "/workspaces", expected: { ids: select("workspaces", seesWorkspaces(viewer)) } },
    {
      name: "/workspaces?member_only=true",
      path: "/workspaces?member_only=true",
      expected: { ids: select("workspaces", `${seesWorkspaces(viewer)} AND ${standsInWorkspace(viewer.id)}`) },
    },
  ];
}

const REFUSED = { all: undefined, reads: undefined, belongs: 403, none: 404 } as const;
const NOBODY = "SELECT id FROM users WHERE false";

/** Accounts by what they are in: nobody for whoever does not see it. */
function listsOfFilters(viewer: Viewer, rank: Rank, at: Asked): List[] {
  const known = knownTo(viewer);
  const users = (name: string, id: string, query: string, order: string, where: string, sees: string): List => ({
    name: `/users?${name}={}${query}`,
    path: `/users?${name}=${id}${query}`,
    expected: { ids: rank === "none" ? NOBODY : select("users", `${known} AND ${where} AND ${sees}`, order) },
  });
  const members = `(id IN (SELECT user_id FROM role_assignments WHERE organization_id = '${at.organization}') OR (organization_id = '${at.organization}' AND NOT is_internal))`;
  const holders = `id IN (SELECT user_id FROM role_assignments WHERE role_id = '${at.memberRole}'
    UNION SELECT m.user_id FROM team_members m JOIN role_assignments a ON a.team_id = m.team_id WHERE a.role_id = '${at.memberRole}')`;
  const inTeam = (team: string) => `id IN (SELECT user_id FROM team_members WHERE team_id = '${team}')`;
  const ofTeam = (team: string) => (rank === "belongs" ? `'${viewer.id}' IN (SELECT user_id FROM team_members WHERE team_id = '${team}')` : "true");
  return [
    users("organization_id", at.organization, "", "id", members, "true"),
    users("organization_id", at.organization, "&sort=-username", "username_key DESC, id DESC", members, "true"),
    users("role_id", at.memberRole, "", "id", holders, "true"),
    users("role_id", at.memberRole, "&sort=email", "COALESCE(email_key, ''), id", holders, "true"),
    ...at.teams.map((team) => users("team_id", team, "", "id", inTeam(team), ofTeam(team))),
    users("team_id", at.teams[0], "&sort=username", "username_key, id", inTeam(at.teams[0]), ofTeam(at.teams[0])),
  ];
}

/** What an organization has. */
function listsOfOrganization(viewer: Viewer, rank: Rank, at: Asked): List[] {
  const there = rank === "none" ? 404 : undefined;
  const of = (rest: string, ids: string, status: number | undefined): List => ({
    name: `/organizations/{}/${rest}`,
    path: `/organizations/${at.organization}/${rest}`,
    expected: { ids, ...(status && { status }) },
  });
  const here = `organization_id = '${at.organization}'`;
  const machines = `SELECT id FROM users WHERE ${here} AND NOT is_internal AND deleted IS NULL`;
  const members = `SELECT user_id AS id FROM role_assignments WHERE ${here} AND user_id IS NOT NULL UNION ${machines} UNION SELECT id FROM teams WHERE ${here}`;
  const open = `${here} AND status = 'pending' AND expires > now() + interval '10 days'`;
  const teams = rank === "belongs" ? ` AND id IN (SELECT team_id FROM team_members WHERE user_id = '${viewer.id}')` : "";
  return [
    of("members", `${members} ORDER BY id`, there),
    of("members?include_invitations=true", `${members} UNION SELECT id FROM invitations WHERE ${open} ORDER BY id`, REFUSED[rank]),
    of(
      "members?include_teams=false&include_service_accounts=false",
      `SELECT DISTINCT user_id AS id FROM role_assignments WHERE ${here} AND user_id IN (SELECT id FROM users WHERE NOT is_service_account) ORDER BY id`,
      there,
    ),
    of("roles", select("roles", here), there),
    of("roles?assigned_to_current_user=true", select("roles", `${here} AND id IN (SELECT role_id FROM ${held(viewer.id)} h)`), there),
    of("teams", select("teams", here + teams), there),
    of("invitations", select("invitations", here), REFUSED[rank]),
    of("invitations?only_pending=true", select("invitations", open), REFUSED[rank]),
    of("service_accounts", `${machines} ORDER BY id`, REFUSED[rank]),
    of("api_keys", select("api_keys", `user_id IN (${machines})`), REFUSED[rank]),
    of("workspaces", select("workspaces", `${here} AND ${seesWorkspaces(viewer)}`), there),
    {
      name: "/organizations/{}/service_accounts/{}/api_keys",
      path: `/organizations/${at.organization}/service_accounts/${at.machine}/api_keys`,
      expected: { ids: select("api_keys", `user_id = '${at.machine}'`), ...(REFUSED[rank] && { status: REFUSED[rank] }) },
    },
    ...[at.memberRole, at.customRole].map((role) => ({
      name: "/roles/{}/assignments",
      path: `/roles/${role}/assignments`,
      expected: { ids: select("role_assignments", `role_id = '${role}'`), ...(REFUSED[rank] && { status: REFUSED[rank] }) },
    })),
  ];
}

/** Who is in a team, for whoever is in it too, or reads teams. */
async function listsOfTeams(viewer: Viewer, rank: Rank, at: Asked, holds: Holds): Promise<List[]> {
  const lists: List[] = [];
  for (const team of at.teams) {
    const isIn = await holds(`EXISTS (SELECT 1 FROM team_members WHERE team_id = '${team}' AND user_id = '${viewer.id}')`);
    const status = isIn ? undefined : REFUSED[rank];
    const ids = `SELECT user_id AS id FROM team_members WHERE team_id = '${team}' ORDER BY id`;
    lists.push({ name: "/teams/{}/members", path: `/teams/${team}/members`, expected: { ids, ...(status && { status }) } });
  }
  return lists;
}

/** Says whether a condition holds. */
type Holds = (condition: string) => Promise<boolean>;

/** What workspaces have: of what one does not see it is not told that it is there. */
async function listsOfWorkspaces(viewer: Viewer, rank: Rank, at: Asked, holds: Holds): Promise<List[]> {
  const lists: List[] = [];
  for (const [i, workspace] of at.workspaces.entries()) {
    const sees = await holds(`EXISTS (SELECT 1 FROM workspaces WHERE id = '${workspace}' AND ${seesWorkspaces(viewer)})`);
    const mine = `(SELECT * FROM ${held(viewer.id)} h WHERE workspace_id = '${workspace}')`;
    const readsAll =
      rank === "all" ||
      (await holds(`EXISTS (SELECT 1 FROM ${mine} h JOIN roles r ON r.id = h.role_id WHERE h.project_id IS NULL AND r.predefined ~ '^workspace_')`));
    const own = `id IN (SELECT project_id FROM ${mine} h UNION SELECT project_id FROM ${shared(viewer.id)} s)`;
    const refused = sees ? {} : { status: 404 };
    const at404 = (where: string) =>
      `SELECT DISTINCT COALESCE(user_id, team_id) AS id FROM role_assignments WHERE ${where} AND invitation_id IS NULL ORDER BY id`;
    const path = `/workspaces/${workspace}`;
    lists.push(
      {
        name: "/workspaces/{}/projects",
        path: `${path}/projects`,
        expected: { ids: select("projects", `workspace_id = '${workspace}'${readsAll ? "" : ` AND ${own}`}`), ...refused },
      },
      { name: "/workspaces/{}/members", path: `${path}/members`, expected: { ids: at404(`workspace_id = '${workspace}'`), ...refused } },
    );
    const project = at.projects[i];
    if (project === undefined) continue;
    const seesProject = sees && (readsAll || (await holds(`EXISTS (SELECT 1 FROM projects WHERE id = '${project}' AND ${own})`)));
    lists.push({
      name: "/workspaces/{}/projects/{}/members",
      path: `${path}/projects/${project}/members`,
      expected: { ids: at404(`project_id = '${project}'`), ...(seesProject ? {} : { status: 404 }) },
    });
  }
  return lists;
}

/** What only superusers list: the audit log, and who may do something to a resource. */
function listsOfSuperusers(at: Asked): List[] {
  const [workspace] = at.workspaces;
  const bears = `role_id IN (SELECT id FROM roles WHERE predefined IN ('organization_admin', 'workspace_admin', 'workspace_developer', 'workspace_contributor',
    'workspace_viewer', 'stack_admin') OR 'stack:read' = ANY (permissions))`;
  const byRole = `SELECT id FROM role_assignments WHERE organization_id = '${at.organization}' AND ${bears} AND project_id IS NULL AND COALESCE(workspace_id, '${workspace}') = '${workspace}'`;
  const audit = (query: string, where: string): List => ({
    name: `/audit${query}`,
    path: `/audit${query}`,
    expected: { ids: select("audit_log", where, "id DESC") },
  });
  return [
    audit("", "true"),
    audit("?action=team.create", "action = 'team.create'"),
    audit("?target_type=role", "target_type = 'role'"),
    { ...audit(`?actor_id=${idOf("user", 7)}`, `actor_id = '${idOf("user", 7)}'`), name: "/audit?actor_id={}" },
    {
      name: "/rbac/resource_members?resource={}",
      path: `/rbac/resource_members?resource=stack/${workspace}&workspace_id=${workspace}`,
      expected: { ids: `${byRole} UNION ALL SELECT id FROM resource_shares WHERE resource_type = 'stack' AND resource_id = '${workspace}' ORDER BY id` },
    },
  ];
}

/**
 * Every list that shows things of organizations, with what is expected of each.
 *
 * @param rank of the caller in the organization that is asked about
 * @param first whether lists that are of no organization are among them
 */
export async function listsFor(viewer: Viewer, rank: Rank, at: Asked, holds: Holds, first: boolean): Promise<List[]> {
  return [
    ...(first ? listsOfAll(viewer) : []),
    ...listsOfFilters(viewer, rank, at),
    ...listsOfOrganization(viewer, rank, at),
    ...(await listsOfTeams(viewer, rank, at, holds)),
    ...(await listsOfWorkspaces(viewer, rank, at, holds)),
    ...(viewer.isSuperuser && first ? listsOfSuperusers(at) : []),
  ];
}
