/** Organizations with their members, custom roles and teams. */
import { createOrganization, deleteOrganization } from "../modules/organizations/service.ts";
import { assignRole } from "../modules/roles/assignments-service.ts";
import { createRole } from "../modules/roles/service.ts";
import { createTeam, updateTeam } from "../modules/teams/service.ts";
import { DAY, HOUR, MINUTE, workMoment } from "./calendar.ts";
import { KNOWN } from "./open.ts";
import type { OrganizationPlan } from "./organizations.ts";
import { type DemoPerson, foundedAt } from "./people.ts";
import { inOrder } from "./random.ts";
import { insertRows } from "./rows.ts";
import type { Story } from "./story.ts";

/** An organization as the story goes on. */
export interface Told {
  readonly plan: OrganizationPlan;
  readonly founded: number;
  /** Until when it goes on: the present, or when it was deleted. */
  readonly end: number;
  /** Its people, in the order in which they came; the first owns it. */
  readonly staff: readonly DemoPerson[];
  readonly owner: DemoPerson;
  /** People of elsewhere who help out. */
  readonly guests: readonly DemoPerson[];
  /** Set when it is made, as the ids of its roles by their keys and names. */
  id: string;
  readonly roles: Map<string, string>;
  /** Id and moment of each team, by name. */
  readonly teams: Map<string, { readonly id: string; readonly made: number }>;
  /** A moment in its working life, as a share of that: 0 is when it was made. */
  when(share: number): number;
  /** Somebody who runs it, and does so at a moment. */
  adminAt(moment: number): DemoPerson;
  /** Who works there at a moment and holds a role. */
  membersAt(moment: number): DemoPerson[];
}

/** Where those are whom the banner names. */
const KNOWN_TEAM = "Forecasting";

/** The id of a resource that a service gives as JSON text. */
export const idOf = (json: string): string => (JSON.parse(json) as { id: string }).id;

export function toldOf(story: Story, plan: OrganizationPlan, people: readonly DemoPerson[]): Told {
  const founded = foundedAt(plan, story.now);
  const staff = people.filter(({ home }) => home === plan);
  const [owner] = staff;
  if (!owner) throw new Error(`nobody works at ${plan.name}`);
  const end = story.now - (plan.deleted ?? 0) * DAY;
  const admins = staff.filter(({ role }) => role === "organization_admin");
  const helps = ({ home, joined, isActive, leaves }: DemoPerson) =>
    (home === null || home.industry === "law") && isActive && leaves === undefined && joined < story.now - 20 * DAY;
  return {
    plan,
    founded,
    end,
    staff,
    owner,
    guests: story.random.some(
      people.filter((person) => helps(person) && !person.isSuperuser),
      plan.size > 90 ? 2 + Math.ceil(plan.size / 250) : 0,
    ),
    id: "",
    roles: new Map(),
    teams: new Map(),
    when: (share) => Math.max(workMoment(story.random, founded + share * (end - founded), end), founded + HOUR),
    adminAt: (moment) => story.random.pick(admins.filter(({ joined }) => joined < moment)),
    membersAt: (moment) => staff.filter(({ joined, role, isActive, leaves }) => joined < moment && role !== null && isActive && leaves === undefined),
  };
}

const ROLES = "SELECT id, COALESCE(predefined, name) AS key FROM roles WHERE organization_id = $1";

/** A place in the organization for everybody who works there, from when they came. */
async function insertMemberships(story: Story, told: Told): Promise<void> {
  const { random, tx } = story;
  const rowOf = (user: string, role: string | null, moment: number) => ({
    id: random.id(moment),
    role_id: told.roles.get(role ?? ""),
    organization_id: told.id,
    user_id: user,
    created: new Date(moment),
  });
  const staff = told.staff.filter((person) => person.role !== null && person !== told.owner).map(({ id, role, joined }) => rowOf(id, role, joined + 2000));
  const guests = told.guests.map(({ id, joined }) =>
    rowOf(id, random.pick(["organization_member", "organization_viewer"]), Math.max(joined, told.when(0.3)) + DAY),
  );
  await insertRows(tx, "role_assignments", inOrder([...staff, ...guests]));
}

