import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCatalogue } from "../../src/kernel/access.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeProject, makeWorkspace } from "../support/workspace.ts";

const { grants: GRANTS, predefined: PREDEFINED } = createCatalogue({});

/** Who may give which role to whom, and that an organization keeps an administrator whatever races. */
let server: Harness;
type Person = Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = callingAs(() => server);
const admin = () => ({ token: server.admin });

let made = 0;
async function company(owner: Person) {
  const { json } = await call(owner, "POST", "/organizations", { name: `Company ${++made}` });
  const roles: { id: string; name: string }[] = (await call(owner, "GET", `/organizations/${json.id}/roles`)).json;
  const role = (name: string) => roles.find((r) => r.name === name)?.id ?? "";
  const give = (name: string, to: Person) => call(admin(), "POST", `/roles/${role(name)}/assignments?user_id=${to.id}`);
  return { id: json.id as string, path: `/organizations/${json.id}`, role, give };
}

describe("predefined roles", () => {
  test("every organization has each, by the exact names that clients know, and nobody changes them", async () => {
    const ada = await makeUser(server);
    const { path, role } = await company(ada);
    const roles = (await call(ada, "GET", `${path}/roles`)).json as { name: string; level: string; permissions: string[]; system_managed: boolean }[];
    expect(roles.map((r) => [r.name, r.level])).toEqual([
      ["Organization Admin", "organization"],
      ["Organization Manager", "organization"],
      ["Organization Viewer", "organization"],
      ["Billing Admin", "organization"],
      ["Organization Member", "organization"],
      ["Workspace Admin", "workspace"],
      ["Workspace Developer", "workspace"],
      ["Workspace Contributor", "workspace"],
      ["Workspace Viewer", "workspace"],
      ["Stack Admin", "workspace"],
      ["Project Admin", "project"],
      ["Project Developer", "project"],
      ["Project Contributor", "project"],
      ["Project Viewer", "project"],
      ["Team Viewer", "team"],
    ]);
    for (const { name, permissions } of roles) {
      const { permissions: held } = Object.values(PREDEFINED).find((p) => p.name === name) ?? { permissions: new Set() };
      expect(permissions).toEqual([...held].sort());
    }
    for (const [method, body] of [["PATCH", { name: "Mine" }], ["DELETE"]] as const) {
      expect((await call(admin(), method, `/roles/${role("Billing Admin")}`, body)).json.code).toBe("role.predefined");
    }
  });

  test("what the contract's sentences say of them holds", () => {
    const of = (key: string) => PREDEFINED[key]?.permissions ?? new Set<string>();
    expect(of("organization_admin").size).toBe(GRANTS.length);
    expect([...of("organization_manager")].filter((p) => p.startsWith("billing:") || p === "workspace:read")).toEqual([]);
    expect(of("organization_manager").has("workspace:create")).toBe(true);
    expect([...of("organization_viewer")].every((p) => p.endsWith(":read"))).toBe(true);
    expect(of("organization_viewer").has("workspace:read")).toBe(true);
    expect([...of("workspace_viewer")].every((p) => p.endsWith(":read"))).toBe(true);
    for (const step of ["viewer", "contributor", "developer"]) {
      const [narrow, wide] = [of(`project_${step}`), of(`workspace_${step}`)];
      expect([...narrow].filter((p) => !wide.has(p))).toEqual([]);
    }
    expect(of("workspace_developer").has("workspace:share")).toBe(false);
    expect([...of("stack_admin")].filter((p) => p.startsWith("pipeline"))).toEqual([]);
  });

  test("are found by what they hold, by level and by holder", async () => {
    const ada = await makeUser(server);
    const bob = await makeUser(server);
    const { path, give } = await company(ada);
    await give("Billing Admin", bob);
    const names = async (query: string) => (await call(ada, "GET", `${path}/roles?${query}`)).json.map((r: { name: string }) => r.name);
    expect(await names("resource=billing&action=update")).toEqual(["Organization Admin", "Billing Admin"]);
    expect(await names(`user_id=${bob.id}`)).toEqual(["Billing Admin"]);
    expect(await names("level=team")).toEqual(["Team Viewer"]);
    expect(await names("system_managed=false")).toEqual([]);
    expect(await names("resource=nothing")).toEqual([]);
    expect(await names("assigned_to_current_user=true")).toEqual(["Organization Admin"]);
    expect(await names("assigned_to_current_user=false")).not.toContain("Organization Admin");
    expect((await call(ada, "GET", `${path}/roles?user_id=${bob.id}&assigned_to_current_user=true`)).json.code).toBe("role.two_views");
  });
});

