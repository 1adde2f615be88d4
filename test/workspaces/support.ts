import { expect } from "vitest";
import { callingAs, type Harness, type makeUser } from "../support/harness.ts";

export type Person = Awaited<ReturnType<typeof makeUser>>;

let made = 0;

/** What the suites of workspaces have in common. */
export function workspaceWorld(server: () => Harness) {
  const call = callingAs(server);
  const admin = () => ({ token: server().admin });

  /** An organization of somebody, who can give its roles. */
  async function company(owner: Person) {
    const { json } = await call(owner, "POST", "/organizations", { name: `Firm ${++made} ${process.pid}` });
    const roles: { id: string; name: string }[] = (await call(owner, "GET", `/organizations/${json.id}/roles`)).json;
    const role = (name: string) => roles.find((r) => r.name === name)?.id ?? "";
    /** @param place query of a workspace or a project */
    const give = async (name: string, holder: string, place = "") => {
      const reply = await call(admin(), "POST", `/roles/${role(name)}/assignments?${holder}${place}`);
      expect([name, reply.status, reply.text]).toEqual([name, 200, expect.any(String)]);
    };
    const workspace = async (fields: object = {}, query = "") => {
      const reply = await call(owner, "POST", `/workspaces${query}`, { name: `space-${++made}-${process.pid}`, organization_id: json.id, ...fields });
      expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
      return reply.json;
    };
    return { id: json.id as string, path: `/organizations/${json.id}`, role, give, workspace };
  }

  const signInWorkspace = (id: string, key: string, more: Record<string, string> = {}) =>
    server().call("POST", "/auth/login", { form: { client_id: id, client_secret: key, ...more } });

  return { call, admin, company, signInWorkspace };
}
