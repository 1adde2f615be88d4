import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countingStatements } from "../support/counting.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeProject, makeWorkspace } from "../support/workspace.ts";

/** What an account holds in organizations, what it may do there and why, and its keys: for whoever may see it. */
let server: Harness;
let admin: { token: string };
type Person = Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startServer();
  admin = { token: server.admin };
});
afterAll(() => server.close());

const call = callingAs(() => server);

let made = 0;
async function company() {
  const owner = await makeUser(server);
  const name = `Held ${++made}`;
  const { json } = await call(owner, "POST", "/organizations", { name });
  const id = json.id as string;
  const roles: { id: string; name: string }[] = (await call(owner, "GET", `/organizations/${id}/roles`)).json;
  const give = async (role: string, to: string, place = "") => {
    const reply = await call(admin, "POST", `/roles/${roles.find((one) => one.name === role)?.id}/assignments?${to}${place}`);
    expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  };
  const member = async (role = "Organization Member") => {
    const person = await makeUser(server);
    await give(role, `user_id=${person.id}`);
    return person;
  };
  const team = async (teamName: string, ...people: Person[]) => {
    const { id: teamId } = (await call(owner, "POST", "/teams", { name: teamName, organization_id: id })).json;
    for (const { id: userId } of people) await call(owner, "POST", `/teams/${teamId}/members?user_id=${userId}`);
    return teamId as string;
  };
  return { id, name, owner, give, member, team };
}

const memberships = (asker: { token: string }, id: string, query = "") => call(asker, "GET", `/users/${id}/memberships${query}`);
const names = (reply: { json: { organization: { name: string } }[] }) => reply.json.map(({ organization }) => organization.name);

describe("memberships", () => {
  test("say which roles an account holds, where, and through which team; and whose the organization is", async () => {
    const { id, name, owner, give, member, team } = await company();
    const person = await member();
    const { id: workspace } = await makeWorkspace(server, owner, id, `held-${made}`);
    const project = await makeProject(server, owner, workspace, `project-${made}`);
    const crew = await team("Crew", person);
    await give("Project Viewer", `user_id=${person.id}`, `&workspace_id=${workspace}&project_id=${project}`);
    await give("Workspace Developer", `team_id=${crew}`, `&workspace_id=${workspace}`);
    const share = { user_id: person.id, sharing_user_id: owner.id, resource: `stack/${crypto.randomUUID()}`, actions: ["read"] };
    expect((await call(admin, "POST", `/rbac/resource_members?workspace_id=${workspace}`, share)).status).toBe(200);
    const { json } = await memberships(person, person.id);
    const at = (place: string) => ({ id: place, name: expect.any(String) });
    expect(json).toEqual([
      {
        organization: { id, name },
        is_owner: false,
        teams: [{ id: crew, name: "Crew" }],
        roles: [
          expect.objectContaining({ role: expect.objectContaining({ name: "Organization Member", level: "organization" }), team: null, workspace: null }),
          expect.objectContaining({
            role: expect.objectContaining({ name: "Workspace Developer" }),
            team: { id: crew, name: "Crew" },
            workspace: at(workspace),
            project: null,
          }),
          expect.objectContaining({ role: expect.objectContaining({ name: "Project Viewer" }), team: null, workspace: at(workspace), project: at(project) }),
        ],
        roles_left_out: false,
        shares: 1,
      },
    ]);
    expect((await memberships(admin, owner.id)).json).toEqual([expect.objectContaining({ is_owner: true })]);
  });

  test("are one's own, any superuser's, and for others those where they see who holds which role", async () => {
    const [first, second] = [await company(), await company()];
    const person = await first.member();
    await second.give("Organization Viewer", `user_id=${person.id}`);
    const colleague = await first.member();
    const both = [first.name, second.name];
    expect(names(await memberships(person, person.id))).toEqual(both);
    expect(names(await memberships(admin, person.id))).toEqual(both);
    expect(names(await memberships(admin, person.id, `?organization_id=${second.id}`))).toEqual([second.name]);
    expect(names(await memberships(first.owner, person.id, `?organization_id=${second.id}`))).toEqual([]);
    expect(names(await memberships(first.owner, person.id))).toEqual([first.name]);
    expect(names(await memberships(second.owner, person.id))).toEqual([second.name]);
    // A plain member knows of them, and sees nobody's roles.
    expect(names(await memberships(colleague, person.id))).toEqual([]);
    const stranger = await makeUser(server);
    expect((await memberships(stranger, person.id)).json.code).toBe("user.not_found");
    expect((await memberships(admin, "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55")).json.code).toBe("user.not_found");
    // A role that sees roles counts through a team, too; one in a workspace does not.
    const crew = await first.team("Lookers", colleague);
    await first.give("Organization Viewer", `team_id=${crew}`);
    expect(names(await memberships(colleague, person.id))).toEqual([first.name]);
  });

  test("of organizations that ask for a second factor are not told to sign-ins that had none", async () => {
    const [open, closed] = [await company(), await company()];
    const person = await open.member();
    await closed.give("Organization Member", `user_id=${person.id}`);
    await server.db.query({ text: "UPDATE organizations SET require_mfa = true WHERE id = $1", values: [closed.id] });
    expect(names(await memberships(person, person.id))).toEqual([open.name]);
    expect(names(await memberships(admin, person.id))).toEqual([open.name]);
  });

  test("are walked by pages, and take as many statements however many there are", async () => {
    const person = await makeUser(server);
    const join = async (count: number) => {
      for (let at = 0; at < count; at++) await (await company()).give("Organization Member", `user_id=${person.id}`);
    };
    await join(1);
    const few = await countingStatements(server, () => memberships(admin, person.id));
    await join(4);
    const many = await countingStatements(server, () => memberships(admin, person.id));
    expect(many.statements).toBe(few.statements);
    expect(many.result.json).toHaveLength(5);
    const first = await memberships(admin, person.id, "?limit=3");
    const next = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect([...names(first), ...names(await call(admin, "GET", next))]).toEqual(names(many.result));
  });
});