test("one's own roles are listed with where they are held, directly and through teams, each place once", async () => {
  const [ada, bob] = [await makeUser(server), await makeUser(server)];
  const { id: organization_id, path, give, role } = await company(ada);
  await give("Organization Member", bob);
  const [first, second] = [await makeWorkspace(server, ada, organization_id, "places-1"), await makeWorkspace(server, ada, organization_id, "places-2")];
  const project = await makeProject(server, ada, second.id, "p");
  const { json: team } = await call(ada, "POST", "/teams", { name: "Crew", organization_id });
  await call(ada, "POST", `/teams/${team.id}/members?user_id=${bob.id}`);
  const assign = async (name: string, query: string) => {
    const given = await call(ada, "POST", `/roles/${role(name)}/assignments?${query}`);
    expect(given.status, given.text).toBe(200);
  };
  for (const holder of [`user_id=${bob.id}`, `team_id=${team.id}`]) await assign("Workspace Viewer", `${holder}&workspace_id=${first.id}`);
  await assign("Workspace Viewer", `team_id=${team.id}&workspace_id=${second.id}`);
  await assign("Project Admin", `user_id=${bob.id}&project_id=${project}`);
  const held = (await call(bob, "GET", `${path}/roles?assigned_to_current_user=true`)).json;
  expect(held.map((one: { name: string; held_in: object[] }) => [one.name, one.held_in])).toEqual([
    ["Organization Member", [{ workspace_id: null, project_id: null }]],
    [
      "Workspace Viewer",
      [
        { workspace_id: first.id, project_id: null },
        { workspace_id: second.id, project_id: null },
      ],
    ],
    ["Project Admin", [{ workspace_id: second.id, project_id: project }]],
  ]);
  const all: object[] = (await call(bob, "GET", `${path}/roles`)).json;
  expect(all.filter((one) => "held_in" in one)).toEqual([]);
});

describe("custom roles", () => {
  test("hold what is of their level, by name, and nobody makes one that holds more than they do", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { id: organization_id, give, path } = await company(ada);
    const body = { name: "Inviter", organization_id, level: "organization", permissions: ["invitation:create", "role:read", "role:create", "role:update"] };
    const created = (await call(ada, "POST", "/roles", body)).json;
    expect(created).toMatchObject({ ...body, system_managed: false, type: "normal", description: null });
    expect((await call(ada, "POST", "/roles", { ...body, name: "INVITER" })).json.code).toBe("role.name_taken");
    const bad = await call(ada, "POST", "/roles", { ...body, name: "Bad", level: "project", permissions: ["pipeline:read", "team:read", "cake:eat"] });
    expect(bad.json.detail.map((issue: { loc: unknown[] }) => issue.loc.at(-1))).toEqual([1, 2]);
    await give("Organization Member", bob);
    await call(ada, "POST", `/roles/${created.id}/assignments?user_id=${bob.id}`);
    const beyond = await call(bob, "POST", "/roles", { ...body, name: "Beyond", permissions: ["team:delete"] });
    expect([beyond.status, beyond.json.code]).toEqual([403, "role.beyond_own"]);
    expect((await call(bob, "PATCH", `/roles/${created.id}`, { permissions: [...body.permissions, "billing:read"] })).json.code).toBe("role.beyond_own");
    expect((await call(bob, "PATCH", `/roles/${created.id}`, { permissions: ["role:read"] })).json.permissions).toEqual(["role:read"]);
    // What the role says now counts at once.
    expect((await call(bob, "PATCH", `/roles/${created.id}`, { name: "Again" })).json.code).toBe("access.denied");
    expect((await call(ada, "DELETE", `/roles/${created.id}`)).json.code).toBe("role.in_use");
    await call(ada, "DELETE", `/roles/${created.id}/assignments?user_id=${bob.id}`);
    expect((await call(ada, "DELETE", `/roles/${created.id}`)).status).toBe(200);
    expect((await call(ada, "GET", `${path}/roles?system_managed=false`)).json).toEqual([]);
  });
});

