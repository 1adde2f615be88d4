import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countingStatements } from "../support/counting.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeProject, makeWorkspace, type TestWorkspace } from "../support/workspace.ts";

/** What the servers of workspaces are told, and why: one decision for their questions and for our own endpoints. */
let server: Harness;
type Person = Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = callingAs(() => server);
const admin = () => ({ token: server.admin });

let made = 0;
async function company() {
  const owner = await makeUser(server);
  const { json } = await call(owner, "POST", "/organizations", { name: `Checked ${++made}` });
  const id = json.id as string;
  const roles: { id: string; name: string }[] = (await call(owner, "GET", `/organizations/${id}/roles`)).json;
  const role = (name: string) => roles.find((r) => r.name === name)?.id ?? "";
  const give = async (name: string, to: string, place = "") => {
    const reply = await call(admin(), "POST", `/roles/${role(name)}/assignments?${to}${place}`);
    if (reply.status !== 200) throw new Error(`giving ${name}: ${reply.text}`);
  };
  const member = async () => {
    const person = await makeUser(server);
    await give("Organization Member", `user_id=${person.id}`);
    return person;
  };
  const team = async (...people: Person[]) => {
    const { id: teamId } = (await call(owner, "POST", "/teams", { name: `Team ${++made}`, organization_id: id })).json;
    for (const { id: userId } of people) await call(owner, "POST", `/teams/${teamId}/members?user_id=${userId}`);
    return teamId as string;
  };
  const workspace = () => makeWorkspace(server, owner, id, `checked-${++made}`);
  return { id, owner, role, give, member, team, workspace };
}

const check = async (asker: { token: string }, user: string, action: string, resources: readonly string[], more = "") => {
  const query = resources.map((r) => `resources=${encodeURIComponent(r)}`).join("&");
  const [got, posted] = await Promise.all([
    call(asker, "GET", `/rbac/check_permissions?user_id=${user}&action=${action}&${query}${more}`),
    server.call("POST", `/rbac/check_permissions?user_id=${user}&action=${action}${more}`, { token: asker.token, body: resources }),
  ]);
  const { request_id: _, ...said } = posted.json;
  expect(got.json).toMatchObject(said);
  return got;
};
const may = async (asker: { token: string }, user: string, action: string, resource: string) => (await check(asker, user, action, [resource])).json[resource];
const share = (asker: { token: string }, body: object) => server.call("POST", "/rbac/resource_members", { token: asker.token, body });
const explain = async (asker: { token: string }, query: string) => (await call(asker, "GET", `/rbac/explain?${query}`)).json;

const project = (owner: Person, workspace: TestWorkspace) => makeProject(server, owner, workspace.id, `project-${++made}`);

