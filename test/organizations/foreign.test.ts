import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Route } from "../../src/http/define-route.ts";
import { holderOf } from "../../src/kernel/permissions.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeProject, makeWorkspace } from "../support/workspace.ts";

/** What belongs to another organization answers like what there is not, on every route and in every place where an id stands. */
let server: Harness;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = callingAs(() => server);

/** Ids by the name of the parameter or field that takes them. */
type Ids = Readonly<Record<string, string>>;

interface World {
  readonly owner: { readonly id: string; readonly token: string };
  readonly workspace: { readonly id: string; readonly token: string };
  readonly ids: Ids;
}

let made = 0;
const SOME_ID = randomUUID();

/** An organization with one of everything. */
async function world(): Promise<World> {
  const owner = await makeUser(server);
  const member = await makeUser(server);
  const make = async (path: string, body: object) => {
    const reply = await call(owner, "POST", path, body);
    if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`);
    return reply.json;
  };
  const n = ++made;
  const { id: organization_id } = await make("/organizations", { name: `World ${n}` });
  const path = `/organizations/${organization_id}`;
  const { id: role_id } = await make("/roles", { name: "Custom", organization_id, level: "organization", permissions: ["team:read"] });
  await call({ token: server.admin }, "POST", `/roles/${role_id}/assignments?user_id=${member.id}`);
  const { id: team_id } = await make("/teams", { name: "Team", organization_id });
  await call(owner, "POST", `/teams/${team_id}/members?user_id=${member.id}`);
  const { id: service_account_id } = await make(`${path}/service_accounts`, { username: `machine-${n}` });
  const { id: key_id } = await make(`${path}/service_accounts/${service_account_id}/api_keys`, { name: "Key" });
  const { id: invitation_id } = await make(`${path}/invitations`, { email: `guest-${n}@invited.example`, role_id });
  const workspace = await makeWorkspace(server, owner, organization_id, `world-${n}`);
  const project_id = await makeProject(server, owner, workspace.id, "project");
  const session_id =
    (await server.db.query<{ id: string }>({ text: "SELECT id FROM sessions WHERE user_id = $1 LIMIT 1", values: [owner.id] })).rows[0]?.id ?? "";
  const ids = { organization_id, role_id, team_id, service_account_id, key_id, invitation_id, project_id, session_id };
  return {
    owner,
    workspace,
    ids: { ...ids, workspace_id: workspace.id, tenant_id: workspace.id, pid: project_id, server_id: workspace.id, user_id: member.id },
  };
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: unknown[];
  readonly anyOf?: Schema[];
  readonly required?: string[];
  readonly properties?: Record<string, Schema>;
}

const isId = (schema: Schema): boolean => schema.format === "uuid" || (schema.anyOf?.some(isId) ?? false);
const propertiesOf = (schema: unknown): Record<string, Schema> => (schema as Schema | undefined)?.properties ?? {};

/** Which of the ids a parameter or field of another name takes. */
const SAME: Readonly<Record<string, string>> = { owner: "user_id", owner_id: "user_id", sharing_user_id: "user_id", actor_id: "user_id", ids: "user_id" };
const idFor = (ids: Ids, name: string): string => ids[SAME[name] ?? name] ?? randomUUID();

const PATH_PARAMETERS = /\{(\w+)\}/g;

/** Every place of a route where an id can stand: in the path, the query and the body. */
function placesOf(route: Route): string[] {
  const path = [...route.path.matchAll(PATH_PARAMETERS)].map(([, name]) => `path ${name}`);
  const found = (where: string, schema: unknown) =>
    Object.entries(propertiesOf(schema)).flatMap(([name, field]) => (isId(field) || name === "ids" ? [`${where} ${name}`] : []));
  const resource = Object.hasOwn(propertiesOf(route.query), "resource") || Object.hasOwn(propertiesOf(route.query), "resources") ? ["query resource"] : [];
  return [...path, ...found("query", route.query), ...found("body", route.body), ...resource];
}

/** A value that fits a field which is no id. */
function sampleOf(name: string, field: Schema): unknown {
  if (field.enum) return field.enum[0];
  const type = field.type ?? field.anyOf?.[0]?.type;
  if (type === "array") return [];
  if (type === "integer") return 1;
  if (type === "boolean") return true;
  return name === "email" ? "someone@else.example" : name === "action" ? "read" : `new_${name}`;
}

/** The id for a place. */
type Pick = (where: "path" | "query" | "body", name: string) => string;

/** Of the filters of a list only the one that is looked at; what a request cannot do without is always there. */
function queryFor(route: Route, pick: Pick, isLookedAt: (name: string) => boolean): string {
  const query = new URLSearchParams();
  const { required = [] } = (route.query ?? {}) as Schema;
  for (const [name, field] of Object.entries(propertiesOf(route.query))) {
    if (!required.includes(name) && !isLookedAt(name)) continue;
    if (name === "resource" || name === "resources")
      query.set(name, `${pick("query", "project_id")}:pipeline${route.id === "listAllowedResourceIds" ? "" : `/${SOME_ID}`}`);
    else query.set(name, isId(field) || name === "ids" ? pick("query", name) : String(sampleOf(name, field)));
  }
  return query.size > 0 ? `?${query}` : "";
}

function bodyFor(route: Route, pick: Pick, isLookedAt: (name: string) => boolean): object | undefined {
  if (!route.body) return undefined;
  if ((route.body as Schema).type === "array") return [`${pick("query", "project_id")}:pipeline`];
  const { required = [] } = route.body as Schema;
  const fields = Object.entries(propertiesOf(route.body)).filter(
    // What is made has a name, also where that may stand in the query instead.
    ([name]) => required.includes(name) || isLookedAt(name) || (name === "name" && route.method === "POST"),
  );
  return Object.fromEntries(
    fields.map(([name, field]) => [name, name === "resource" ? `stack/${SOME_ID}` : isId(field) ? pick("body", name) : sampleOf(name, field)]),
  );
}

/** A request in which one place has the id of `strange`, the others those of `own`. */
function requestFor(route: Route, own: Ids, strange: Ids, place: string) {
  const isStrange = (where: string, name: string) => place === `${where} ${name}` || (place.startsWith("query resource") && name === "project_id");
  const pick: Pick = (where, name) => idFor(isStrange(where, name) ? strange : own, name);
  const path = route.path.replaceAll(PATH_PARAMETERS, (_, name: string) => pick("path", name));
  const body = bodyFor(route, pick, (name) => isStrange("body", name));
  return { path: path + queryFor(route, pick, (name) => isStrange("query", name)), ...(body && { body }) };
}

// The contract has 403 for whoever may not enter a workspace, 404 for one that there is not: servers tell the two apart.
const ASIDE = new Set(["logout", "logoutByLink", "authorizeServer"]);

test("an id of another organization answers like one that there is not, wherever it stands, whoever asks", async () => {
  const [mine, theirs] = [await world(), await world()];
  const contents = async ({ owner, ids }: World) => {
    const { organization_id: id, team_id: team } = ids;
    const all = [`/organizations/${id}`, `/organizations/${id}/members?include_invitations=true`, `/organizations/${id}/roles`, `/teams/${team}/members`];
    return Promise.all(all.map(async (path) => (await call(owner, "GET", path)).json));
  };
  const before = await contents(theirs);
  const seen: string[] = [];
  for (const route of server.app.routes.filter((r) => holderOf(r.permission) === "signed-in" && r.encoding !== "form" && !ASIDE.has(r.id))) {
    for (const place of placesOf(route)) {
      for (const asker of [mine.owner, mine.workspace]) {
        const ask = async (strange: Ids) => {
          const { path, body } = requestFor(route, mine.ids, strange, place);
          const reply = await server.call(route.method, path, { token: asker.token, ...(body && { body }) });
          return [
            route.id,
            place,
            asker === mine.owner,
            reply.status,
            reply.json?.code ?? (reply.status === 200 ? reply.text.replaceAll(/[0-9a-f-]{36}/g, "id") : null),
          ];
        };
        const there = await ask(theirs.ids);
        const nowhere = await ask({});
        expect.soft(there).toEqual(nowhere);
        if (asker === mine.owner) seen.push(`${route.id} ${place} ${there[3]}`);
      }
    }
  }
  expect(seen.length).toBeGreaterThan(80);
  // Not for want of anything else: most places are reached.
  expect(seen.filter((line) => line.endsWith(" 404")).length).toBeGreaterThan(60);
  expect(seen.filter((line) => line.endsWith(" 422"))).toEqual([]);
  expect(await contents(theirs)).toEqual(before);
});

test("a role is given in no place of another organization, and to nobody there", async () => {
  const [mine, theirs] = [await world(), await world()];
  const { organization_id, workspace_id, user_id } = mine.ids;
  const make = async (level: string) => (await call(mine.owner, "POST", "/roles", { name: level, organization_id, level, permissions: [] })).json.id;
  const [ofWorkspace, ofProject] = [await make("workspace"), await make("project")];
  const give = async (role: string, query: string) => {
    const { status, json } = await call(mine.owner, "POST", `/roles/${role}/assignments?${query}`);
    return [status, json.code];
  };
  for (const ids of [theirs.ids, { workspace_id: SOME_ID, project_id: SOME_ID, user_id: SOME_ID }]) {
    expect(await give(ofWorkspace, `user_id=${user_id}&workspace_id=${ids["workspace_id"]}`)).toEqual([404, "workspace.not_found"]);
    expect(await give(ofProject, `user_id=${user_id}&project_id=${ids["project_id"]}`)).toEqual([404, "project.not_found"]);
    expect(await give(ofProject, `user_id=${user_id}&workspace_id=${workspace_id}&project_id=${ids["project_id"]}`)).toEqual([404, "project.not_found"]);
    expect(await give(ofWorkspace, `user_id=${ids["user_id"]}&workspace_id=${workspace_id}`)).toEqual([404, "role.holder_not_found"]);
  }
  expect(await give(ofWorkspace, `user_id=${user_id}&workspace_id=${workspace_id}`)).toEqual([200, undefined]);
});
