import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { countingStatements } from "../support/counting.ts";
import { makeUser } from "../support/harness.ts";
import type { TestWorkspace } from "../support/workspace.ts";
import { openChecks, type Person } from "./support.ts";

/** What the servers of workspaces are told: one decision for their questions and for our own endpoints. */
const rbac = openChecks();
const { admin, call, check, company, explain, may, project, share } = rbac;

describe("a check", () => {
  test("answers each resource as it was given, by every form in which it can be written", async () => {
    const { owner, workspace } = await company();
    const { id, token } = await workspace();
    const inside = await project(owner, { id, token });
    const forms = ["stack", `stack/${randomUUID()}`, `${inside}:pipeline`, `${inside}:pipeline/${randomUUID()}`, `${inside}:project/${inside}`];
    const all = [...forms, ...forms.map((form) => `${id}@server:${form}`)];
    const reply = await check({ token }, owner.id, "read", all);
    expect(reply.json).toEqual(Object.fromEntries(all.map((form) => [form, true])));
    const stranger = await makeUser(rbac.server);
    expect((await check({ token }, stranger.id, "read", all)).json).toEqual(Object.fromEntries(all.map((form) => [form, false])));
    expect((await rbac.server.call("POST", `/rbac/check_permissions?user_id=${owner.id}&action=read`, { token, body: [] })).json).toEqual({});
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
          { token, user: (await makeUser(rbac.server)).id, resource: stack, expected: false },
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
    const { result, names } = await countingStatements(rbac.server, () =>
      Promise.all(
        questions.map(({ token, user, resource }) =>
          rbac.server.call("POST", `/rbac/check_permissions?user_id=${user}&action=update`, { token, body: [resource] }),
        ),
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
    const [bob, root] = [await member(), await makeUser(rbac.server, { is_superuser: true })];
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
      const reply = await rbac.server.call("POST", `/rbac/check_permissions?user_id=${owner.id}&action=read`, { token: space.token, body: [resource] });
      expect([resource, reply.json.code]).toEqual([resource, code]);
    }
    const reply = await check(space, owner.id, "prune", ["stack"]);
    expect([reply.status, reply.json.code]).toEqual([400, "rbac.unknown_action"]);
    expect(reply.json.detail).toMatch(/create, read, update, delete, share/);
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
