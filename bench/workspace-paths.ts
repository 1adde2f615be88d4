/** What the servers of workspaces ask, beside the bare query. */
import type { Contender, Path, World } from "./path.ts";
import { request } from "./request.ts";

/** Somebody with one role in a workspace, and a token that is good there. */
async function prepare({ server, admin }: World): Promise<{ workspaceId: string; userId: string; token: string }> {
  const call = async (method: string, path: string, body?: object, token = admin.token) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { id: organization } = (await call("POST", "/organizations", { name: "Bench" })) as { id: string };
  const { id: workspaceId } = (await call("POST", "/workspaces", { name: "bench", organization_id: organization })) as { id: string };
  const accounts = `/organizations/${organization}/service_accounts`;
  const { id: userId } = (await call("POST", accounts, { username: "bench-bot" })) as { id: string };
  const { key } = (await call("POST", `${accounts}/${userId}/api_keys`, { name: "bench" })) as { key: string };
  const [role] = (await call("GET", `/organizations/${organization}/roles?name=Workspace%20Viewer`)) as [{ id: string }];
  await call("POST", `/roles/${role.id}/assignments?user_id=${userId}&workspace_id=${workspaceId}`);
  const { token } = (await call("POST", `/auth/workspace_authorization?workspace_id=${workspaceId}`, undefined, key)) as { token: string };
  return { workspaceId, userId, token };
}

/** Looking up who enters a workspace. */
export function workspacePaths(world: World): Path[] {
  return [
    {
      name: "GET /users/authorize_server",
      aim: 0.4,
      async contenders(): Promise<Contender[]> {
        const { workspaceId, userId, token } = await prepare(world);
        return [
          { label: "server", process: world.server, works: [request("GET", `/users/authorize_server?server_id=${workspaceId}&action=stack:read`, { token })] },
          { label: "floor: row", process: world.floor, works: [request("GET", `/one/${userId}`)] },
        ];
      },
    },
  ];
}
