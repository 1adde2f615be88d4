import { expect } from "vitest";
import type { Harness } from "../support/harness.ts";
import type { Organization } from "./model-commands.ts";
import type { Person } from "./support.ts";

/** Rows that nobody may find, each query with what it would mean. */
const ORPHANS: Readonly<Record<string, string>> = {
  "a team place of somebody who is no member": `SELECT m.user_id FROM team_members m JOIN users u ON u.id = m.user_id
    WHERE u.organization_id IS DISTINCT FROM m.organization_id
      AND NOT EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = m.user_id AND a.organization_id = m.organization_id)`,
  "a share of somebody who is no member": `SELECT s.user_id FROM resource_shares s JOIN users u ON u.id = s.user_id
    WHERE u.organization_id IS DISTINCT FROM s.organization_id
      AND NOT EXISTS (SELECT 1 FROM role_assignments a WHERE a.user_id = s.user_id AND a.organization_id = s.organization_id)`,
  "a role, a place or a key of a deleted account": `SELECT u.id FROM users u WHERE u.deleted IS NOT NULL AND (u.id IN (SELECT user_id FROM role_assignments WHERE user_id IS NOT NULL)
    OR u.id IN (SELECT user_id FROM team_members) OR u.id IN (SELECT user_id FROM api_keys))`,
  "a role of another organization's machine": `SELECT a.id FROM role_assignments a JOIN users u ON u.id = a.user_id AND u.is_service_account
    WHERE u.organization_id IS DISTINCT FROM a.organization_id`,
  "a role of an invitation that is over": `SELECT a.id FROM role_assignments a JOIN invitations i ON i.id = a.invitation_id WHERE i.status <> 'pending'`,
  "a team place of an invitation that is over": `SELECT t.team_id FROM team_invitations t JOIN invitations i ON i.id = t.invitation_id WHERE i.status <> 'pending'`,
  "a role at a place of another level": `SELECT a.id FROM role_assignments a JOIN roles r ON r.id = a.role_id
    WHERE (r.level = 'organization') <> (a.workspace_id IS NULL) OR (r.level = 'project') <> (a.project_id IS NOT NULL)`,
  "two assignments of the same": `SELECT min(a.id::text) FROM role_assignments a
    GROUP BY a.role_id, a.user_id, a.team_id, a.invitation_id, a.workspace_id, a.project_id HAVING count(*) > 1`,
};

/** Nothing is held by what is gone, or by who does not belong. */
export async function expectNoOrphans(server: Harness, after: string): Promise<void> {
  const found: string[] = [];
  for (const [what, text] of Object.entries(ORPHANS)) if ((await server.db.query({ text })).rowCount > 0) found.push(what);
  expect(found, after).toEqual([]);
}

/** Ids in one column, sorted. */
async function ids(server: Harness, text: string, values: unknown[]): Promise<string[]> {
  const { rows } = await server.db.query<{ id: string }>({ text: `SELECT DISTINCT x.id FROM (${text}) x (id) ORDER BY x.id`, values });
  return rows.map(({ id }) => id);
}

const MEMBERS = `SELECT a.user_id FROM role_assignments a WHERE a.organization_id = $1 AND a.user_id IS NOT NULL
  UNION SELECT u.id FROM users u WHERE u.organization_id = $1 AND NOT u.is_internal AND u.deleted IS NULL
  UNION SELECT t.id FROM teams t WHERE t.organization_id = $1`;
/** What lets somebody read the members: a role of theirs or of a team that has it. */
const READS_MEMBERS = `SELECT r.id FROM role_assignments a JOIN roles r ON r.id = a.role_id LEFT JOIN team_members m ON m.team_id = a.team_id
  WHERE a.organization_id = $1 AND COALESCE(a.user_id, m.user_id) = $2 AND (r.permissions @> '{member:read}'
    OR r.predefined IN ('organization_admin', 'organization_manager', 'organization_viewer', 'organization_member'))`;
