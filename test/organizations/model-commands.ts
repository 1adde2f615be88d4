import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Harness } from "../support/harness.ts";
import type { Person } from "./support.ts";

/** A role, or a place in a team, in somebody's hands: names and ids, as the query of its address has them. */
type Held = Readonly<Record<string, string>>;

/** What the commands of a round choose from, as it stands when the round begins. */
export interface Organization {
  readonly id: string;
  readonly path: string;
  readonly workspace: string;
  readonly project: string;
  readonly serviceAccount: string;
  readonly roles: readonly { readonly id: string; readonly level: string; readonly predefined: string | null }[];
  readonly teams: readonly string[];
  /** The open ones. */
  readonly invitations: readonly { readonly id: string; readonly email: string }[];
  /** People who hold a role themselves. */
  readonly members: readonly string[];
  readonly assignments: readonly Held[];
  readonly places: readonly Held[];
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
  /** Chosen without a look at what there is: mostly refused, as it should be. */
  readonly blind: boolean;
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
export const emailOf = ({ username }: Person) => `${username}@example.com`;
const custom = ({ roles }: Organization) => roles.filter(({ predefined }) => predefined === null).map(({ id }) => id);

/** What a custom role holds: of the organization, some of it enough to see members, none enough to rule. */
const CONTENTS = [["team:read"], ["member:read", "role:read"], ["team:read", "team:update", "team:create"], ["invitation:create", "invitation:read"]];
const contents = (pick: number) => CONTENTS[pick % CONTENTS.length] ?? [];
let names = 0;
const fresh = (what: string) => `${what} ${++names}`;

/** Who holds, or is to: the query that names them. */
function holder({ holder: kind, person, pick }: Command, organization: Organization, people: readonly Person[]): string {
  if (kind === "team") return `team_id=${idOf(organization.teams, pick)}`;
  if (kind === "invitation") return `invitation_id=${of(organization.invitations, pick)?.id ?? NOWHERE}`;
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

/** One of those held, of the sort of holder that is asked for where there is any. */
function heldOne({ holder: kind, pick }: Command, { serviceAccount }: Organization, all: readonly Held[]): Held | undefined {
  const sort = ({ team_id, invitation_id, user_id }: Held) => {
    if (invitation_id) return "invitation";
    if (!user_id) return team_id && "team";
    return user_id === serviceAccount ? "machine" : "person";
  };
  const alike = all.filter((one) => sort(one) === kind);
  return of(alike.length > 0 ? alike : all, pick);
}

/** A role that is held, or what `assignment` makes of it. */
function heldRole(command: Command, organization: Organization, people: readonly Person[]): string {
  const found = command.blind ? undefined : heldOne(command, organization, organization.assignments);
  if (!found) return assignment(command, organization, people);
  const { role_id, ...query } = found;
  return `/roles/${role_id}/assignments?${new URLSearchParams(query)}`;
}

/** A place in a team that is held, or what `placeInTeam` makes of it. */
function heldPlace(command: Command, organization: Organization, people: readonly Person[]): string {
  const found = command.blind ? undefined : heldOne(command, organization, organization.places);
  if (!found) return placeInTeam(command, organization, people);
  const { in_team, ...query } = found;
  return `/teams/${in_team}/members?${new URLSearchParams(query)}`;
}

/** Somebody who is neither a member nor invited yet; anybody, where there is nobody left. */
function invitee({ blind, person, pick }: Command, { members, invitations }: Organization, people: readonly Person[]): Person | undefined {
  const strangers = people.filter((one) => !members.includes(one.id) && !invitations.some(({ email }) => email === emailOf(one)));
  return (blind ? undefined : of(strangers, pick)) ?? people[person];
}

/** The number of a member; of anybody, where no member is a person. */
function member({ blind, person }: Command, { members }: Organization, people: readonly Person[]): number {
  const found = people.findIndex(({ id }) => id === of(members, person));
  return blind || found < 0 ? person : found;
}

/** An answer to an invitation, by the one whom it is for. */
function answer({ blind, person, pick }: Command, { invitations }: Organization, people: readonly Person[]): { readonly path: string; readonly by: number } {
  const found = of(invitations, pick);
  const invited = people.findIndex((one) => emailOf(one) === found?.email);
  return { path: `/invitations/${found?.id ?? NOWHERE}`, by: blind || invited < 0 ? person : invited };
}

const keysOf = ({ path, serviceAccount }: Organization) => `${path}/service_accounts/${serviceAccount}/api_keys`;

type Make = (command: Command, organization: Organization, people: readonly Person[], superuser: number) => Request;

/** Every kind of command. What changes nothing - an update of nothing - writes no audit row; the same value again does. */
export const KINDS = {
  giveRole: (c, o, p) => ({ method: "POST", path: assignment(c, o, p), audit: "role.assign" }),
  takeRole: (c, o, p) => ({ method: "DELETE", path: heldRole(c, o, p), audit: "role.revoke" }),
  joinTeam: (c, o, p) => ({ method: "POST", path: placeInTeam(c, o, p), audit: "team.add_member" }),
  quitTeam: (c, o, p) => ({ method: "DELETE", path: heldPlace(c, o, p), audit: "team.remove_member" }),
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
  removeMember: (c, o, p) => ({ method: "DELETE", path: `${o.path}/members?user_id=${p[member(c, o, p)]?.id}`, audit: "member.delete" }),
  leave: (c, o, p) => {
    const by = member(c, o, p);
    return { method: "DELETE", path: `${o.path}/members?user_id=${p[by]?.id}`, by, audit: "member.delete" };
  },
  handOver: (c, o, p) => ({ method: "PATCH", path: o.path, body: { owner: p[member(c, o, p)]?.id }, audit: "organization.update" }),
  share: (c, o, p, superuser) => {
    const held = c.holder === "team" ? { team_id: idOf(o.teams, c.pick) } : { user_id: c.holder === "machine" ? o.serviceAccount : p[c.person]?.id };
    const body = { ...held, sharing_user_id: p[member(c, o, p)]?.id, resource: `stack/${NOWHERE}`, actions: ["read"] };
    return { method: "POST", path: `/rbac/resource_members?workspace_id=${o.workspace}`, body, by: superuser, audit: "resource.share" };
  },
  invite: (c, o, p) => {
    const roles = o.roles.filter(({ level, predefined }) => level === "organization" && predefined !== "billing_admin");
    const whom = invitee(c, o, p);
    const body = { email: whom && emailOf(whom), role_id: of(roles, c.pick)?.id };
    return { method: "POST", path: `${o.path}/invitations`, body, audit: "invitation.create" };
  },
  withdraw: (c, o) => ({ method: "DELETE", path: `${o.path}/invitations/${of(o.invitations, c.pick)?.id ?? NOWHERE}`, audit: "invitation.withdraw" }),
  accept: (c, o, p) => {
    const { path, by } = answer(c, o, p);
    return { method: "POST", path: `${path}/accept`, by, audit: "invitation.accept" };
  },
  decline: (c, o, p) => {
    const { path, by } = answer(c, o, p);
    return { method: "POST", path: `${path}/decline`, by, audit: "invitation.decline" };
  },
  makeKey: (_, o) => ({ method: "POST", path: keysOf(o), body: { name: fresh("key") }, audit: "api_key.create" }),
  rotateKey: (c, o) => ({ method: "PUT", path: `${keysOf(o)}/${idOf(o.keys, c.pick)}/rotate`, audit: "api_key.rotate" }),
  deleteKey: (c, o) => ({ method: "DELETE", path: `${keysOf(o)}/${idOf(o.keys, c.pick)}`, audit: "api_key.delete" }),
  switchOff: (c, _, p, superuser) => ({ method: "PATCH", path: `/users/${p[c.person]?.id}`, body: { is_active: false }, by: superuser, audit: "user.update" }),
  switchOn: (c, _, p, superuser) => ({ method: "PATCH", path: `/users/${p[c.person]?.id}`, body: { is_active: true }, by: superuser, audit: "user.update" }),
} as const satisfies Readonly<Record<string, Make>>;
export type Kind = keyof typeof KINDS;

/** A superuser does, in the first organization: with others at once that do not stand in the way. */
const simply = (superuser: number, kind: Kind, more: Partial<Command> = {}): Command => ({
  ...{ kind, at: 0, actor: superuser, person: 0, holder: "person", pick: 0, elsewhere: false, blind: false },
  ...more,
});

/** A history in which every command succeeds, one of each kind. @param superuser the number of one: of the people */
export function everyKind(superuser: number): Command[][] {
  const stranger = { person: superuser - 1 };
  const rounds: [Kind, Partial<Command>?][][] = [
    [["invite"], ["accept"], ["decline", { pick: 1 }], ["withdraw", { pick: 2 }]],
    [["giveRole", stranger], ["joinTeam", { person: 1, pick: 1 }], ["makeTeam"], ["makeKey"]],
    [["takeRole", { holder: "team" }], ["touchTeam", { pick: 1 }], ["makeRole"], ["rotateKey"]],
    [["quitTeam"], ["touchRole"], ["editRole"], ["deleteKey"]],
    [["deleteRole"], ["deleteTeam"], ["share"], ["handOver", { person: 1 }]],
    [
      ["removeMember", { person: 2 }],
      ["switchOff", stranger],
    ],
    [
      ["leave", { person: 2 }],
      ["switchOn", stranger],
    ],
  ];
  return rounds.map((round) => round.map(([kind, more]) => simply(superuser, kind, more)));
}

/** Rounds of commands that are given at once. @param people how many there are */
export function rounds(people: number): fc.Arbitrary<Command[][]> {
  const kinds = Object.keys(KINDS) as Kind[];
  // Roles, places and invitations more often than the rest: there is most to go wrong.
  const kind = fc.constantFrom<Kind>(...kinds, "giveRole", "giveRole", "takeRole", "joinTeam", "invite", "accept", "removeMember", "leave");
  const command = fc.record<Command>({
    kind,
    at: fc.nat({ max: 1 }),
    actor: fc.oneof({ arbitrary: fc.nat({ max: people - 1 }), weight: 1 }, { arbitrary: fc.constantFrom(0, 1, 1, people), weight: 2 }),
    person: fc.nat({ max: people - 1 }),
    holder: fc.constantFrom("person", "person", "person", "machine", "team", "invitation"),
    pick: fc.nat({ max: 11 }),
    elsewhere: fc.boolean(),
    blind: fc.constantFrom(false, false, false, true),
  });
  return fc.array(fc.array(command, { minLength: 3, maxLength: 4 }), { minLength: 8, maxLength: 10 });
}

/** What there is in an organization, by tables alone. */
export async function look(
  server: Harness,
  { id, path, workspace, project, serviceAccount }: Pick<Organization, "id" | "path" | "workspace" | "project" | "serviceAccount">,
): Promise<Organization> {
  const { rows } = await server.db.query<Omit<Organization, "id" | "path" | "workspace" | "project" | "serviceAccount">>({
    text: `SELECT
      COALESCE((SELECT json_agg(json_build_object('id', r.id, 'level', r.level, 'predefined', r.predefined) ORDER BY r.id) FROM roles r WHERE r.organization_id = $1), '[]') AS roles,
      ARRAY(SELECT t.id FROM teams t WHERE t.organization_id = $1 ORDER BY t.id) AS teams,
      COALESCE((SELECT json_agg(json_build_object('id', i.id, 'email', i.email) ORDER BY i.id) FROM invitations i WHERE i.organization_id = $1 AND i.status = 'pending'), '[]') AS invitations,
      ARRAY(SELECT DISTINCT u.id FROM role_assignments a JOIN users u ON u.id = a.user_id AND NOT u.is_service_account WHERE a.organization_id = $1 ORDER BY u.id) AS members,
      COALESCE((SELECT json_agg(json_strip_nulls(json_build_object('role_id', a.role_id, 'user_id', a.user_id, 'team_id', a.team_id, 'invitation_id', a.invitation_id,
        'workspace_id', a.workspace_id, 'project_id', a.project_id)) ORDER BY a.id) FROM role_assignments a WHERE a.organization_id = $1), '[]') AS assignments,
      COALESCE((SELECT json_agg(json_strip_nulls(json_build_object('in_team', x.team_id, 'user_id', x.user_id, 'invitation_id', x.invitation_id)) ORDER BY x.team_id, x.user_id, x.invitation_id)
        FROM (SELECT m.team_id, m.user_id, NULL::uuid FROM team_members m WHERE m.organization_id = $1
          UNION ALL SELECT t.team_id, NULL, t.invitation_id FROM team_invitations t WHERE t.organization_id = $1) x (team_id, user_id, invitation_id)), '[]') AS places,
      ARRAY(SELECT k.id FROM api_keys k WHERE k.user_id = $2 ORDER BY k.id) AS keys`,
    values: [id, serviceAccount],
  });
  const found = rows[0];
  if (!found) throw new Error("a query without a row");
  return { id, path, workspace, project, serviceAccount, ...found };
}
