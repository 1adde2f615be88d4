/** Workspaces with their projects, who is in them, and what their servers report. */
import { assignRole } from "../modules/roles/assignments-service.ts";
import { createProject } from "../modules/workspaces/projects-service.ts";
import { createWorkspace, updateWorkspace } from "../modules/workspaces/service.ts";
import { reportStatus } from "../modules/workspaces/status-service.ts";
import { DAY, HOUR, MINUTE } from "./calendar.ts";
import { KNOWN } from "./open.ts";
import type { WorkspacePlan } from "./organizations.ts";
import { insertRows } from "./rows.ts";
import type { Story } from "./story.ts";
import { idOf, type Told } from "./structure.ts";

/** What the servers ran, one after the other. */
const VERSIONS = ["0.84.2", "0.85.0", "0.86.1", "0.90.0"] as const;
const LATEST = VERSIONS[3];

/** How long ago a server was last heard of, in milliseconds; absent: never. */
const HEARD: Readonly<Partial<Record<WorkspacePlan["state"], number>>> = {
  available: 20_000,
  outdated: 35_000,
  failed: 2 * DAY,
  silent: 6 * DAY,
  deactivated: 40 * DAY,
};

const FAIL = `UPDATE workspaces SET status = 'failed', state_reason = $2, version = version + 1, updated = $3 WHERE id = $1`;

function tellReports(story: Story, told: Told, id: string, plan: WorkspacePlan, made: number): void {
  const ago = HEARD[plan.state];
  if (ago === undefined) return;
  const last = Math.max(told.end - ago, made + HOUR);
  const versions = VERSIONS.slice(0, plan.state === "outdated" ? 1 : plan.state === "available" ? 4 : 2);
  for (const [i, version] of versions.entries()) {
    const moment = i === versions.length - 1 ? last : made + 40 * MINUTE + (i * (last - made)) / versions.length;
    const url = `https://${plan.name}.workspaces.example`;
    story.at(moment, () => reportStatus(story.as({ id, isWorkspace: true }), () => ({ version, url })));
  }
  if (plan.state !== "failed") return;
  // Whoever runs the servers says so: no route of the API does.
  story.at(last + MINUTE, () =>
    story.tx.query({ text: FAIL, values: [id, "The database of the workspace has no space left on its device.", new Date(last + MINUTE)] }),
  );
}

/** A workspace that was made. */
interface Made {
  readonly id: string;
  /** How many the organization had before. */
  readonly index: number;
  readonly projects: readonly string[];
  readonly moment: number;
}

/** Roles of people and teams in a workspace and its projects. */
async function populate(story: Story, told: Told, { id, index, projects, moment }: Made): Promise<void> {
  const { random } = story;
  const give = (key: string, holder: { user_id: string } | { team_id: string }, place: { workspace_id: string } | { project_id: string }) => {
    const role = told.roles.get(key);
    const given = Math.min(moment + random.int(20, 3000) * MINUTE, told.end - MINUTE);
    if (role) story.at(given, () => assignRole(story.as(told.adminAt(given)), role, { ...holder, ...place }));
  };
  const members = told.membersAt(moment);
  const known = members.filter(({ username }) => index < 2 && username === KNOWN.member);
  const people = [
    ...known,
    ...random.some(
      members.filter((person) => !known.includes(person)),
      Math.min(14, 4 + Math.ceil(told.plan.size / 120)),
    ),
  ];
  for (const [i, person] of people.entries()) {
    const key = ["workspace_developer", "workspace_contributor", "workspace_viewer", "stack_admin"][i % 4] as string;
    const project = projects[i % projects.length];
    if (i % 3 === 2 && project !== undefined) give(i % 2 ? "project_contributor" : "project_developer", { user_id: person.id }, { project_id: project });
    else give(key, { user_id: person.id }, { workspace_id: id });
  }
  const [team] = random.some([...told.teams.values()], 1);
  if (team) give("workspace_developer", { team_id: team.id }, { workspace_id: id });
  const [first] = projects;
  const manager = people.find((_, i) => i % 3 !== 2);
  if (first !== undefined && manager && told.roles.has("Release manager")) give("Release manager", { user_id: manager.id }, { project_id: first });
  await insertShares(
    story,
    told,
    id,
    first,
    people.slice(0, 2).map(({ id: user }) => user),
    moment,
  );
}

/** Single resources that people were let see beside their roles. */
async function insertShares(story: Story, told: Told, workspace: string, project: string | undefined, users: readonly string[], moment: number): Promise<void> {
  const rows = users.map((user, i) => ({
    id: story.random.id(moment + i),
    organization_id: told.id,
    workspace_id: workspace,
    project_id: i === 0 ? null : (project ?? null),
    resource_type: i === 0 || project === undefined ? "stack" : "model",
    resource_id: story.random.id(moment),
    user_id: user,
    actions: i === 0 ? ["read", "update"] : ["read"],
    shared_by: told.owner.id,
    created: new Date(moment),
  }));
  await insertRows(story.tx, "resource_shares", rows);
}

function tellWorkspace(story: Story, told: Told, plan: WorkspacePlan, moment: number): void {
  const { name, title, state, projects } = plan;
  const isManaged = ["pending", "available", "failed"].includes(state) && told.plan.size > 80;
  story.at(moment, async () => {
    const maker = told.adminAt(moment);
    const zenml_service = isManaged ? { configuration: { version: LATEST } } : null;
    const input = { display_name: title, description: `${title} at ${told.plan.name}.`, organization_id: told.id, is_managed: isManaged, zenml_service };
    const id = idOf((await createWorkspace(story.as(maker), { name, ...input }, { enroll: state !== "pending" })).json);
    tellReports(story, told, id, plan, moment);
    const made: string[] = [];
    const began = moment + 3 * HOUR < told.end ? moment + 3 * HOUR : moment + MINUTE;
    story.at(began, async () => {
      for (const [project, projectTitle] of projects) {
        const one = { name: project, display_name: projectTitle, description: `${projectTitle}: pipelines and models.` };
        made.push(idOf((await createProject(story.as(maker), id, one)).json));
      }
      await populate(story, told, { id, index: told.plan.workspaces.indexOf(plan), projects: made, moment: began });
    });
    if (state === "deactivated") {
      story.at(Math.max(told.end - 39 * DAY, began + DAY), () => updateWorkspace(story.as(maker), id, { desired_state: "deactivated" }, undefined));
    }
  });
}

/** The workspaces of an organization. */
export function tellWorkspaces(story: Story, told: Told): void {
  const { workspaces } = told.plan;
  for (const [i, plan] of workspaces.entries())
    tellWorkspace(story, told, plan, told.when(plan.state === "pending" ? 0.98 : 0.12 + (i * 0.55) / workspaces.length));
}
