import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeProject, makeWorkspace } from "../support/workspace.ts";

/** Types of resources that an installation declares are granted, shown and checked like the shipped ones. */
let server: Harness;

const DECLARED = { dataset: { level: "project", actions: ["create", "read", "publish"] }, stack: { actions: ["deploy"] } };

beforeAll(async () => {
  server = await startServer({ ROSTER_RESOURCE_TYPES: JSON.stringify(DECLARED) });
});
afterAll(() => server.close());

const call = callingAs(() => server);

test("declared types and actions are in the catalogue, in the predefined roles, and in what is checked", async () => {
  const owner = await makeUser(server);
  const { id } = (await call(owner, "POST", "/organizations", { name: "Declared" })).json;
  const permissions: { name: string; level: string; sentence: string }[] = (await call(owner, "GET", "/permissions")).json;
  expect(permissions.filter(({ name }) => /^dataset:|:deploy$/.test(name))).toEqual([
    { name: "stack:deploy", resource: "stack", action: "deploy", level: "workspace", sentence: "Deploy stack resources." },
    { name: "dataset:create", resource: "dataset", action: "create", level: "project", sentence: "Create dataset resources." },
    { name: "dataset:read", resource: "dataset", action: "read", level: "project", sentence: "Read dataset resources." },
    { name: "dataset:publish", resource: "dataset", action: "publish", level: "project", sentence: "Publish dataset resources." },
  ]);
  const roles: { id: string; name: string; permissions: string[] }[] = (await call(owner, "GET", `/organizations/${id}/roles`)).json;
  const has = (name: string) => roles.find((role) => role.name === name)?.permissions.filter((permission) => /^dataset:|:deploy$/.test(permission));
  expect(has("Project Viewer")).toEqual(["dataset:read"]);
  expect(has("Project Contributor")).toEqual(["dataset:create", "dataset:read"]);
  expect(has("Project Developer")).toEqual(["dataset:create", "dataset:publish", "dataset:read"]);
  expect(has("Stack Admin")).toEqual(["stack:deploy"]);
  const found = (await call(owner, "GET", `/organizations/${id}/roles?resource=dataset&action=publish`)).json.map((role: { name: string }) => role.name);
  expect(found).toEqual(["Organization Admin", "Workspace Admin", "Workspace Developer", "Project Admin", "Project Developer"]);

  const body = { name: "Publisher", organization_id: id, level: "project", permissions: ["dataset:publish"] };
  const custom = (await call(owner, "POST", "/roles", body)).json;
  const wrong = await call(owner, "POST", "/roles", { ...body, name: "Deployer", permissions: ["stack:deploy"] });
  expect(wrong.json.detail[0].msg).toBe("A role of the level project cannot hold it");
  const workspace = await makeWorkspace(server, owner, id, "declared");
  const project = await makeProject(server, owner, workspace.id, "project");
  const bob = await makeUser(server);
  await call({ token: server.admin }, "POST", `/roles/${roles.find(({ name }) => name === "Organization Member")?.id}/assignments?user_id=${bob.id}`);
  await call(owner, "POST", `/roles/${custom.id}/assignments?user_id=${bob.id}&project_id=${project}`);
  const check = (action: string, resource: string) =>
    call(workspace, "GET", `/rbac/check_permissions?user_id=${bob.id}&action=${action}&resources=${encodeURIComponent(resource)}`);
  expect((await check("publish", `${project}:dataset`)).json).toEqual({ [`${project}:dataset`]: true });
  expect((await check("publish", "dataset")).json).toEqual({ dataset: false });
  expect((await check("deploy", "stack")).json).toEqual({ stack: false });
  expect((await check("publish", "stack")).json.code).toBe("rbac.unknown_action");
});

test("without the setting the shipped types are all there are", async () => {
  const plain = await startServer();
  const { json } = await plain.call("GET", "/permissions", { token: plain.admin });
  expect(json.some(({ name }: { name: string }) => name.startsWith("dataset:"))).toBe(false);
  await plain.close();
});

test.each([
  "x",
  "[]",
  "null",
  '{"dataset": {}}',
  '{"dataset": {"actions": ["read"]}}',
  '{"dataset": {"level": "team", "actions": ["read"]}}',
  '{"dataset": {"level": "project", "actions": []}}',
  '{"dataset": {"level": "project", "actions": ["Read"]}}',
  '{"dataset": {"level": "project", "actions": ["read"], "title": "x"}}',
  '{"data:set": {"level": "project", "actions": ["read"]}}',
  '{"constructor": {"actions": ["read"]}}',
  '{"billing": {"level": "organization", "actions": ["audit"]}}',
  '{"stack": {"level": "organization", "actions": ["deploy"]}}',
  '{"__proto__": {"level": "project", "actions": ["read"]}}',
])("the start is refused, with what would fit, where the types are %s", (text) => {
  expect(() => loadConfig([], { ROSTER_RESOURCE_TYPES: text })).toThrow(/ROSTER_RESOURCE_TYPES cannot be .* it takes JSON such as/);
});
