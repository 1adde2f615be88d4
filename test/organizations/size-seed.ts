import type { Harness } from "../support/harness.ts";
import type { Person } from "./support.ts";

/** How much of what there is. Organizations 1 and 2 are large; all others are small. */
export interface Sizes {
  readonly users: number;
  readonly organizations: number;
  /** Of each large organization. */
  readonly members: number;
  /** Of all small ones together. */
  readonly elsewhere: number;
  /** Of each large organization; as many again are in small ones. */
  readonly teams: number;
  /** Of each large organization; twice as many are in small ones. */
  readonly workspaces: number;
  readonly audit: number;
}

export const FULL: Sizes = { users: 100_000, organizations: 5000, members: 10_000, elsewhere: 30_000, teams: 500, workspaces: 500, audit: 200_000 };
export const SMALL: Sizes = { users: 2000, organizations: 100, members: 200, elsewhere: 600, teams: 12, workspaces: 12, audit: 1000 };

const KINDS = ["user", "organization", "team", "workspace", "project", "machine", "key", "invitation", "share", "entry", "role", "held"] as const;
type Kind = (typeof KINDS)[number];

const hexOf = (kind: Kind) => (KINDS.indexOf(kind) + 16).toString(16);

/** Id of the n-th of a kind. */
export const idOf = (kind: Kind, n: number): string => `018bcfe5-68${hexOf(kind)}-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** The same as SQL. */
const id = (kind: Kind, n: string) => `('018bcfe5-68${hexOf(kind)}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Of the small organizations the first tenth have teams and workspaces: one after the other, and around again. */
const around = (organizations: number) => Math.floor(organizations / 10);

/** Numbers of the first three teams, or workspaces, of an organization. @param each how many the large ones have */
export function firstOf(organization: number, each: number, { organizations }: Sizes): [number, number, number] {
  const first = organization <= 2 ? (organization - 1) * each + 1 : 2 * each + organization - 3;
  const step = organization <= 2 ? 1 : around(organizations);
  return [first, first + step, first + 2 * step];
}

const NOW = "now() - interval '40 days', now() - interval '40 days'";

/** Deleted accounts and organizations have left what they had, but for the organizations' contents: they are among what is seeded. */
const USER_GONE = "g % 53 = 0";
const ORGANIZATION_GONE = "g % 47 = 0";

const users = ({
  users: n,
}: Sizes) => `INSERT INTO users (id, username, username_key, email, email_key, name, name_key, is_active, search_text, created, updated, deleted)
  SELECT ${id("user", "g")}, k, k, k || d, k || d, 'Name ' || g, 'name ' || g, g % 17 <> 0, ' name ' || g || ' ' || k || ' ' || k || d, ${NOW},
    CASE WHEN ${USER_GONE} THEN now() END
  FROM (SELECT g, 's' || substr(md5(g::text), 1, 12) AS k, '@d' || g % 500 || '.example' AS d FROM generate_series(1, ${n}) g) g`;

const organizations = ({ organizations: n }: Sizes) => `INSERT INTO organizations (id, name, name_key, created, updated, deleted)
  SELECT ${id("organization", "g")}, 'Seeded ' || g, 'seeded ' || g, ${NOW}, CASE WHEN ${ORGANIZATION_GONE} THEN now() END FROM generate_series(1, ${n}) g`;

/** The predefined roles as the server made them for one organization, and custom ones. */
const roles = (model: string, { organizations: n }: Sizes) => [
  `INSERT INTO roles (id, organization_id, level, name, name_key, description, predefined, created, updated)
    SELECT ${id("role", "(g * 32 + row_number() OVER (PARTITION BY g ORDER BY r.id))::int")}, ${id("organization", "g")}, r.level, r.name, r.name_key, r.description, r.predefined, ${NOW}
    FROM generate_series(1, ${n}) g, roles r WHERE r.organization_id = '${model}'`,
  `INSERT INTO roles (id, organization_id, level, name, name_key, permissions, created, updated)
    SELECT gen_random_uuid(), ${id("organization", "g")}, 'organization', 'Custom ' || c, 'custom ' || c, '{stack:read}', ${NOW}
    FROM generate_series(1, ${n}) g, generate_series(1, CASE WHEN g <= 2 THEN 150 ELSE 1 END) c`,
];

const byKey = (organization: string, key: string) => `JOIN roles r ON r.organization_id = ${organization} AND r.predefined = ${key}`;

/** Members of organization g: the n-th of them is user u. In the large ones one in fifty is a viewer, one in a hundred holds two roles. */
function memberships({ users: n, organizations: many, members, elsewhere }: Sizes): string[] {
  const large = `SELECT g, i, (i * 7 + g * 3) % ${n} + 1 AS u FROM generate_series(1, 2) g, generate_series(1, ${members}) i`;
  const small = `SELECT 3 + i % (${many} - 2) AS g, i, (i * 13 + 5) % ${n} + 1 AS u FROM generate_series(1, ${elsewhere}) i`;
  const insert = (rows: string, key: string) => `INSERT INTO role_assignments (id, role_id, organization_id, user_id, created)
    SELECT gen_random_uuid(), r.id, r.organization_id, u.id, now() FROM (${rows}) m ${byKey(id("organization", "m.g"), key)}
    JOIN users u ON u.id = ${id("user", "m.u")} AND u.deleted IS NULL`;
  return [
    insert(large, "CASE WHEN m.i % 50 = 0 THEN 'organization_viewer' ELSE 'organization_member' END"),
    insert(`${large} WHERE i % 100 = 1`, "'billing_admin'"),
    insert(small, "'organization_member'"),
  ];
}

/** The first team of a large organization has half of its members; one in ten of the teams holds a role. */
const teams = ({ teams: n, organizations: many, members }: Sizes) => [
  `INSERT INTO teams (id, organization_id, name, name_key, created, updated)
    SELECT ${id("team", "t")}, ${id("organization", `CASE WHEN t <= ${n} THEN 1 WHEN t <= 2 * ${n} THEN 2 ELSE 3 + (t - 2 * ${n}) % ${around(many)} END`)}, 'Team ' || t, 'team ' || t, ${NOW}
    FROM generate_series(1, 4 * ${n}) t`,
  `INSERT INTO team_members (team_id, organization_id, user_id, created)
    SELECT t.id, t.organization_id, a.user_id, now() FROM (SELECT id, organization_id, row_number() OVER (PARTITION BY organization_id ORDER BY id) AS n FROM teams) t
    JOIN (SELECT DISTINCT organization_id, user_id, dense_rank() OVER (PARTITION BY organization_id ORDER BY user_id) AS n FROM role_assignments WHERE organization_id IN (SELECT organization_id FROM teams)) a
      ON a.organization_id = t.organization_id AND (CASE WHEN t.n = 1 THEN a.n <= ${members} / 2 ELSE a.n % ${n} = t.n % ${n} END)
    ON CONFLICT DO NOTHING`,
  `INSERT INTO role_assignments (id, role_id, organization_id, team_id, created)
    SELECT gen_random_uuid(), r.id, r.organization_id, t.id, now() FROM generate_series(1, 4 * ${n}) g
    JOIN teams t ON t.id = ${id("team", "g")} AND g % 10 = 3 ${byKey("t.organization_id", "'billing_admin'")}`,
];

const machines = ({ organizations: n, workspaces: many }: Sizes) => [
  `INSERT INTO users (id, username, username_key, is_service_account, organization_id, search_text, created, updated)
    SELECT ${id("machine", "g * 1024 + i")}, k, k, true, ${id("organization", "g")}, ' ' || k, ${NOW}
    FROM (SELECT g, i, 'machine-' || g || '-' || i AS k FROM generate_series(1, ${n}) g, generate_series(1, CASE WHEN g <= 2 THEN ${many} ELSE 1 END) i) g`,
  `INSERT INTO api_keys (id, user_id, name, name_key, hash, created, updated)
    SELECT ${id("key", "(row_number() OVER (ORDER BY md5(u.id::text), i))::int")}, u.id, 'key ' || i, 'key ' || i, sha256(u.id::text::bytea || i::text::bytea), ${NOW}
    FROM users u, generate_series(1, 2) i WHERE u.username LIKE 'machine-%'`,
];

/** Workspaces with three projects each; a few members of the organization are in each, by roles and by shares. */
function workspaces({ workspaces: n, organizations: many }: Sizes): string[] {
  const all = `SELECT w, CASE WHEN w <= ${n} THEN 1 WHEN w <= 2 * ${n} THEN 2 ELSE 3 + (w - 2 * ${n}) % ${around(many)} END AS g FROM generate_series(1, 4 * ${n}) w`;
  const people = `(SELECT DISTINCT organization_id, user_id, dense_rank() OVER (PARTITION BY organization_id ORDER BY user_id) AS n
    FROM role_assignments WHERE user_id IS NOT NULL) a ON a.organization_id = w.organization_id AND a.n % ${n} = w.n % ${n}`;
  const numbered = "(SELECT id, organization_id, row_number() OVER (ORDER BY id) AS n FROM workspaces) w";
  return [
    `INSERT INTO users (id, username, username_key, is_service_account, is_internal, organization_id, search_text, created, updated)
      SELECT ${id("workspace", "w")}, 'workspace-' || w, 'workspace-' || w, true, true, ${id("organization", "g")}, ' workspace-' || w, ${NOW} FROM (${all}) w`,
    `INSERT INTO workspaces (id, organization_id, name, name_key, display_name, is_managed, workspace_type, desired_state, status, created, updated)
      SELECT ${id("workspace", "w")}, ${id("organization", "g")}, 'space-' || w, 'space-' || w, 'Space', false, 'self_hosted', 'available', 'available', ${NOW} FROM (${all}) w`,
    `INSERT INTO projects (id, workspace_id, organization_id, name, name_key, display_name, created, updated)
      SELECT ${id("project", "w.n::int * 4 + i")}, w.id, w.organization_id, 'p' || i, 'p' || i, 'Project', ${NOW} FROM ${numbered}, generate_series(1, 3) i`,
    `INSERT INTO role_assignments (id, role_id, organization_id, user_id, workspace_id, created)
      SELECT gen_random_uuid(), r.id, r.organization_id, a.user_id, w.id, now() FROM ${numbered} JOIN ${people} ${byKey("w.organization_id", "'workspace_viewer'")} WHERE a.n % 3 < 2`,
    `INSERT INTO role_assignments (id, role_id, organization_id, team_id, workspace_id, project_id, created)
      SELECT gen_random_uuid(), r.id, r.organization_id, t.id, w.id, p.id, now() FROM ${numbered} JOIN projects p ON p.workspace_id = w.id AND p.name = 'p2'
      JOIN LATERAL (SELECT t.id FROM teams t WHERE t.organization_id = w.organization_id ORDER BY md5(t.id::text || w.id::text) LIMIT 1) t ON true
      ${byKey("w.organization_id", "'project_viewer'")} WHERE w.n % 4 = 1`,
    `INSERT INTO resource_shares (id, organization_id, workspace_id, resource_type, resource_id, user_id, actions, created)
      SELECT gen_random_uuid(), w.organization_id, w.id, 'stack', w.id, a.user_id, '{read}', now() FROM ${numbered} JOIN ${people} WHERE a.n % 3 = 2`,
    `INSERT INTO resource_shares (id, organization_id, workspace_id, resource_type, resource_id, user_id, actions, created)
      SELECT gen_random_uuid(), w.organization_id, w.id, 'stack', w.id, a.user_id, '{read}', now()
      FROM ${numbered} JOIN role_assignments a ON a.organization_id = w.organization_id AND a.user_id IS NOT NULL AND a.workspace_id IS NULL
      WHERE w.n IN (1, ${n} + 1) ON CONFLICT DO NOTHING`,
  ];
}

/** Open ones, over ones and accepted ones. */
const invitations = ({ teams: n, organizations: many }: Sizes) => `INSERT INTO invitations
    (id, organization_id, email, email_key, completes, status, created, sent, expires, closed)
  SELECT ${id("invitation", "g * 4096 + i")}, ${id("organization", "g")}, e, e, false, s, ${NOW},
    CASE WHEN (g + i) % 5 = 1 THEN now() - interval '1 day' ELSE now() + interval '20 days' END, CASE WHEN s = 'accepted' THEN now() END
  FROM (SELECT g, i, 'i' || i || '@invited.example' AS e, CASE WHEN (g + i) % 5 = 2 THEN 'accepted' ELSE 'pending' END AS s
    FROM generate_series(1, ${many}) g, generate_series(1, CASE WHEN g <= 2 THEN ${n} * 2 ELSE 1 END) i) g`;

const audit = ({ audit: n }: Sizes) => `INSERT INTO audit_log (id, created, actor_kind, actor_id, action, target_type, target_id, request_id)
  SELECT ${id("entry", "g")}, now(), 'user', ${id("user", "g % 1000 + 1")}, (ARRAY['user.update', 'team.create', 'role.create'])[g % 3 + 1],
    (ARRAY['user', 'team', 'role'])[g % 3 + 1], ${id("user", "g % 5000 + 1")}::text, 'seed' FROM generate_series(1, ${n}) g`;

/** What a caller holds. */
export interface Caller {
  /** Number of the organization; 0: none. */
  readonly home: number;
  readonly key: string;
}

/** Puts an account into an organization with a predefined role, and into what a plain member is in: two teams and two workspaces of it. */
export async function place(server: Harness, { id: user }: Person, { home, key }: Caller, sizes: Sizes): Promise<void> {
  if (home === 0) return;
  const organization = idOf("organization", home);
  const run = (text: string) => server.db.query({ text });
  const hold = (role: string, at = "NULL, NULL") =>
    run(`INSERT INTO role_assignments (id, role_id, organization_id, user_id, created, workspace_id, project_id)
      SELECT gen_random_uuid(), r.id, r.organization_id, '${user}', now(), ${at} FROM roles r WHERE r.organization_id = '${organization}' AND r.predefined = '${role}'`);
  await hold(key);
  if (key !== "organization_member") return;
  await run(`INSERT INTO team_members (team_id, organization_id, user_id, created)
    SELECT t.id, t.organization_id, '${user}', now() FROM teams t WHERE t.organization_id = '${organization}' ORDER BY t.id LIMIT 2`);
  const [first, second] = firstOf(home, sizes.workspaces, sizes);
  await hold("workspace_viewer", `'${idOf("workspace", first)}', NULL`);
  await hold("project_viewer", `'${idOf("workspace", second)}', '${idOf("project", second * 4 + 1)}'`);
}

/**
 * Seeds an installation.
 *
 * @param model an organization that the server made, of which the predefined roles are taken
 */
export async function seed(server: Harness, model: string, sizes: Sizes): Promise<void> {
  const steps = [
    users(sizes),
    organizations(sizes),
    `INSERT INTO trusted_domains (organization_id, domain) VALUES ('${idOf("organization", 2)}', 'd7.example'), ('${idOf("organization", 4)}', 'd8.example')`,
    ...roles(model, sizes),
    ...memberships(sizes),
    ...teams(sizes),
    ...machines(sizes),
    ...workspaces(sizes),
    invitations(sizes),
    audit(sizes),
  ];
  for (const text of steps) await server.db.query({ text });
}