async function make(story: Story, told: Told, operator: DemoPerson): Promise<void> {
  const { name, description, trusted, requiresMfa } = told.plan;
  const input = { name, description, owner: told.owner.id, trusted_domains: [...(trusted ?? [])], ...(requiresMfa && { require_mfa: true }) };
  told.id = idOf((await createOrganization(story.as(operator), input)).json);
  const { rows } = await story.tx.query<{ id: string; key: string }>({ text: ROLES, values: [told.id] });
  for (const { id, key } of rows) told.roles.set(key, id);
  await insertMemberships(story, told);
}

/** Custom roles: for organizations that are large enough to have their own ways. */
const CUSTOM: readonly (readonly [
  least: number,
  name: string,
  level: "organization" | "workspace" | "project",
  description: string,
  permissions: readonly string[],
])[] = [
  [
    150,
    "Auditor",
    "organization",
    "Reads who may do what, and changes nothing.",
    ["organization:read", "member:read", "role:read", "team:read", "invitation:read"],
  ],
  [
    90,
    "Release manager",
    "project",
    "Promotes model versions.",
    ["project:read", "model:read", "model_version:read", "model_version:promote", "pipeline:read", "pipeline_run:read"],
  ],
  [
    300,
    "Data steward",
    "workspace",
    "Keeps artifacts in order.",
    ["workspace:read", "project:read", "artifact:read", "artifact:update", "artifact_version:read", "artifact_version:prune"],
  ],
  [
    700,
    "Onboarding desk",
    "organization",
    "Invites people and puts them into teams.",
    ["organization:read", "member:read", "invitation:create", "invitation:read", "team:read", "team:update"],
  ],
];

function tellRoles(story: Story, told: Told): void {
  for (const [i, [least, name, level, description, permissions]] of CUSTOM.entries()) {
    if (told.plan.size < least) continue;
    const moment = told.when(0.06 + i * 0.04);
    story.at(moment, async () => {
      const input = { name, level, description, organization_id: told.id, permissions: [...permissions] };
      const role = idOf((await createRole(story.as(told.adminAt(moment)), input)).json);
      told.roles.set(name, role);
      if (level !== "organization") return;
      for (const { id } of story.random.some(told.membersAt(moment), 3)) {
        const given = moment + story.random.int(2, 50) * MINUTE;
        story.at(given, () => assignRole(story.as(told.adminAt(given)), role, { user_id: id }));
      }
    });
  }
}

/** Who is in a team: people of the organization, from when they came or it was made. */
async function insertTeam(story: Story, told: Told, team: { id: string; name: string; made: number; share: number }): Promise<void> {
  const { id, name, made, share } = team;
  const candidates = told.staff.filter(({ role, joined }) => role !== null && joined < story.now - 10 * MINUTE);
  const known = candidates.filter(({ username }) => name === KNOWN_TEAM && (username === KNOWN.member || username === KNOWN.admin));
  const members = new Set([...known, ...story.random.some(candidates, Math.max(3, Math.round(share * told.plan.size)))]);
  const rows = [...members].map((person) => ({
    team_id: id,
    organization_id: told.id,
    user_id: person.id,
    created: new Date(Math.max(person.joined, made) + 5 * MINUTE),
  }));
  await insertRows(story.tx, "team_members", rows);
}

function tellTeams(story: Story, told: Told): void {
  const teams = Object.entries(told.plan.teams);
  for (const [i, [name, share]] of teams.entries()) {
    const moment = told.when(0.03 + (i * 0.6) / teams.length);
    story.at(moment, async () => {
      const description = i % 3 === 2 ? {} : { description: `${name} of ${told.plan.name}` };
      const id = idOf((await createTeam(story.as(told.adminAt(moment)), { organization_id: told.id, name, ...description })).json);
      told.teams.set(name, { id, made: moment });
      await insertTeam(story, told, { id, name, made: moment, share });
    });
    if (i > 0) continue;
    const later = Math.max(told.when(0.8), moment + HOUR);
    story.at(later, async () => {
      const team = told.teams.get(name);
      if (team) await updateTeam(story.as(told.adminAt(later)), team.id, { description: `${name}: on call around the clock` }, undefined);
    });
  }
}

/** Makes an organization, and what is in it of people, roles and teams; deletes it, where it is one that was. */
export function tellOrganization(story: Story, told: Told, operators: readonly DemoPerson[]): void {
  const operator = story.random.pick(operators);
  story.at(told.founded, () => make(story, told, operator));
  tellRoles(story, told);
  tellTeams(story, told);
  if (told.plan.deleted !== undefined) story.at(told.end + HOUR, () => deleteOrganization(story.as(told.owner), told.id, undefined));
}