describe("a check", () => {
  test("answers each resource as it was given, by every form in which it can be written", async () => {
    const { owner, workspace } = await company();
    const { id, token } = await workspace();
    const inside = await project(owner, { id, token });
    const forms = ["stack", `stack/${randomUUID()}`, `${inside}:pipeline`, `${inside}:pipeline/${randomUUID()}`, `${inside}:project/${inside}`];
    const all = [...forms, ...forms.map((form) => `${id}@server:${form}`)];
    const reply = await check({ token }, owner.id, "read", all);
    expect(reply.json).toEqual(Object.fromEntries(all.map((form) => [form, true])));
    const stranger = await makeUser(server);
    expect((await check({ token }, stranger.id, "read", all)).json).toEqual(Object.fromEntries(all.map((form) => [form, false])));
    expect((await server.call("POST", `/rbac/check_permissions?user_id=${owner.id}&action=read`, { token, body: [] })).json).toEqual({});
  });

  test("that comes with many others is answered by itself, and all of them by fewer statements", async () => {
    const firms = await Promise.all([company(), company(), company()]);
    const asked = await Promise.all(
      firms.map(async ({ owner, give, member, workspace }) => {
        const [{ id, token }, viewer, contributor] = [await workspace(), await member(), await member()];
        const inside = await project(owner, { id, token });
        await give("Workspace Viewer", `user_id=${viewer.id}`, `&workspace_id=${id}`);
        await give("Workspace Contributor", `user_id=${contributor.id}`, `&workspace_id=${id}`);
        const stack = `stack/${randomUUID()}`;
        await share({ token }, { resource: stack, user_id: viewer.id, sharing_user_id: owner.id, actions: ["update"] });
        return [
          { token, user: viewer.id, resource: stack, expected: true },
          { token, user: viewer.id, resource: `stack/${randomUUID()}`, expected: false },
          { token, user: viewer.id, resource: "stack", expected: false },
          { token, user: contributor.id, resource: `stack/${randomUUID()}`, expected: true },
          { token, user: contributor.id, resource: `${inside}:stack`, expected: true },
          { token, user: viewer.id, resource: `${inside}:stack/${randomUUID()}`, expected: false },
          { token, user: randomUUID(), resource: stack, expected: false },
          { token, user: (await makeUser(server)).id, resource: stack, expected: false },
          { token, user: owner.id, resource: `${randomUUID()}:stack`, expected: true },
        ];
      }),
    );
    // Each question of a firm is put to the servers of the others too: what it says of their own is nothing to them.
    const own = asked.flat();
    const foreign = asked.flatMap((questions, i) =>
      questions.map((question) => ({ ...question, token: asked[(i + 1) % 3]?.[0]?.token ?? "", expected: false })),
    );
    const questions = [...own, ...foreign].sort((a, b) => (a.resource < b.resource ? -1 : 1));
    const { result, names } = await countingStatements(server, () =>
      Promise.all(
        questions.map(({ token, user, resource }) => server.call("POST", `/rbac/check_permissions?user_id=${user}&action=update`, { token, body: [resource] })),
      ),
    );
    expect(result.map(({ json }, i) => [i, json[questions[i]?.resource ?? ""]])).toEqual(questions.map(({ expected }, i) => [i, expected]));
    expect(names.filter((name) => name.startsWith("access-standing")).length).toBeLessThan(questions.length);
  });

  test("follows each role in the place where it is held, and nowhere else", async () => {
    const { owner, give, member, workspace } = await company();
    const [one, other] = [await workspace(), await workspace()];
    const [first, second] = [await project(owner, one), await project(owner, one)];
    const [viewer, developer, contributor, sees] = await Promise.all([member(), member(), member(), member()]);
    await give("Workspace Viewer", `user_id=${viewer.id}`, `&workspace_id=${one.id}`);
    await give("Project Developer", `user_id=${developer.id}`, `&project_id=${first}`);
    await give("Workspace Contributor", `user_id=${contributor.id}`, `&workspace_id=${one.id}`);
    await give("Organization Viewer", `user_id=${sees.id}`);
    const table: [TestWorkspace, Person, string, string, boolean][] = [
      [one, owner, "delete", "stack", true],
      [other, owner, "delete", "stack", true],
      [one, viewer, "read", "stack", true],
      [one, viewer, "read", `${first}:pipeline`, true],
      [one, viewer, "update", "stack", false],
      [one, viewer, "read_secret_value", "secret", false],
      [one, viewer, "read", "workspace", true],
      [other, viewer, "read", "stack", false],
      [other, viewer, "read", "workspace", false],
      [one, developer, "create", `${first}:pipeline`, true],
      [one, developer, "create", `${second}:pipeline`, false],
      [one, developer, "create", "pipeline", false],
      [one, developer, "read", "stack", false],
      // Who is in a project of it knows of the workspace.
      [one, developer, "read", "workspace", true],
      [one, developer, "read", `${first}:project/${first}`, true],
      [one, developer, "read", `${second}:project/${second}`, false],
      [one, contributor, "create", "stack", true],
      [one, contributor, "delete", "stack", false],
      [one, contributor, "share", "stack", false],
      [one, sees, "read", "workspace", true],
      [other, sees, "read", "workspace", true],
      [one, sees, "read", "stack", false],
    ];
    for (const [asker, person, action, resource, expected] of table) {
      expect([action, resource, await may(asker, person.id, action, resource)]).toEqual([action, resource, expected]);
      const why = await explain(admin(), `user_id=${person.id}&action=${action}&resource=${encodeURIComponent(resource)}&workspace_id=${asker.id}`);
      expect([action, resource, why.allowed, why.because.length > 0, why.missing === null]).toEqual([action, resource, expected, expected, expected]);
    }
  });

  test("adds up roles of one's own and of teams, for as long as one is in them", async () => {
    const { owner, give, member, team, workspace } = await company();
    const space = await workspace();
    const bob = await member();
    const teamId = await team(bob);
    await give("Workspace Viewer", `user_id=${bob.id}`, `&workspace_id=${space.id}`);
    await give("Stack Admin", `team_id=${teamId}`, `&workspace_id=${space.id}`);
    expect(await may(space, bob.id, "delete", "stack")).toBe(true);
    expect(await may(space, bob.id, "read", "secret")).toBe(true);
    expect((await call({ token: space.token }, "GET", `/rbac/user_team_ids?user_id=${bob.id}`)).json).toEqual([teamId]);
    await call(owner, "DELETE", `/teams/${teamId}/members?user_id=${bob.id}`);
    expect(await may(space, bob.id, "delete", "stack")).toBe(false);
    expect(await may(space, bob.id, "read", "stack")).toBe(true);
    expect((await call({ token: space.token }, "GET", `/rbac/user_team_ids?user_id=${bob.id}`)).json).toEqual([]);
  });

  test("lets superusers do everything, and nobody who is switched off, deleted or unknown anything", async () => {
    const { give, member, workspace } = await company();
    const space = await workspace();
    const [bob, root] = [await member(), await makeUser(server, { is_superuser: true })];
    await give("Workspace Admin", `user_id=${bob.id}`, `&workspace_id=${space.id}`);
    expect(await may(space, root.id, "prune", "artifact")).toBe(true);
    expect(await may(space, bob.id, "delete", "stack")).toBe(true);
    await call(admin(), "PATCH", `/users/${bob.id}`, { is_active: false });
    expect(await may(space, bob.id, "delete", "stack")).toBe(false);
    await call(admin(), "PATCH", `/users/${bob.id}`, { is_active: true });
    expect(await may(space, bob.id, "delete", "stack")).toBe(true);
    await call(admin(), "DELETE", `/users/${bob.id}`);
    expect(await may(space, bob.id, "delete", "stack")).toBe(false);
    expect(await may(space, randomUUID(), "read", "stack")).toBe(false);
  });

  test("is for the workspace's own server and for superusers, who name the workspace", async () => {
    const { owner, workspace } = await company();
    const [one, other] = [await workspace(), await workspace()];
    const inside = await project(owner, one);
    for (const path of [
      `/rbac/check_permissions?user_id=${owner.id}&action=read&resources=stack`,
      `/rbac/allowed_resource_ids?user_id=${owner.id}&action=read&resource=stack`,
      `/rbac/resource_members?resource=stack/${randomUUID()}`,
      `/rbac/user_team_ids?user_id=${owner.id}`,
    ]) {
      expect([path, (await call(owner, "GET", path)).json.code]).toEqual([path, "rbac.internal"]);
    }
    const ask = (more: string, resource = "stack") => check(admin(), owner.id, "read", [resource], more);
    expect((await ask("")).json.code).toBe("rbac.no_workspace");
    expect((await ask(`&workspace_id=${one.id}`)).json).toEqual({ stack: true });
    expect((await ask("", `${one.id}@server:stack`)).json).toEqual({ [`${one.id}@server:stack`]: true });
    expect((await ask("", `${inside}:pipeline`)).json).toEqual({ [`${inside}:pipeline`]: true });
    expect((await ask(`&workspace_id=${randomUUID()}`)).json.code).toBe("workspace.not_found");
    expect((await ask(`&workspace_id=${other.id}`, `${one.id}@server:stack`)).json.code).toBe("rbac.other_workspace");
    expect((await check(other, owner.id, "read", [`${one.id}@server:stack`])).json.code).toBe("rbac.other_workspace");
    // The other workspace's projects are none of its business, whoever is asked about.
    expect(await may(other, owner.id, "read", `${inside}:pipeline`)).toBe(false);
  });

  test("refuses what is no resource, no type and no action of it, and says what there is", async () => {
    const { owner, workspace } = await company();
    const space = await workspace();
    const codes: Record<string, string> = {
      "": "request.invalid",
      "stack/": "rbac.malformed_resource",
      "stack/1": "rbac.malformed_resource",
      "Stack:read": "rbac.malformed_resource",
      [`a:b:stack`]: "rbac.malformed_resource",
      [`${space.id}@tenant:stack`]: "rbac.malformed_resource",
      spaceship: "rbac.unknown_type",
      [`stack/${"0".repeat(36)}`]: "rbac.malformed_resource",
    };
    for (const [resource, code] of Object.entries(codes)) {
      const reply = await server.call("POST", `/rbac/check_permissions?user_id=${owner.id}&action=read`, { token: space.token, body: [resource] });
      expect([resource, reply.json.code]).toEqual([resource, code]);
    }
    const reply = await check(space, owner.id, "prune", ["stack"]);
    expect([reply.status, reply.json.code]).toEqual([400, "rbac.unknown_action"]);
    expect(reply.json.detail).toMatch(/create, read, update, delete, share/);
  });
});