const OWN = `SELECT a.organization_id FROM role_assignments a JOIN organizations o ON o.id = a.organization_id AND o.deleted IS NULL WHERE a.user_id = $1`;
const KNOWN = `SELECT $1::uuid UNION SELECT a.user_id FROM role_assignments a WHERE a.user_id IS NOT NULL AND a.organization_id IN (${OWN})
  UNION SELECT u.id FROM users u WHERE u.organization_id IN (${OWN}) AND NOT u.is_internal`;

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

/** Each sees what is theirs to see, all of it, and nothing else; whoever is switched off sees nothing. */
export async function expectViews(server: Harness, viewers: readonly Person[], organizations: readonly Organization[]): Promise<void> {
  // What another process did counts within half a second here.
  server.clock.advance(1000);
  for (const viewer of viewers) {
    const { token } = viewer;
    const active = await ids(server, "SELECT u.id FROM users u WHERE u.id = $1 AND u.is_active AND u.deleted IS NULL", [viewer.id]);
    const users = await server.call("GET", "/users?limit=1000", { token });
    if (active.length === 0) {
      expect(users.status).toBe(401);
      continue;
    }
    expect(idsOf(users.json), `accounts that ${viewer.id} knows of`).toEqual(await ids(server, KNOWN, [viewer.id]));
    const own = await ids(server, OWN, [viewer.id]);
    expect(idsOf((await server.call("GET", "/organizations?limit=1000", { token })).json), `organizations of ${viewer.id}`).toEqual(own);
    for (const organization of organizations) await expectView(server, viewer, organization, own.includes(organization.id));
  }
}

async function expectView(server: Harness, viewer: Person, { id, path }: Organization, isMember: boolean): Promise<void> {
  const { token } = viewer;
  const [members, roles] = [await server.call("GET", `${path}/members?limit=1000`, { token }), await server.call("GET", `${path}/roles?limit=1000`, { token })];
  const seen = ({ status, json }: typeof members) => (status === 200 ? idsOf(json) : json.code);
  const reads = (await ids(server, READS_MEMBERS, [id, viewer.id])).length > 0;
  const denied = isMember ? "access.denied" : "organization.not_found";
  expect(seen(members), `members that ${viewer.id} sees`).toEqual(isMember && reads ? (await ids(server, MEMBERS, [id])).filter(Boolean) : denied);
  const all = await ids(server, "SELECT r.id FROM roles r WHERE r.organization_id = $1", [id]);
  expect(seen(roles), `roles that ${viewer.id} sees`).toEqual(isMember ? all : denied);
}

/** Every row of a list, two at a time, along the links. */
async function walk(server: Harness, path: string): Promise<string[]> {
  const found: string[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const { status, json, headers } = await server.call("GET", next, { token: server.admin });
    expect(status, next).toBe(200);
    for (const { id } of json) found.push(id);
    const link = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
    next = link && `${new URL(link).pathname}${new URL(link).search}`;
  }
  return found;
}

/** Whoever walks a list gets each row of it once, in order. */
export async function expectLists(server: Harness, organizations: readonly Organization[]): Promise<void> {
  for (const { id, path } of organizations) {
    const lists: Readonly<Record<string, string>> = {
      "members?limit=2&include_invitations=true": `${MEMBERS} UNION SELECT i.id FROM invitations i WHERE i.organization_id = $1 AND i.status = 'pending' AND i.expires > now()`,
      "service_accounts?limit=2": "SELECT u.id FROM users u WHERE u.organization_id = $1 AND NOT u.is_internal",
      "roles?limit=2": "SELECT r.id FROM roles r WHERE r.organization_id = $1",
      "teams?limit=2": "SELECT t.id FROM teams t WHERE t.organization_id = $1",
      "invitations?limit=2": "SELECT i.id FROM invitations i WHERE i.organization_id = $1",
    };
    for (const [list, text] of Object.entries(lists)) expect(await walk(server, `${path}/${list}`), list).toEqual(await ids(server, text, [id]));
  }
}
