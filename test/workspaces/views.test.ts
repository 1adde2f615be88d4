import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Person, workspaceWorld } from "./support.ts";

/** Who sees which workspaces and projects, and who is in them. */
let server: Harness;
const { call, admin, company } = workspaceWorld(() => server);

type World = Awaited<ReturnType<typeof build>>;
let world: World;

async function share(workspace: { id: string }, organizationId: string, holder: { user?: string; team?: string }, projectId: string | null = null) {
  await server.db.query({
    text: `INSERT INTO resource_shares (id, organization_id, workspace_id, project_id, resource_type, resource_id, user_id, team_id, actions, created)
      VALUES ($1, $2, $3, $4, 'stack', $5, $6, $7, '{read}', now())`,
    values: [randomUUID(), organizationId, workspace.id, projectId, randomUUID(), holder.user ?? null, holder.team ?? null],
  });
}

/** An organization with two workspaces, and somebody for every way to stand in it. */
async function build() {
  const ada = await makeUser(server);
  const firm = await company(ada);
  const [a, b] = [await firm.workspace(), await firm.workspace()];
  const project = (await call(ada, "POST", `/workspaces/${a.id}/projects`, { name: "P" })).json;
  const other = (await call(ada, "POST", `/workspaces/${a.id}/projects`, { name: "Q" })).json;
  const people = async (...names: string[]) => Object.fromEntries(await Promise.all(names.map(async (name) => [name, await makeUser(server)] as const)));
  const who = await people(
    "manager",
    "viewer",
    "billing",
    "member",
    "one",
    "inProject",
    "inTeam",
    "sharedTeam",
    "shared",
    "sharedProject",
    "custom",
    "stranger",
    "boss",
  );
  const at = (name: string) => who[name] as Person;
  for (const [name, role] of [
    ["manager", "Organization Manager"],
    ["viewer", "Organization Viewer"],
    ["billing", "Billing Admin"],
    ["member", "Organization Member"],
    ["one", "Organization Member"],
    ["inProject", "Organization Member"],
    ["inTeam", "Organization Member"],
    ["sharedTeam", "Organization Member"],
    ["custom", "Organization Member"],
  ] as const) {
    await firm.give(role, `user_id=${at(name).id}`);
  }
  await firm.give("Workspace Viewer", `user_id=${at("one").id}`, `&workspace_id=${a.id}`);
  await firm.give("Project Viewer", `user_id=${at("inProject").id}`, `&project_id=${project.id}`);
  const makeTeam = async (name: string, person: Person) => {
    const team = (await call(ada, "POST", "/teams", { name, organization_id: firm.id })).json;
    await call(ada, "POST", `/teams/${team.id}/members?user_id=${person.id}`);
    return team as { id: string };
  };
  const team = await makeTeam("T", at("inTeam"));
  await firm.give("Workspace Developer", `team_id=${team.id}`, `&workspace_id=${a.id}`);
  await share(a, firm.id, { team: (await makeTeam("S", at("sharedTeam"))).id });
  await share(a, firm.id, { user: at("shared").id });
  await share(a, firm.id, { user: at("sharedProject").id }, project.id);
  const role = { name: "Sees all", organization_id: firm.id, level: "organization", permissions: ["workspace:read"] };
  const custom = (await call(ada, "POST", "/roles", role)).json;
  await call(ada, "POST", `/roles/${custom.id}/assignments?user_id=${at("custom").id}`);
  const foreign = await company(at("boss"));
  await foreign.workspace();
  return { ada, firm, a, b, project, other, team, at };
}

beforeAll(async () => {
  server = await startServer();
  world = await build();
});
afterAll(() => server.close());

const ids = (reply: { json: { id: string }[] }) => reply.json.map(({ id }) => id);

/** Who, how many of the two workspaces they see, and of the two projects of the first. */
const VIEWS: [string, "both" | "first" | "none", "all" | "one" | "none"][] = [
  ["ada", "both", "all"],
  ["viewer", "both", "none"],
  ["custom", "both", "none"],
  ["manager", "none", "none"],
  ["billing", "none", "none"],
  ["member", "none", "none"],
  ["one", "first", "all"],
  ["inTeam", "first", "all"],
  ["inProject", "first", "one"],
  ["sharedTeam", "first", "none"],
  ["shared", "first", "none"],
  ["sharedProject", "first", "one"],
  ["stranger", "none", "none"],
  ["boss", "none", "none"],
];