describe("shares", () => {
  test("open one resource to a member or a team, show the workspace, and end with the membership", async () => {
    const { owner, member, team, workspace, id } = await company();
    const space = await workspace();
    const [bob, eve] = [await member(), await member()];
    const teamId = await team(eve);
    const [stack, another] = [randomUUID(), randomUUID()];
    expect(await may(space, bob.id, "read", "workspace")).toBe(false);
    const given = { sharing_user_id: owner.id, resource: `stack/${stack}`, actions: ["read", "update"] };
    expect((await share(space, { ...given, user_id: bob.id })).status).toBe(200);
    expect((await share(space, { ...given, team_id: teamId, actions: ["read"] })).status).toBe(200);
    expect((await check(space, bob.id, "update", [`stack/${stack}`, `stack/${another}`, "stack"])).json).toEqual({
      [`stack/${stack}`]: true,
      [`stack/${another}`]: false,
      stack: false,
    });
    expect(await may(space, eve.id, "read", `stack/${stack}`)).toBe(true);
    expect(await may(space, eve.id, "update", `stack/${stack}`)).toBe(false);
    expect(await may(space, bob.id, "read", "workspace")).toBe(true);
    const ids = async (who: Person, action: string) =>
      (await call({ token: space.token }, "GET", `/rbac/allowed_resource_ids?user_id=${who.id}&resource=stack&action=${action}`)).json;
    expect(await ids(bob, "update")).toEqual({ full_access: false, ids: [stack] });
    expect(await ids(eve, "update")).toEqual({ full_access: false, ids: [] });
    expect(await ids(owner, "update")).toEqual({ full_access: true, ids: [] });
    // What is shared again replaces what was; nothing ends it.
    await share(space, { ...given, user_id: bob.id, actions: ["read"] });
    expect(await may(space, bob.id, "update", `stack/${stack}`)).toBe(false);
    await share(space, { ...given, team_id: teamId, actions: [] });
    expect(await may(space, eve.id, "read", `stack/${stack}`)).toBe(false);
    expect((await call(owner, "DELETE", `/organizations/${id}/members?user_id=${bob.id}`)).status).toBe(200);
    expect(await may(space, bob.id, "read", `stack/${stack}`)).toBe(false);
    const { rows } = await server.db.query({ text: "SELECT 1 FROM resource_shares WHERE user_id = $1", values: [bob.id] });
    expect(rows).toHaveLength(0);
  });

  test("end when the last role in the workspace is taken, and when the resource goes", async () => {
    const { owner, give, role, member, workspace } = await company();
    const space = await workspace();
    const bob = await member();
    const [stack, kept] = [randomUUID(), randomUUID()];
    const put = (resource: string) => share(space, { sharing_user_id: owner.id, user_id: bob.id, resource, actions: ["delete"] });
    await give("Workspace Viewer", `user_id=${bob.id}`, `&workspace_id=${space.id}`);
    await Promise.all([put(`stack/${stack}`), put(`stack/${kept}`)]);
    await call({ token: space.token }, "DELETE", `/rbac/resources?resources=stack/${stack}`);
    expect(await may(space, bob.id, "delete", `stack/${stack}`)).toBe(false);
    expect(await may(space, bob.id, "delete", `stack/${kept}`)).toBe(true);
    await call(owner, "DELETE", `/roles/${role("Workspace Viewer")}/assignments?user_id=${bob.id}&workspace_id=${space.id}`);
    expect(await may(space, bob.id, "delete", `stack/${kept}`)).toBe(false);
  });

  test("of what goes at the same time are refused, or go with it", async () => {
    const { owner, workspace } = await company();
    for (let round = 0; round < 10; round++) {
      const space = await workspace();
      const project = await makeProject(server, owner, space.id, "going");
      const body = { user_id: owner.id, sharing_user_id: owner.id, actions: ["read"] };
      const root = (resource: string) =>
        server.call("POST", `/rbac/resource_members?workspace_id=${space.id}`, { token: server.admin, body: { ...body, resource } });
      const going = round % 2 === 0 ? `/workspaces/${space.id}` : `/projects/${project}`;
      const shares = Array.from({ length: 6 }, (_, i) => root(i % 2 === 0 ? `stack/${randomUUID()}` : `${project}:pipeline/${randomUUID()}`));
      const [gone, ...replies] = await Promise.all([call(owner, "DELETE", going), ...shares]);
      expect(gone.status).toBe(200);
      for (const { status, json } of replies) if (status !== 200) expect(["workspace.not_found", "project.not_found"]).toContain(json.code);
      const { rows } = await server.db.query({ text: "SELECT 1 FROM resource_shares WHERE project_id = $1", values: [project] });
      expect(rows).toHaveLength(0);
    }
  });

  test("are with members and teams of the organization, by whoever belongs to it", async () => {
    const [{ owner, team, workspace }, elsewhere] = [await company(), await company()];
    const space = await workspace();
    const resource = `stack/${randomUUID()}`;
    const base = { sharing_user_id: owner.id, resource, actions: ["read"] };
    const code = async (body: object) => (await share(space, { ...base, ...body })).json?.code;
    expect(await code({})).toBe("rbac.one_holder");
    expect(await code({ user_id: owner.id, team_id: await team() })).toBe("rbac.one_holder");
    expect(await code({ user_id: elsewhere.owner.id })).toBe("rbac.holder_not_found");
    expect(await code({ team_id: await elsewhere.team() })).toBe("rbac.holder_not_found");
    expect(await code({ user_id: owner.id, sharing_user_id: elsewhere.owner.id })).toBe("rbac.sharer_not_found");
    expect(await code({ user_id: owner.id, resource: "stack" })).toBe("rbac.no_id");
    expect(await code({ user_id: owner.id, actions: ["prune"] })).toBe("rbac.unknown_action");
    expect(await code({ user_id: owner.id, resource: `${randomUUID()}:pipeline/${randomUUID()}` })).toBe("project.not_found");
    expect((await share(owner, { ...base, user_id: owner.id })).json.code).toBe("rbac.internal");
    expect(await code({ user_id: owner.id })).toBeUndefined();
  });

  test("and roles are listed with what each lets do, page by page", async () => {
    const { owner, give, member, team, workspace } = await company();
    const space = await workspace();
    const [bob, eve] = [await member(), await member()];
    const teamId = await team(eve);
    const stack = randomUUID();
    await give("Workspace Viewer", `user_id=${bob.id}`, `&workspace_id=${space.id}`);
    await share(space, { sharing_user_id: owner.id, team_id: teamId, resource: `stack/${stack}`, actions: ["update"] });
    const reply = await call({ token: space.token }, "GET", `/rbac/resource_members?resource=stack/${stack}`);
    const shown = reply.json.map((m: Record<string, { id: string; name: string }> & { allowed_actions: string[] }) => [
      m["user"]?.id ?? m["team"]?.id,
      m["role"]?.name ?? null,
      m.allowed_actions,
    ]);
    expect(shown.slice(0, 1)).toEqual([[owner.id, "Organization Admin", ["create", "delete", "read", "share", "update"]]]);
    expect(shown.slice(-2)).toEqual([
      [bob.id, "Workspace Viewer", ["read"]],
      [teamId, null, ["update"]],
    ]);
    // Members whose roles say nothing of stacks are not there.
    expect(shown.some(([who, role]: [string, string | null]) => who === eve.id || role === "Organization Member")).toBe(false);
    const walked: unknown[] = [];
    let next: string | undefined = `/rbac/resource_members?resource=stack/${stack}&limit=1`;
    while (next !== undefined) {
      const page = await call({ token: space.token }, "GET", next);
      walked.push(...page.json);
      next = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
    }
    expect(walked).toEqual(reply.json);
    for (const [resource, code] of [
      ["stack", "rbac.no_id"],
      [`spaceship/${stack}`, "rbac.unknown_type"],
    ]) {
      expect((await call({ token: space.token }, "GET", `/rbac/resource_members?resource=${resource}`)).json.code).toBe(code);
    }
    expect((await call(admin(), "GET", `/rbac/resource_members?resource=stack/${stack}`)).json.code).toBe("rbac.no_workspace");
  });
});