describe("giving and taking roles", () => {
  test("names exactly one holder, at the level of the role", async () => {
    const ada = await makeUser(server);
    const { role } = await company(ada);
    const at = `/roles/${role("Organization Member")}/assignments`;
    const other = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";
    for (const [query, status, code] of [
      ["", 400, "role.one_holder"],
      [`?user_id=${ada.id}&team_id=${other}`, 400, "role.one_holder"],
      [`?user_id=${ada.id}&workspace_id=${other}`, 400, "role.wrong_level"],
      [`?user_id=${other}`, 404, "role.holder_not_found"],
      [`?team_id=${other}`, 404, "role.holder_not_found"],
      [`?invitation_id=${other}`, 404, "role.holder_not_found"],
    ] as const) {
      const reply = await call(ada, "POST", at + query);
      expect([query, reply.status, reply.json.code]).toEqual([query, status, code]);
    }
    expect((await call(ada, "POST", `/roles/${role("Workspace Viewer")}/assignments?user_id=${ada.id}`)).json.code).toBe("role.wrong_level");
    expect((await call(ada, "POST", `/roles/${role("Team Viewer")}/assignments?user_id=${ada.id}`)).json.code).toBe("role.wrong_level");
  });

  test("twice is 409, of ten at once nine are; taking what nobody has is 404", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { role } = await company(ada);
    const at = `/roles/${role("Billing Admin")}/assignments?user_id=${bob.id}`;
    const replies = await Promise.all(Array.from({ length: 10 }, () => call(admin(), "POST", at)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect((await call(ada, "GET", `/roles/${role("Billing Admin")}/assignments`)).json).toMatchObject([
      { user_id: bob.id, team_id: null, workspace_id: null },
    ]);
    for (const field of ["invitation_id", "workspace_id", "project_id"]) {
      expect((await call(ada, "GET", `/roles/${role("Billing Admin")}/assignments?${field}=${bob.id}`)).json).toEqual([]);
    }
    expect((await call(ada, "DELETE", at)).json).toBeNull();
    expect((await call(ada, "DELETE", at)).json.code).toBe("role.not_assigned");
  });

  test("nobody gives or takes what they do not hold, by a team neither", async () => {
    const [ada, bob, eve] = [await makeUser(server), await makeUser(server), await makeUser(server)];
    const { id, role, give } = await company(ada);
    await give("Organization Manager", bob);
    await give("Organization Member", eve);
    const beyond = await call(bob, "POST", `/roles/${role("Organization Admin")}/assignments?user_id=${eve.id}`);
    expect([beyond.status, beyond.json.code]).toEqual([403, "role.beyond_own"]);
    expect((await call(bob, "DELETE", `/roles/${role("Organization Admin")}/assignments?user_id=${ada.id}`)).json.code).toBe("role.beyond_own");
    const team = (await call(ada, "POST", "/teams", { name: "Admins", organization_id: id })).json;
    await call(ada, "POST", `/roles/${role("Organization Admin")}/assignments?team_id=${team.id}`);
    expect((await call(bob, "POST", `/teams/${team.id}/members?user_id=${bob.id}`)).json.code).toBe("role.beyond_own");
    await call(ada, "POST", `/teams/${team.id}/members?user_id=${eve.id}`);
    expect((await call(bob, "DELETE", `/teams/${team.id}/members?user_id=${eve.id}`)).json.code).toBe("role.beyond_own");
    expect((await call(bob, "DELETE", `/teams/${team.id}`)).json.code).toBe("role.beyond_own");
    const grand = { name: "Grand", organization_id: id, level: "organization", permissions: ["billing:update"] };
    const custom = (await call(ada, "POST", "/roles", grand)).json;
    expect((await call(bob, "PATCH", `/roles/${custom.id}`, { permissions: [] })).json.code).toBe("role.beyond_own");
    expect((await call(bob, "DELETE", `/roles/${custom.id}`)).json.code).toBe("role.beyond_own");
    await call(ada, "DELETE", `/teams/${team.id}/members?user_id=${eve.id}`);
    expect((await call(bob, "POST", `/roles/${role("Organization Member")}/assignments?user_id=${bob.id}`)).status).toBe(200);
    await give("Organization Admin", eve);
    expect((await call(bob, "DELETE", `/organizations/${id}/members?user_id=${eve.id}`)).json.code).toBe("role.beyond_own");
  });

  test("an account that one may not know of, and one that is not there, are refused alike", async () => {
    const [ada, stranger] = [await makeUser(server), await makeUser(server)];
    const { role } = await company(ada);
    const known = await call(ada, "POST", `/roles/${role("Organization Member")}/assignments?user_id=${stranger.id}`);
    const none = await call(ada, "POST", `/roles/${role("Organization Member")}/assignments?user_id=01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55`);
    expect([known.status, known.json.code, known.json.detail]).toEqual([none.status, none.json.code, none.json.detail]);
  });

  test("a service account holds roles in its own organization only", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const [own, other] = [await company(ada), await company(bob)];
    const machine = await call(admin(), "POST", "/applications", { name: "Bot", type: "machine", organization_id: own.id });
    const id = machine.json.service_account_id;
    expect((await call(admin(), "POST", `/roles/${other.role("Organization Member")}/assignments?user_id=${id}`)).json.code).toBe("role.holder_not_found");
    expect((await call(ada, "POST", `/roles/${own.role("Organization Member")}/assignments?user_id=${id}`)).status).toBe(200);
    expect((await call(ada, "DELETE", `${own.path}/members?user_id=${id}`)).json.code).toBe("organization.service_account");
  });

  test("who holds a role is said by name, with where; whom an invitation is for to those who may see invitations", async () => {
    const ada = await makeUser(server, { name: "Ada" });
    const { id, path, role } = await company(ada);
    const workspace = (await call(ada, "POST", "/workspaces", { name: `named-${id.slice(-8)}`, organization_id: id })).json;
    const project = (await call(ada, "POST", `/workspaces/${workspace.id}/projects`, { name: "Engine" })).json;
    const team = (await call(ada, "POST", "/teams", { name: "Callers", organization_id: id })).json;
    const invited = (await call(ada, "POST", `${path}/invitations`, { email: "named@example.com" })).json;
    const at = `/roles/${role("Project Viewer")}/assignments`;
    const given = await call(ada, "POST", `${at}?team_id=${team.id}&project_id=${project.id}`);
    expect(given.json).toMatchObject({
      team: { id: team.id, name: "Callers" },
      user: null,
      invitation: null,
      workspace: { id: workspace.id, name: workspace.name },
      project: { id: project.id, name: "Engine" },
    });
    expect((await call(ada, "GET", at)).json).toEqual([given.json]);
    const byInvitation = await call(ada, "POST", `${at}?invitation_id=${invited.id}&project_id=${project.id}`);
    expect(byInvitation.json.invitation).toEqual({ id: invited.id, email: "named@example.com" });
    const reader = await makeUser(server);
    const only = { name: "Reads roles", organization_id: id, level: "organization", permissions: ["role:read"] };
    const custom = (await call(ada, "POST", "/roles", only)).json.id;
    await call(admin(), "POST", `/roles/${custom}/assignments?user_id=${reader.id}`);
    expect((await call(reader, "GET", at)).json.map((one: { invitation: unknown }) => one.invitation)).toEqual([null, { id: invited.id, email: null }]);
    const [logged] = (await call(admin(), "GET", `/audit?target_id=${custom}&action=role.assign`)).json;
    expect(Object.keys(logged.after).sort()).toEqual([
      "created",
      "id",
      "invitation_id",
      "organization_id",
      "project_id",
      "role_id",
      "team_id",
      "user_id",
      "workspace_id",
    ]);
  });

  test("every change is one audit row", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { id, role, give } = await company(ada);
    await give("Organization Member", bob);
    const team = (await call(ada, "POST", "/teams", { name: "T", organization_id: id })).json;
    await call(ada, "POST", `/teams/${team.id}/members?user_id=${bob.id}`);
    await call(ada, "DELETE", `/teams/${team.id}/members?user_id=${bob.id}`);
    await call(ada, "DELETE", `/teams/${team.id}`);
    await call(ada, "DELETE", `/organizations/${id}/members?user_id=${bob.id}`);
    const rows = [id, team.id, role("Organization Member")].map((target) => call(admin(), "GET", `/audit?target_id=${target}`));
    const actions = (await Promise.all(rows)).flatMap((reply) => reply.json.map((row: { action: string }) => row.action));
    expect(actions.sort()).toEqual([
      "member.delete",
      "organization.create",
      "role.assign",
      "team.add_member",
      "team.create",
      "team.delete",
      "team.remove_member",
    ]);
  });
});

