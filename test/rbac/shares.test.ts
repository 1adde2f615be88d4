import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeProject } from "../support/workspace.ts";
import { openChecks, type Person } from "./support.ts";

/** Single resources that are shared with somebody. */
const rbac = openChecks();
const { admin, call, check, company, may, share } = rbac;

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
    const { rows } = await rbac.server.db.query({ text: "SELECT 1 FROM resource_shares WHERE user_id = $1", values: [bob.id] });
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
      const project = await makeProject(rbac.server, owner, space.id, "going");
      const body = { user_id: owner.id, sharing_user_id: owner.id, actions: ["read"] };
      const root = (resource: string) =>
        rbac.server.call("POST", `/rbac/resource_members?workspace_id=${space.id}`, { token: rbac.server.admin, body: { ...body, resource } });
      const going = round % 2 === 0 ? `/workspaces/${space.id}` : `/projects/${project}`;
      const shares = Array.from({ length: 6 }, (_, i) => root(i % 2 === 0 ? `stack/${randomUUID()}` : `${project}:pipeline/${randomUUID()}`));
      const [gone, ...replies] = await Promise.all([call(owner, "DELETE", going), ...shares]);
      expect(gone.status).toBe(200);
      for (const { status, json } of replies) if (status !== 200) expect(["workspace.not_found", "project.not_found"]).toContain(json.code);
      const { rows } = await rbac.server.db.query({ text: "SELECT 1 FROM resource_shares WHERE project_id = $1", values: [project] });
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
