import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeUser } from "../support/harness.ts";
import { openChecks, type Person } from "./support.ts";

/** Why somebody may do something, or not. */
const rbac = openChecks();
const { admin, call, company, explain, share } = rbac;

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
    const root = await makeUser(rbac.server, { is_superuser: true });
    expect((await explain(space, `user_id=${root.id}&action=delete&resource=stack`)).because[0].kind).toBe("superuser");
  });

  test("says what is missing, and what would help", async () => {
    const { owner, give, member, workspace } = await company();
    const [space, other] = [await workspace(), await workspace()];
    const [bob, stranger] = [await member(), await makeUser(rbac.server)];
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
