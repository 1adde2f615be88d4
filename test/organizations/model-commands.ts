import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Harness } from "../support/harness.ts";
import type { Person } from "./support.ts";

/** What the commands of a round choose from, as it stands when the round begins. */
export interface Organization {
  readonly id: string;
  readonly path: string;
  readonly workspace: string;
  readonly project: string;
  readonly serviceAccount: string;
  readonly roles: readonly { readonly id: string; readonly level: string; readonly predefined: string | null }[];
  readonly teams: readonly string[];
  readonly invitations: readonly string[];
  /** To whom each of them is, in compared form. */
  readonly invited: readonly string[];
  readonly keys: readonly string[];
}

/** A command: what is done where by whom; numbers choose among what there is. */
export interface Command {
  readonly kind: Kind;
  /** Of the organizations. */
  readonly at: number;
  /** Of the people; one beyond them is a superuser. */
  readonly actor: number;
  readonly person: number;
  readonly holder: "person" | "machine" | "team" | "invitation";
  readonly pick: number;
  readonly elsewhere: boolean;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** Who asks, where it is not the actor. */
  readonly by?: number;
  /** The audit row that success writes; `null`: none, since nothing changed. */
  readonly audit: string | null;
}

const NOWHERE = randomUUID();
const of = <T>(list: readonly T[], pick: number): T | undefined => (list.length === 0 ? undefined : list[pick % list.length]);
const idOf = (list: readonly string[], pick: number) => of(list, pick) ?? NOWHERE;
const custom = ({ roles }: Organization) => roles.filter(({ predefined }) => predefined === null).map(({ id }) => id);

/** What a custom role holds: of the organization, some of it enough to see members, none enough to rule. */
const CONTENTS = [["team:read"], ["member:read", "role:read"], ["team:read", "team:update", "team:create"], ["invitation:create", "invitation:read"]];
const contents = (pick: number) => CONTENTS[pick % CONTENTS.length] ?? [];
let names = 0;
const fresh = (what: string) => `${what} ${++names}`;

/** Who holds, or is to: the query that names them. */
function holder({ holder: kind, person, pick }: Command, organization: Organization, people: readonly Person[]): string {
  if (kind === "team") return `team_id=${idOf(organization.teams, pick)}`;
  if (kind === "invitation") return `invitation_id=${idOf(organization.invitations, pick)}`;
  return `user_id=${kind === "machine" ? organization.serviceAccount : people[person]?.id}`;
}

/** A role that is mostly one of the first: to whom it is given, or from whom it is taken. */
function assignment(command: Command, organization: Organization, people: readonly Person[]): string {
  const { roles, workspace, project } = organization;
  const assignable = roles.filter(({ level, predefined }) => level !== "team" && predefined !== "billing_admin");
  const weighty = assignable.filter(({ predefined }) => predefined?.startsWith("organization_") ?? true);
  const role = of(command.elsewhere ? assignable : weighty, command.pick);
  const place = role?.level === "workspace" ? `&workspace_id=${workspace}` : role?.level === "project" ? `&project_id=${project}` : "";
  return `/roles/${role?.id}/assignments?${holder(command, organization, people)}${place}`;
}

const placeInTeam = (command: Command, organization: Organization, people: readonly Person[]) =>
  `/teams/${idOf(organization.teams, command.pick)}/members?${holder(command, organization, people)}`;
const keysOf = ({ path, serviceAccount }: Organization) => `${path}/service_accounts/${serviceAccount}/api_keys`;

/** An answer to an invitation: mostly of the one that it is to, else of anybody. */
function answer(what: "accept" | "decline", { person, pick, elsewhere }: Command, { invitations, invited }: Organization, people: readonly Person[]) {
  const addressed = people.findIndex(({ username }) => `${username}@example.com` === of(invited, pick));
  return {
    method: "POST",
    path: `/invitations/${idOf(invitations, pick)}/${what}`,
    by: elsewhere || addressed < 0 ? person : addressed,
    audit: `invitation.${what}`,
  };
}

type Make = (command: Command, organization: Organization, people: readonly Person[], superuser: number) => Request;

