import { randomUUID } from "node:crypto";
import type { Harness } from "./harness.ts";

/** A workspace, and the token of its own server. */
export interface TestWorkspace {
  readonly id: string;
  readonly token: string;
}

/** Makes a workspace of an organization and signs its server in. */
export async function makeWorkspace(server: Harness, _owner: { readonly token: string }, organizationId: string, name: string): Promise<TestWorkspace> {
  const body = { name, type: "machine", organization_id: organizationId, scopes: ["organizations:read", "organizations:write"] };
  const { json } = await server.call("POST", "/applications", { token: server.admin, body });
  await server.db.query({ text: "UPDATE users SET is_internal = true WHERE id = $1", values: [json.id] });
  await server.db.query({
    text: `INSERT INTO workspaces (id, organization_id, name, name_key, display_name, is_managed, workspace_type, desired_state, status, created, updated)
      VALUES ($1, $2, $3, $3, $3, false, 'x', 'available', 'available', now(), now())`,
    values: [json.id, organizationId, name],
  });
  const signedIn = await server.call("POST", "/auth/login", { form: { client_id: json.id, client_secret: json.client_secret } });
  if (signedIn.status !== 200) throw new Error(`signing a workspace in: ${signedIn.text}`);
  return { id: json.id, token: signedIn.json.access_token };
}

/** Makes a project in a workspace. @returns its id */
export async function makeProject(server: Harness, _owner: { readonly token: string }, workspaceId: string, name: string): Promise<string> {
  const id = randomUUID();
  await server.db.query({
    text: `INSERT INTO projects (id, workspace_id, organization_id, name, name_key, display_name, created, updated)
      SELECT $1, w.id, w.organization_id, $3, $3, $3, now(), now() FROM workspaces w WHERE w.id = $2`,
    values: [id, workspaceId, name],
  });
  return id;
}