test.each(VIEWS)("%s sees in the list what one by one is there, and nothing more: %s", async (name, workspaces, projects) => {
  const { a, b, firm, project, other } = world;
  const person = name === "ada" ? world.ada : world.at(name);
  const seen: string[] = { both: [a.id, b.id], first: [a.id], none: [] }[workspaces];
  expect(ids(await call(person, "GET", `/workspaces?organization_id=${firm.id}`))).toEqual(seen);
  for (const { id } of [a, b]) {
    const one = await call(person, "GET", `/workspaces/${id}`);
    expect([id, one.status]).toEqual([id, seen.includes(id) ? 200 : 404]);
    // Entering says the same as seeing.
    const entry = await call(person, "GET", `/users/authorize_server?server_id=${id}`);
    expect([id, entry.status]).toEqual([id, seen.includes(id) ? 200 : 403]);
    for (const under of ["projects", "members", "deletion", "enrollment"]) {
      if (!seen.includes(id)) expect((await call(person, under === "enrollment" ? "POST" : "GET", `/workspaces/${id}/${under}`)).status).toBe(404);
    }
  }
  const those: string[] = { all: [project.id, other.id], one: [project.id], none: [] }[projects];
  const listed = await call(person, "GET", `/workspaces/${a.id}/projects`);
  expect([listed.status, seen.includes(a.id) ? ids(listed) : []]).toEqual([seen.includes(a.id) ? 200 : 404, those]);
  for (const { id } of [project, other]) expect((await call(person, "GET", `/projects/${id}`)).status).toBe(those.includes(id) ? 200 : 404);
});

test("member_only leaves those where one holds something in the workspace itself", async () => {
  const { a, firm, at, ada } = world;
  for (const name of ["one", "inProject", "inTeam", "sharedTeam", "shared", "sharedProject"]) {
    expect([name, ids(await call(at(name), "GET", "/workspaces?member_only=True"))]).toEqual([name, [a.id]]);
  }
  expect(ids(await call(at("viewer"), "GET", "/workspaces?member_only=true"))).toEqual([]);
  expect(ids(await call(admin(), "GET", "/workspaces?member_only=true"))).toEqual([]);
  expect(ids(await call(ada, "GET", `/workspaces?member_only=true&organization_id=${firm.id}`))).toHaveLength(2);
});

test("a page takes as many queries for whoever asks", async () => {
  const { a, firm, at, ada } = world;
  const count = async (person: { token: string }, path: string) => {
    // Who is signed in, and by which keys, is remembered for a while: it is not counted.
    await call(person, "GET", path);
    const spy = vi.spyOn(server.db, "query");
    const reply = await call(person, "GET", path);
    const queries = spy.mock.calls.filter(([{ text }]) => !/\b(sessions|signing_keys)\b/.test(text));
    spy.mockRestore();
    expect(reply.status).toBe(200);
    return queries.length;
  };
  const everybody = [admin(), ada, at("viewer"), at("member"), at("one"), at("inTeam"), at("shared")];
  for (const person of everybody) expect(await count(person, "/workspaces?limit=1")).toBe(1);
  const inside = [admin(), ada, at("one"), at("inProject"), at("inTeam")];
  for (const path of [`/workspaces/${a.id}/projects`, `/workspaces/${a.id}/members`]) {
    const taken: number[] = [];
    for (const person of inside) taken.push(await count(person, path));
    expect([path, new Set(taken).size, Math.max(...taken) <= 5]).toEqual([path, 1, true]);
  }
  for (const person of [ada, at("viewer"), at("one")]) expect(await count(person, `/users/authorize_server?server_id=${a.id}`)).toBe(1);
  expect(ids(await call(ada, "GET", `${firm.path}/workspaces`))).toHaveLength(2);
});