describe("an administrator remains", () => {
  /** Each way to lose the role; the two administrators are taken at the same time. */
  const WAYS: Record<string, (company_: Awaited<ReturnType<typeof company>>, person: Person) => Promise<{ status: number }>> = {
    "by taking the role": ({ role }, person) => call(admin(), "DELETE", `/roles/${role("Organization Admin")}/assignments?user_id=${person.id}`),
    "by removing the member": ({ path }, person) => call(admin(), "DELETE", `${path}/members?user_id=${person.id}`),
    "by leaving": ({ path }, person) => call(person, "DELETE", `${path}/members?user_id=${person.id}`),
    "by switching the account off": (_, person) => call(admin(), "PATCH", `/users/${person.id}`, { is_active: false }),
    "by deleting the account": (_, person) => call(admin(), "DELETE", `/users/${person.id}`),
  };
  const pairs = Object.keys(WAYS).flatMap((a, i, all) => all.slice(i).map((b) => [a, b] as const));

  test.each(pairs)("%s, and %s, at once", async (a, b) => {
    const owner = await makeUser(server);
    for (let round = 0; round < 3; round++) {
      const [one, two, guest] = [await makeUser(server), await makeUser(server), await makeUser(server)];
      const organization = await company(owner);
      await organization.give("Organization Admin", one);
      await organization.give("Organization Admin", two);
      await organization.give("Organization Member", guest);
      // The owner is out of the way: what remains is between the two.
      await call(owner, "PATCH", organization.path, { owner: one.id });
      await call(admin(), "DELETE", `${organization.path}/members?user_id=${owner.id}`);
      await call(admin(), "PATCH", organization.path, { owner: two.id });
      await server.db.query({ text: "UPDATE organizations SET owner_id = NULL WHERE id = $1", values: [organization.id] });
      const replies = await Promise.all([WAYS[a]?.(organization, one), WAYS[b]?.(organization, two)]);
      expect(replies.map((reply) => reply?.status).sort()).toEqual([200, 403]);
      const { rows } = await server.db.query<{ n: number }>({
        text: `SELECT count(*)::int AS n FROM role_assignments a JOIN roles r ON r.id = a.role_id JOIN users u ON u.id = a.user_id
          WHERE r.organization_id = $1 AND r.predefined = 'organization_admin' AND u.is_active AND u.deleted IS NULL`,
        values: [organization.id],
      });
      expect(rows).toEqual([{ n: 1 }]);
    }
  });

  test("the role of a team counts, and the last in that team stays", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { id, role, give, path } = await company(ada);
    await give("Organization Admin", bob);
    const team = (await call(ada, "POST", "/teams", { name: "Admins", organization_id: id })).json;
    await call(ada, "POST", `/teams/${team.id}/members?user_id=${bob.id}`);
    await call(ada, "POST", `/roles/${role("Organization Admin")}/assignments?team_id=${team.id}`);
    await give("Organization Member", bob);
    await call(ada, "DELETE", `/roles/${role("Organization Admin")}/assignments?user_id=${bob.id}`);
    await call(ada, "PATCH", path, { owner: bob.id });
    expect((await call(bob, "DELETE", `${path}/members?user_id=${ada.id}`)).status).toBe(200);
    for (const [method, at] of [
      ["DELETE", `/teams/${team.id}`],
      ["DELETE", `/teams/${team.id}/members?user_id=${bob.id}`],
      ["DELETE", `/roles/${role("Organization Admin")}/assignments?team_id=${team.id}`],
    ] as const) {
      expect([at, (await call(bob, method, at)).json.code]).toEqual([at, "organization.last_admin"]);
    }
    expect((await call(bob, "GET", path)).json.owner.id).toBe(bob.id);
  });
});