describe("permissions", () => {
  const permissions = (asker: { token: string }, id: string, query: string) => call(asker, "GET", `/users/${id}/permissions?${query}`);
  const allowed = (json: { permissions: { name: string; allowed: boolean }[] }) => json.permissions.filter((one) => one.allowed).map(({ name }) => name);

  test("are what the checks answer, with every reason, for all of them at once", async () => {
    const { id, owner, give, member, team } = await company();
    const person = await member();
    const { id: workspace } = await makeWorkspace(server, owner, id, `allowed-${made}`);
    const project = await makeProject(server, owner, workspace, `project-${made}`);
    const crew = await team("Crew", person);
    await give("Workspace Viewer", `team_id=${crew}`, `&workspace_id=${workspace}`);
    await give("Project Contributor", `user_id=${person.id}`, `&workspace_id=${workspace}&project_id=${project}`);
    const whole = (await permissions(person, person.id, `organization_id=${id}`)).json;
    expect(whole).toMatchObject({ user_id: person.id, level: "organization", organization_id: id, workspace_id: null, project_id: null, is_active: true });
    expect(allowed(whole)).toEqual(["organization:read", "member:read"]);
    const places = { organization_id: `organization_id=${id}`, workspace_id: `workspace_id=${workspace}`, project_id: `project_id=${project}` };
    for (const [name, place] of Object.entries(places)) {
      const { json } = await permissions(owner, person.id, place);
      for (const one of json.permissions as { resource: string; action: string; allowed: boolean; because: object[] }[]) {
        const resource = name === "project_id" ? `${project}:${one.resource}` : one.resource;
        const where = name === "organization_id" ? place : places.workspace_id;
        const explained = (
          await call(owner, "GET", `/rbac/explain?user_id=${person.id}&action=${one.action}&resource=${encodeURIComponent(resource)}&${where}`)
        ).json;
        expect([name, one.resource, one.action, one.allowed]).toEqual([name, one.resource, one.action, explained.allowed]);
        expect(one.because).toEqual(explained.because);
      }
    }
    const inWorkspace = (await permissions(owner, person.id, places.workspace_id)).json;
    expect(inWorkspace.permissions.find(({ name }: { name: string }) => name === "stack:read").because).toEqual([
      expect.objectContaining({ kind: "role", role: expect.objectContaining({ name: "Workspace Viewer" }), team: { id: crew, name: "Crew" } }),
    ]);
    expect(inWorkspace.permissions.some(({ level }: { level: string }) => level === "organization")).toBe(false);
  }, 60_000);

  test("of superusers are everything, and of whoever is switched off nothing", async () => {
    const { id, give } = await company();
    const boss = await makeUser(server, { is_superuser: true });
    const { json } = await permissions(admin, boss.id, `organization_id=${id}`);
    expect(json.permissions.every((one: { allowed: boolean; because: { kind: string }[] }) => one.allowed && one.because[0]?.kind === "superuser")).toBe(true);
    const person = await makeUser(server);
    await give("Organization Manager", `user_id=${person.id}`);
    await call(admin, "PATCH", `/users/${person.id}`, { is_active: false });
    const off = (await permissions(admin, person.id, `organization_id=${id}`)).json;
    expect([off.is_active, allowed(off)]).toEqual([false, []]);
  });

  test("are asked about oneself by members, about others by whoever sees roles; of one place, and in few statements", async () => {
    const { id, owner, member } = await company();
    const [person, colleague] = [await member(), await member()];
    const place = `organization_id=${id}`;
    expect((await permissions(colleague, person.id, place)).json.code).toBe("access.denied");
    expect((await permissions(await makeUser(server), person.id, place)).json.code).toBe("organization.not_found");
    expect((await permissions(owner, "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55", place)).json.code).toBe("user.not_found");
    expect((await permissions(owner, (await makeUser(server)).id, place)).json.code).toBe("user.not_found");
    expect((await permissions(owner, person.id, "")).json.code).toBe("rbac.one_place");
    expect((await permissions(owner, person.id, `${place}&workspace_id=${id}`)).json.code).toBe("rbac.one_place");
    expect((await permissions(owner, person.id, `workspace_id=${id}`)).json.code).toBe("workspace.not_found");
    const { names: asked } = await countingStatements(server, () => permissions(owner, person.id, place));
    expect(asked.length, asked.join(", ")).toBeLessThanOrEqual(7);
  });
});