describe("the list", () => {
  test("is filtered by each of its filters, under the older names too", async () => {
    const { a, b, ada, firm } = world;
    await server.db.query({
      text: "UPDATE workspaces SET server_url = 'https://a.example', is_managed = true, status = 'failed' WHERE id = $1",
      values: [a.id],
    });
    const list = async (query: string) => ids(await call(ada, "GET", `/workspaces?organization_id=${firm.id}&${query}`));
    for (const query of [
      `workspace_id=${a.id}`,
      `tenant_id=${a.id.toUpperCase()}`,
      `workspace_name=${a.name.toUpperCase()}`,
      `tenant_name=${a.name}`,
      `tenant_name=${a.name}&workspace_name=${a.name}`,
      "url=https%3A%2F%2Fa.example",
      "status=failed",
      "is_managed=True",
    ]) {
      expect([query, await list(query)]).toEqual([query, [a.id]]);
    }
    expect(await list(`owner_id=${ada.id}`)).toEqual([a.id, b.id]);
    expect(await list(`owner_id=${randomUUID()}`)).toEqual([]);
    expect((await call(ada, "GET", `/workspaces?workspace_id=${a.id}&tenant_id=${b.id}`)).status).toBe(422);
    expect((await call(ada, "GET", "/workspaces?limit=101")).status).toBe(422);
  });

  test("goes from page to page by its Link, under either path", async () => {
    const { ada, firm, a, b } = world;
    for (const base of ["/workspaces", "/tenants", `${firm.path}/workspaces`, `${firm.path}/tenants`]) {
      const first = await call(ada, "GET", `${base}?limit=1&count=exact`);
      const next = new URL(/<([^>]+)>/.exec(first.headers.get("link") ?? "")?.[1] ?? "");
      expect([next.pathname, first.headers.get("x-total-count")]).toEqual([base, "2"]);
      expect([...ids(first), ...ids(await call(ada, "GET", next.pathname + next.search))]).toEqual([a.id, b.id]);
    }
  });
});

test("every path of workspaces is there under its older word, marked as deprecated, with the same answers", async () => {
  const routes = server.app.routes.filter(({ path }) => /\/workspace/.test(path) && !path.startsWith("/auth"));
  expect(routes.length).toBeGreaterThanOrEqual(12);
  const { paths } = (await server.call("GET", "/openapi.json")).json;
  for (const route of routes) {
    const older = route.path.replace("/workspace", "/tenant");
    const method = route.method.toLowerCase();
    expect([older, paths[older]?.[method]?.deprecated, paths[route.path][method].deprecated]).toEqual([older, true, undefined]);
  }
  const { ada, a, project, firm } = world;
  for (const path of [
    `/workspaces/${a.id}`,
    `/workspaces/${a.id}/projects`,
    `/workspaces/${a.id}/members`,
    `/workspaces/${a.id}/projects/${project.id}/members`,
  ]) {
    expect((await call(ada, "GET", path.replace("workspaces", "tenants"))).json).toEqual((await call(ada, "GET", path)).json);
  }
  const made = await call(ada, "POST", "/tenants?enroll=true", { name: `tenant-${ada.id.slice(-8)}`, organization_id: firm.id });
  expect(made.json.enrollment_key).toMatch(/^rs_/);
  expect((await call(ada, "PATCH", `/tenants/${made.json.id}`, { description: "x" })).json.description).toBe("x");
  expect((await call(ada, "DELETE", `/tenants/${made.json.id}`)).status).toBe(200);
});