describe("deleting an account", () => {
  test("is refused for the last administrator of an organization with other members, who is named in the preview", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const organization = await company(ada);
    await organization.give("Organization Member", bob);
    const preview = (await call(ada, "GET", `/users/${ada.id}/deletion`)).json;
    expect(preview).toMatchObject({ allowed: false, organizations: { blocked: [{ id: organization.id }], deleted: [], passed_on: [] } });
    const refused = await call(ada, "DELETE", `/users/${ada.id}?delete_sole_organizations=true`);
    expect([refused.status, refused.json.code]).toEqual([403, "organization.last_admin"]);
    expect(refused.json.detail).toContain(preview.organizations.blocked[0].name);
    expect((await call(bob, "DELETE", `/users/${bob.id}`)).status).toBe(200);
  });

  test("takes organizations along that have no other member, when that is asked for", async () => {
    const ada = await makeUser(server);
    const organization = await company(ada);
    expect((await call(ada, "GET", `/users/${ada.id}/deletion`)).json).toMatchObject({ allowed: false, organizations: { deleted: [{ id: organization.id }] } });
    expect((await call(ada, "DELETE", `/users/${ada.id}`)).json.code).toBe("user.sole_organizations");
    expect((await call(admin(), "GET", organization.path)).status).toBe(200);
    expect((await call(ada, "DELETE", `/users/${ada.id}?delete_sole_organizations=true`)).status).toBe(200);
    expect((await call(admin(), "GET", organization.path)).status).toBe(404);
  });

  test("passes on what it owned, and leaves no role and no place behind", async () => {
    const [ada, bob] = [await makeUser(server), await makeUser(server)];
    const { id, path, give } = await company(ada);
    await give("Organization Admin", bob);
    const team = (await call(bob, "POST", "/teams", { name: "T", organization_id: id })).json;
    await call(bob, "POST", `/teams/${team.id}/members?user_id=${ada.id}`);
    expect((await call(ada, "DELETE", `/users/${ada.id}`)).status).toBe(200);
    expect((await call(bob, "GET", path)).json.owner.id).toBe(bob.id);
    expect((await call(bob, "GET", `/teams/${team.id}`)).json.member_count).toBe(0);
    expect((await call(bob, "GET", `${path}/members?include_teams=false`)).json).toMatchObject([{ id: bob.id }]);
    expect((await call(admin(), "POST", `/users/${ada.id}/restore`)).status).toBe(200);
    expect((await call(bob, "GET", `/users/${ada.id}`)).status).toBe(404);
  });
});
