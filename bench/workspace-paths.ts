/** What the servers of workspaces ask, and what members of organizations list, beside the bare query. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Contender, Path, World } from "./path.ts";
import { request } from "./request.ts";

interface Company {
  readonly organizationId: string;
  readonly workspaceId: string;
  /** Of the workspace's own server. */
  readonly serverToken: string;
  /** A service account with one role, in the workspace. */
  readonly userId: string;
  /** Lets it enter the workspace. */
  readonly entryToken: string;
  /** A key of a service account that is Organization Viewer. */
  readonly viewerKey: string;
}

/** Members of the organization beside its service accounts. */
const MEMBERS = 50;

/** An organization with members, a workspace, and those who ask. */
async function prepare({ server, admin, people, connection }: World): Promise<Company> {
  const call = async (method: string, path: string, body?: object, token = admin.token) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { id: organizationId } = (await call("POST", "/organizations", { name: "Bench" })) as { id: string };
  const enrolled = await call("POST", "/workspaces?enroll=true", { name: "bench", organization_id: organizationId });
  const { id: workspaceId, enrollment_key } = enrolled as { id: string; enrollment_key: string };
  const login = new URLSearchParams({ client_id: workspaceId, client_secret: enrollment_key });
  const signedIn = await fetch(`http://127.0.0.1:${server.port}/auth/login`, { method: "POST", body: login });
  const { access_token: serverToken } = (await signedIn.json()) as { access_token: string };
  const role = async (name: string) =>
    ((await call("GET", `/organizations/${organizationId}/roles?name=${encodeURIComponent(name)}`)) as [{ id: string }])[0].id;
  const accounts = `/organizations/${organizationId}/service_accounts`;
  const machine = async (username: string) => {
    const { id } = (await call("POST", accounts, { username })) as { id: string };
    const { key } = (await call("POST", `${accounts}/${id}/api_keys`, { name: "bench" })) as { key: string };
    return { id, key };
  };
  const [bot, viewer] = [await machine("bench-bot"), await machine("bench-viewer")];
  await call("POST", `/roles/${await role("Workspace Viewer")}/assignments?user_id=${bot.id}&workspace_id=${workspaceId}`);
  await call("POST", `/roles/${await role("Organization Viewer")}/assignments?user_id=${viewer.id}`);
  const member = await role("Organization Member");
  for (const { id } of people.slice(0, MEMBERS)) await call("POST", `/roles/${member}/assignments?user_id=${id}`);
  // As the database is after a while of running: statistics known.
  const client = new pg.Client(connection);
  await client.connect();
  await client.query("VACUUM (ANALYZE)");
  await client.end();
  const { token: entryToken } = (await call("POST", `/auth/workspace_authorization?workspace_id=${workspaceId}`, undefined, bot.key)) as { token: string };
  return { organizationId, workspaceId, serverToken, userId: bot.id, entryToken, viewerKey: viewer.key };
}

/** Checks, entry, members, and the list of accounts as a member sees it. */
export function workspacePaths(world: World): Path[] {
  const { server, floor, admin } = world;
  let company: Promise<Company> | undefined;
  /** @param beside what the server is measured against */
  const path = (
    name: string,
    aim: number,
    asked: (at: Company) => ReturnType<typeof request>,
    beside: (at: Company) => Omit<Contender, "works"> & { work: ReturnType<typeof request> },
  ): Path => ({
    name,
    aim,
    async contenders() {
      company ??= prepare(world);
      const at = await company;
      const { work, ...other } = beside(at);
      return [
        { label: "server", process: server, works: [asked(at)] },
        { ...other, works: [work] },
      ];
    },
  });
  const row = ({ userId }: Company) => ({ label: "floor: row", process: floor, work: request("GET", `/one/${userId}`) });
  const check = (count: number, aim: number) =>
    path(
      `check_permissions of ${count}`,
      aim,
      ({ userId, serverToken: token }) =>
        request("POST", `/rbac/check_permissions?user_id=${userId}&action=read`, { token, json: Array.from({ length: count }, () => `stack/${randomUUID()}`) }),
      row,
    );
  return [
    path(
      "GET /users/authorize_server",
      0.4,
      ({ workspaceId, entryToken: token }) => request("GET", `/users/authorize_server?server_id=${workspaceId}&action=stack:read`, { token }),
      row,
    ),
    check(1, 0.6),
    check(10, 0.6),
    // A hundred answers beside one row.
    check(100, 0.3),
    path(
      "allowed_resource_ids",
      0.5,
      ({ userId, serverToken: token }) => request("GET", `/rbac/allowed_resource_ids?user_id=${userId}&resource=stack&action=update`, { token }),
      row,
    ),
    path(
      "GET /organizations/{id}/members",
      0.5,
      ({ organizationId, viewerKey: token }) => request("GET", `/organizations/${organizationId}/members`, { token }),
      () => ({
        label: "floor: rows",
        process: floor,
        work: request("GET", "/page/100"),
      }),
    ),
    // As fast as for a superuser, or at most half as slow again.
    path(
      "GET /users as a viewer",
      0.67,
      ({ viewerKey: token }) => request("GET", "/users?limit=100", { token }),
      () => ({
        label: "as a superuser",
        process: server,
        work: request("GET", "/users?limit=100", { token: admin.token }),
      }),
    ),
  ];
}