/** Every kind of command. What changes nothing - an update of nothing - writes no audit row; the same value again does. */
export const KINDS = {
  giveRole: (c, o, p) => ({ method: "POST", path: assignment(c, o, p), audit: "role.assign" }),
  takeRole: (c, o, p) => ({ method: "DELETE", path: assignment(c, o, p), audit: "role.revoke" }),
  joinTeam: (c, o, p) => ({ method: "POST", path: placeInTeam(c, o, p), audit: "team.add_member" }),
  quitTeam: (c, o, p) => ({ method: "DELETE", path: placeInTeam(c, o, p), audit: "team.remove_member" }),
  makeTeam: (_, o) => ({ method: "POST", path: "/teams", body: { name: fresh("Team"), organization_id: o.id }, audit: "team.create" }),
  deleteTeam: (c, o) => ({ method: "DELETE", path: `/teams/${idOf(o.teams, c.pick)}`, audit: "team.delete" }),
  touchTeam: (c, o) => ({ method: "PATCH", path: `/teams/${idOf(o.teams, c.pick)}`, body: {}, audit: null }),
  makeRole: (c, o) => {
    const body = { name: fresh("Role"), organization_id: o.id, level: "organization", permissions: contents(c.pick) };
    return { method: "POST", path: "/roles", body, audit: "role.create" };
  },
  editRole: (c, o) => ({ method: "PATCH", path: `/roles/${idOf(custom(o), c.pick)}`, body: { permissions: contents(c.person) }, audit: "role.update" }),
  touchRole: (c, o) => ({ method: "PATCH", path: `/roles/${idOf(custom(o), c.pick)}`, body: {}, audit: null }),
  deleteRole: (c, o) => ({ method: "DELETE", path: `/roles/${idOf(custom(o), c.pick)}`, audit: "role.delete" }),
  removeMember: (c, o, p) => ({ method: "DELETE", path: `${o.path}/members?user_id=${p[c.person]?.id}`, audit: "member.delete" }),
  leave: (c, o, p) => ({ method: "DELETE", path: `${o.path}/members?user_id=${p[c.person]?.id}`, by: c.person, audit: "member.delete" }),
  handOver: (c, o, p) => ({ method: "PATCH", path: o.path, body: { owner: p[c.person]?.id }, audit: "organization.update" }),
  share: (c, o, p, superuser) => {
    const held = c.holder === "team" ? { team_id: idOf(o.teams, c.pick) } : { user_id: c.holder === "machine" ? o.serviceAccount : p[c.person]?.id };
    const body = { ...held, sharing_user_id: p[0]?.id, resource: `stack/${NOWHERE}`, actions: ["read"] };
    return { method: "POST", path: `/rbac/resource_members?workspace_id=${o.workspace}`, body, by: superuser, audit: "resource.share" };
  },
  invite: (c, o, p) => {
    const roles = o.roles.filter(({ level, predefined }) => level === "organization" && predefined !== "billing_admin");
    const body = { email: `${p[c.person]?.username}@example.com`, role_id: of(roles, c.pick)?.id };
    return { method: "POST", path: `${o.path}/invitations`, body, audit: "invitation.create" };
  },
  withdraw: (c, o) => ({ method: "DELETE", path: `${o.path}/invitations/${idOf(o.invitations, c.pick)}`, audit: "invitation.withdraw" }),
  accept: (c, o, p) => answer("accept", c, o, p),
  decline: (c, o, p) => answer("decline", c, o, p),
  makeKey: (_, o) => ({ method: "POST", path: keysOf(o), body: { name: fresh("key") }, audit: "api_key.create" }),
  rotateKey: (c, o) => ({ method: "PUT", path: `${keysOf(o)}/${idOf(o.keys, c.pick)}/rotate`, audit: "api_key.rotate" }),
  deleteKey: (c, o) => ({ method: "DELETE", path: `${keysOf(o)}/${idOf(o.keys, c.pick)}`, audit: "api_key.delete" }),
  switchOff: (c, _, p, superuser) => ({ method: "PATCH", path: `/users/${p[c.person]?.id}`, body: { is_active: false }, by: superuser, audit: "user.update" }),
  switchOn: (c, _, p, superuser) => ({ method: "PATCH", path: `/users/${p[c.person]?.id}`, body: { is_active: true }, by: superuser, audit: "user.update" }),
} as const satisfies Readonly<Record<string, Make>>;
export type Kind = keyof typeof KINDS;

/** Rounds of commands that are given at once. @param people how many there are */
export function rounds(people: number): fc.Arbitrary<Command[][]> {
  const kinds = Object.keys(KINDS) as Kind[];
  // Roles, places and invitations more often than the rest: there is most to go wrong.
  const kind = fc.constantFrom<Kind>(...kinds, "giveRole", "giveRole", "takeRole", "joinTeam", "invite", "accept", "removeMember", "leave");
  const command = fc.record<Command>({
    kind,
    at: fc.nat({ max: 1 }),
    actor: fc.oneof({ arbitrary: fc.nat({ max: people - 1 }), weight: 1 }, { arbitrary: fc.constantFrom(0, 1, people), weight: 2 }),
    person: fc.nat({ max: people - 1 }),
    holder: fc.constantFrom("person", "person", "person", "machine", "team", "invitation"),
    pick: fc.nat({ max: 11 }),
    elsewhere: fc.boolean(),
  });
  return fc.array(fc.array(command, { minLength: 3, maxLength: 4 }), { minLength: 8, maxLength: 10 });
}

/** What there is in an organization, by tables alone. */
export async function look(
  server: Harness,
  { id, path, workspace, project, serviceAccount }: Pick<Organization, "id" | "path" | "workspace" | "project" | "serviceAccount">,
): Promise<Organization> {
  const { rows } = await server.db.query<Pick<Organization, "roles" | "teams" | "invitations" | "invited" | "keys">>({
    text: `SELECT
      COALESCE((SELECT json_agg(json_build_object('id', r.id, 'level', r.level, 'predefined', r.predefined) ORDER BY r.id) FROM roles r WHERE r.organization_id = $1), '[]') AS roles,
      ARRAY(SELECT t.id FROM teams t WHERE t.organization_id = $1 ORDER BY t.id) AS teams,
      ARRAY(SELECT i.id FROM invitations i WHERE i.organization_id = $1 AND i.status = 'pending' ORDER BY i.id) AS invitations,
      ARRAY(SELECT i.email_key FROM invitations i WHERE i.organization_id = $1 AND i.status = 'pending' ORDER BY i.id) AS invited,
      ARRAY(SELECT k.id FROM api_keys k WHERE k.user_id = $2 ORDER BY k.id) AS keys`,
    values: [id, serviceAccount],
  });
  const found = rows[0];
  if (!found) throw new Error("a query without a row");
  return { id, path, workspace, project, serviceAccount, ...found };
}
