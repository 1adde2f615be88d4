import { afterAll, beforeAll, expect } from "vitest";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeProject, makeWorkspace, type TestWorkspace } from "../support/workspace.ts";

export type Person = Awaited<ReturnType<typeof makeUser>>;

/** Starts a server for a test file, and gives what asks it as the servers of workspaces do. */
export function openChecks() {
  let server: Harness;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.close());

  const call = callingAs(() => server);
  const admin = () => ({ token: server.admin });

  let made = 0;
  /** An organization with its owner, and what is made in it. */
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

  /** What is told by both forms of the question, which are to say the same. */
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

  return {
    get server() {
      return server;
    },
    call,
    admin,
    company,
    check,
    may,
    share,
    explain,
    project,
  };
}