describe("members", () => {
  test("of a workspace are those who hold something in it, with the roles of the workspace itself", async () => {
    const { a, ada, at, team } = world;
    const members = (await call(ada, "GET", `/workspaces/${a.id}/members`)).json as { id: string; type: string; roles: { name: string }[] }[];
    const shown = Object.fromEntries(members.map(({ id, type, roles }) => [id, [type, roles.map(({ name }) => name)]]));
    expect(shown).toEqual({
      [ada.id]: ["user", ["Workspace Admin"]],
      [at("one").id]: ["user", ["Workspace Viewer"]],
      [at("inProject").id]: ["user", []],
      [team.id]: ["team", ["Workspace Developer"]],
    });
    expect(ids(await call(ada, "GET", `/workspaces/${a.id}/members?include_users=false`))).toEqual([team.id]);
    // A workspace of which one was only shared something shows nobody.
    expect((await call(at("shared"), "GET", `/workspaces/${a.id}/members`)).json.code).toBe("access.denied");
    expect((await call(at("sharedTeam"), "GET", `/workspaces/${a.id}/members`)).status).toBe(200);
  });

  test("of a project are those who hold something in that", async () => {
    const { a, b, ada, at, project, firm } = world;
    const path = `/workspaces/${a.id}/projects/${project.id}/members`;
    const members = (await call(ada, "GET", `${path}?count=exact`)).json as { id: string; roles: { name: string }[] }[];
    expect(members.map(({ id, roles }) => [id, roles.map(({ name }) => name)])).toEqual([
      [ada.id, ["Project Admin"]],
      [at("inProject").id, ["Project Viewer"]],
    ]);
    expect(ids(await call(ada, "GET", `${path}?role_id=${firm.role("Project Viewer")}`))).toEqual([at("inProject").id]);
    expect((await call(ada, "GET", `/workspaces/${b.id}/projects/${project.id}/members`)).json.code).toBe("project.not_found");
    expect((await call(at("viewer"), "GET", path)).json.code).toBe("project.not_found");
  });
});

describe("a project", () => {
  test("is made, changed and deleted by those who may, under a name of its own in its workspace", async () => {
    const { a, b, ada, at } = world;
    const made = await call(ada, "POST", `/workspaces/${a.id}/projects`, { name: "Forecasts", description: "D" });
    expect([made.status, made.json]).toEqual([
      200,
      expect.objectContaining({ name: "Forecasts", display_name: "Forecasts", description: "D", workspace_id: a.id, organization_id: world.firm.id }),
    ]);
    expect((await call(ada, "POST", `/workspaces/${a.id}/projects`, { name: "FORECASTS" })).json.code).toBe("project.name_taken");
    expect((await call(ada, "POST", `/workspaces/${b.id}/projects`, { name: "Forecasts" })).status).toBe(200);
    expect((await call(at("one"), "POST", `/workspaces/${a.id}/projects`, { name: "Mine" })).json.code).toBe("access.denied");
    const path = `/projects/${made.json.id}`;
    for (const [method, body] of [["PATCH", { name: "X" }], ["DELETE"]] as const) {
      expect((await call(at("one"), method, path, body)).json.code).toBe("access.denied");
      expect((await call(at("viewer"), method, path, body)).json.code).toBe("project.not_found");
    }
    const etag = made.headers.get("etag") ?? "";
    const change = (body: object) => server.call("PATCH", path, { token: ada.token, headers: { "if-match": etag }, body });
    expect((await change({ display_name: "Vorhersagen" })).json.display_name).toBe("Vorhersagen");
    expect((await change({ display_name: "Again" })).status).toBe(412);
    expect((await call(ada, "PATCH", path, { name: "a/b" })).status).toBe(422);
    expect((await call(ada, "DELETE", path)).json).toBeNull();
    expect((await call(ada, "GET", path)).status).toBe(404);
    const actions = (await call(admin(), "GET", `/audit?target_id=${made.json.id}`)).json.map((row: { action: string }) => row.action);
    expect(actions).toEqual(["project.delete", "project.update", "project.create"]);
  });

  test("of many made with one name at once is made once; deleted while somebody gets a role there, it leaves none behind", async () => {
    const { a, ada, at, firm } = world;
    const made = await Promise.all(Array.from({ length: 6 }, () => call(ada, "POST", `/workspaces/${a.id}/projects`, { name: "Race" })));
    expect(made.map(({ status }) => status).sort()).toEqual([200, ...Array(5).fill(409)]);
    const { id } = made.find(({ status }) => status === 200)?.json ?? {};
    const [gone, given] = await Promise.all([
      call(ada, "DELETE", `/projects/${id}`),
      call(admin(), "POST", `/roles/${firm.role("Project Viewer")}/assignments?user_id=${at("member").id}&project_id=${id}`),
    ]);
    expect(gone.status).toBe(200);
    expect([200, 404]).toContain(given.status);
    expect((await server.db.query({ text: "SELECT 1 FROM role_assignments WHERE project_id = $1", values: [id] })).rowCount).toBe(0);
  });
});