describe("allowed ids", () => {
  test("are the projects that one is in, of which the roles there say so", async () => {
    const { owner, give, member, workspace } = await company();
    const space = await workspace();
    const [first, second, third] = [await project(owner, space), await project(owner, space), await project(owner, space)];
    const bob = await member();
    await give("Project Admin", `user_id=${bob.id}`, `&project_id=${first}`);
    await give("Project Viewer", `user_id=${bob.id}`, `&project_id=${second}`);
    const ids = async (who: Person, action: string, resource = "project") =>
      (await call({ token: space.token }, "GET", `/rbac/allowed_resource_ids?user_id=${who.id}&resource=${resource}&action=${action}`)).json;
    expect((await ids(bob, "read")).ids.sort()).toEqual([first, second].sort());
    expect(await ids(bob, "update")).toEqual({ full_access: false, ids: [first] });
    expect(await ids(bob, "create", `${first}:pipeline`)).toEqual({ full_access: true, ids: [] });
    expect(await ids(bob, "create", `${third}:pipeline`)).toEqual({ full_access: false, ids: [] });
    expect(await ids(owner, "read")).toEqual({ full_access: true, ids: [] });
    expect((await ids(bob, "read", `project/${first}`)).code).toBe("rbac.with_id");
  });
});

describe("explain", () => {
  test("names each role, team and share that allows it", async () => {
    const { owner, give, member, team, workspace, id } = await company();
    const space = await workspace();
    const bob = await member();
    const teamId = await team(bob);
    const stack = randomUUID();
    await give("Workspace Contributor", `user_id=${bob.id}`, `&workspace_id=${space.id}`);
    await give("Stack Admin", `team_id=${teamId}`, `&workspace_id=${space.id}`);
    await share(space, { sharing_user_id: owner.id, user_id: bob.id, resource: `stack/${stack}`, actions: ["update"] });
    const answer = await explain(owner, `user_id=${bob.id}&action=update&resource=stack/${stack}&workspace_id=${space.id}`);
    expect([answer.allowed, answer.permission, answer.missing]).toEqual([true, "stack:update", null]);
    const shown = answer.because.map((b: Record<string, { id: string; name: string }>) => [b["kind"], b["role"]?.name, b["team"]?.id, b["held_in"]?.id]);
    expect(shown.sort()).toEqual([
      ["role", "Stack Admin", teamId, space.id],
      ["role", "Workspace Contributor", undefined, space.id],
      ["share", undefined, undefined, space.id],
    ]);
    const own = await explain(bob, `user_id=${bob.id}&action=read&resource=organization&organization_id=${id}`);
    expect([own.allowed, own.because[0].kind, own.because[0].role.name]).toEqual([true, "role", "Organization Member"]);
    const root = await makeUser(server, { is_superuser: true });
    expect((await explain(space, `user_id=${root.id}&action=delete&resource=stack`)).because[0].kind).toBe("superuser");
  });

  test("says what is missing, and what would help", async () => {
    const { owner, give, member, workspace } = await company();
    const [space, other] = [await workspace(), await workspace()];
    const [bob, stranger] = [await member(), await makeUser(server)];
    await give("Stack Admin", `user_id=${bob.id}`, `&workspace_id=${other.id}`);
    const ask = (who: string, action = "update") => explain(owner, `user_id=${who}&action=${action}&resource=stack&workspace_id=${space.id}`);
    const kinds = async (who: string, action?: string) => {
      const { allowed, because, missing } = await ask(who, action);
      return [allowed, because, missing.kind];
    };
    expect(await kinds(bob.id)).toEqual([false, [], "elsewhere"]);
    expect(await kinds(stranger.id)).toEqual([false, [], "account"]);
    expect((await explain(admin(), `user_id=${stranger.id}&action=update&resource=stack&workspace_id=${space.id}`)).missing.kind).toBe("member");
    expect(await kinds(randomUUID())).toEqual([false, [], "account"]);
    await give("Workspace Viewer", `user_id=${bob.id}`, `&workspace_id=${space.id}`);
    const secret = await explain(owner, `user_id=${bob.id}&action=read_secret_value&resource=secret&workspace_id=${space.id}`);
    expect(secret.missing.kind).toBe("grant");
    expect(secret.missing.roles.map((r: { name: string }) => r.name)).toEqual(["Workspace Developer", "Workspace Admin", "Organization Admin"]);
    await call(admin(), "PATCH", `/users/${bob.id}`, { is_active: false });
    expect(await kinds(bob.id)).toEqual([false, [], "inactive"]);
  });

  test("is for oneself, for whoever sees the roles, and not across organizations", async () => {
    const [{ owner, member, workspace, id }, elsewhere] = [await company(), await company()];
    const space = await workspace();
    const [bob, eve] = [await member(), await member()];
    const code = async (asker: { token: string }, who: Person, where: string) =>
      (await call(asker, "GET", `/rbac/explain?user_id=${who.id}&action=read&resource=team&${where}`)).json.code;
    expect(await code(bob, bob, `organization_id=${id}`)).toBeUndefined();
    expect(await code(bob, eve, `organization_id=${id}`)).toBe("access.denied");
    expect(await code(owner, eve, `organization_id=${id}`)).toBeUndefined();
    expect(await code(elsewhere.owner, eve, `organization_id=${id}`)).toBe("organization.not_found");
    expect(await code(elsewhere.owner, eve, `workspace_id=${space.id}`)).toBe("workspace.not_found");
    expect(await code(owner, eve, "")).toBe("rbac.no_workspace");
    expect(await code({ token: space.token }, eve, `workspace_id=${(await elsewhere.workspace()).id}`)).toBe("rbac.other_workspace");
  });
});
