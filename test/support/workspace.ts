import type { Harness } from "./harness.ts";

type Person = { readonly token: string };

/** A workspace, and the token of its own server. */
export interface TestWorkspace {
  readonly id: string;
  readonly token: string;
}

/** Makes a workspace of an organization, and signs its server in with the key that it is enrolled with. */
export async function makeWorkspace(server: Harness, owner: Person, organizationId: string, name: string): Promise<TestWorkspace> {
  const made = await server.call("POST", "/workspaces?enroll=true", { token: owner.token, body: { name, organization_id: organizationId } });
  if (made.status !== 200) throw new Error(`making a workspace: ${made.text}`);
  const { id, enrollment_key } = made.json;
  const signedIn = await server.call("POST", "/auth/login", { form: { client_id: id, client_secret: enrollment_key } });
  if (signedIn.status !== 200) throw new Error(`signing a workspace in: ${signedIn.text}`);
  return { id, token: signedIn.json.access_token };
}

/** Makes a project in a workspace. @returns its id */
export async function makeProject(server: Harness, owner: Person, workspaceId: string, name: string): Promise<string> {
  const made = await server.call("POST", `/workspaces/${workspaceId}/projects`, { token: owner.token, body: { name } });
  if (made.status !== 200) throw new Error(`making a project: ${made.text}`);
  return made.json.id;
}