describe("keys of an account", () => {
  test("are listed and deleted by superusers, and stop working; nobody else gets near them", async () => {
    const person = await makeUser(server);
    const { json: key } = await call(person, "POST", "/users/me/api_keys", { name: "forgotten" });
    const listed = await call(admin, "GET", `/users/${person.id}/api_keys`);
    expect(listed.json).toEqual([expect.objectContaining({ id: key.id, name: "forgotten", owner_id: person.id })]);
    expect(JSON.stringify(listed.json)).not.toContain(key.key);
    const other = await makeUser(server);
    for (const method of ["GET", "DELETE"]) {
      const path = `/users/${person.id}/api_keys${method === "GET" ? "" : `/${key.id}`}`;
      expect((await call(other, method, path)).status).toBe(403);
      expect((await call(person, method, path)).status).toBe(403);
    }
    expect((await call({ token: key.key }, "GET", "/users/me")).status).toBe(200);
    // Of another account it is not there.
    expect((await call(admin, "DELETE", `/users/${other.id}/api_keys/${key.id}`)).json.code).toBe("api_key.not_found");
    expect((await call(admin, "DELETE", `/users/${person.id}/api_keys/${key.id}`)).status).toBe(200);
    expect((await call({ token: key.key }, "GET", "/users/me")).status).toBe(401);
    expect((await call(admin, "GET", `/users/${person.id}/api_keys`)).json).toEqual([]);
    expect((await call(admin, "GET", `/audit?action=api_key.delete&target_id=${key.id}`)).json).toHaveLength(1);
    expect((await call(admin, "GET", "/users/01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55/api_keys")).json.code).toBe("user.not_found");
  });
});
