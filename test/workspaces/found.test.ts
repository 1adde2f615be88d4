import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { type Person, workspaceWorld } from "./support.ts";

/** What lists of an organization are searched by, and what is said of machines. */
let server: Harness;
const { call, company, signInWorkspace } = workspaceWorld(() => server);
let ada: Person;
let grace: Person;
let firm: Awaited<ReturnType<typeof company>>;

beforeAll(async () => {
  server = await startServer();
  ada = await makeUser(server, { name: "Ada" });
  grace = await makeUser(server, { name: "Grace" });
  firm = await company(ada);
  await firm.give("Organization Member", `user_id=${grace.id}`);
});
afterAll(() => server.close());

const found = async (who: Person, path: string) =>
  (await call(who, "GET", path)).json.map((row: { name?: string; username: string }) => row.name ?? row.username);

test("workspaces are found by part of their name, or of what people call them, without case, of those that one sees", async () => {
  const { id } = await firm.workspace({ name: "alpha_one", display_name: "Weather" });
  await firm.workspace({ name: "alphaXone", display_name: "Tides" });
  const list = (q: string) => `${firm.path}/workspaces?q=${encodeURIComponent(q)}`;
  expect(await found(ada, list("PHA"))).toEqual(["alpha_one", "alphaXone"]);
  expect(await found(ada, list("a_o"))).toEqual(["alpha_one"]);
  expect(await found(ada, list("%"))).toEqual([]);
  expect(await found(ada, list("eathe"))).toEqual(["alpha_one"]);
  expect(await found(grace, list("alpha"))).toEqual([]);
  await firm.give("Workspace Viewer", `user_id=${grace.id}`, `&workspace_id=${id}`);
  expect(await found(grace, list("alpha"))).toEqual(["alpha_one"]);
  expect(await found(ada, list(""))).toEqual(await found(ada, `${firm.path}/workspaces`));
});

test("service accounts are found by part of their username; who answers for one is said, and can be named when it is made", async () => {
  const accounts = `${firm.path}/service_accounts`;
  const made = await call(ada, "POST", accounts, { username: "night-build", owner_id: grace.id });
  expect(made.json).toMatchObject({ owner_id: grace.id, owner: { id: grace.id, username: grace.username, name: "Grace" } });
  const stranger = await makeUser(server);
  const refused = await call(ada, "POST", accounts, { username: "nobodys", owner_id: stranger.id });
  expect([refused.status, refused.json.code]).toEqual([404, "organization.member_not_found"]);
  const own = await call(ada, "POST", accounts, { username: "day-build" });
  expect(own.json.owner).toMatchObject({ id: ada.id });
  expect(await found(ada, `${accounts}?q=NIGHT`)).toEqual(["night-build"]);
  expect(await found(ada, `${accounts}?q=-build`)).toEqual(["night-build", "day-build"]);
  expect(await found(ada, `${accounts}?q=${encodeURIComponent("_build")}`)).toEqual([]);
  // Whoever leaves does not answer for it any more, and is not told of.
  await call(ada, "DELETE", `${firm.path}/members?user_id=${grace.id}`);
  expect((await call(ada, "GET", `${accounts}/night-build`)).json).toMatchObject({ owner: null });
  await firm.give("Organization Member", `user_id=${grace.id}`);
});

test("members are found by their account, in each place, with what they hold there themselves", async () => {
  const { id } = await firm.workspace();
  const team = (await call(ada, "POST", "/teams", { name: "Engineers", organization_id: firm.id })).json;
  await call(ada, "POST", `/teams/${team.id}/members?user_id=${grace.id}`);
  await firm.give("Workspace Viewer", `user_id=${grace.id}`, `&workspace_id=${id}`);
  await firm.give("Workspace Admin", `team_id=${team.id}`, `&workspace_id=${id}`);
  const roles = async (path: string) =>
    (await call(ada, "GET", path)).json.map((row: { id: string; roles: { name: string }[] }) => [row.id, row.roles.map(({ name }) => name)]);
  expect(await roles(`${firm.path}/members?user_id=${grace.id}`)).toEqual([[grace.id, ["Organization Member"]]]);
  expect(await roles(`/workspaces/${id}/members?user_id=${grace.id}`)).toEqual([[grace.id, ["Workspace Viewer"]]]);
  expect(await roles(`${firm.path}/members?user_id=${team.id}`)).toEqual([]);
  expect(await roles(`${firm.path}/members?user_id=${grace.id}&include_users=false`)).toEqual([]);
  const counted = await call(ada, "GET", `${firm.path}/members?user_id=${grace.id}&count=exact`);
  expect(counted.headers.get("x-total-count")).toBe("1");
});

test("a workspace says when its server was last heard of, which changes no version", async () => {
  const { id, enrollment_key } = await firm.workspace({}, "?enroll=true");
  expect((await call(ada, "GET", `/workspaces/${id}`)).json.last_seen).toBeNull();
  const { access_token: token } = (await signInWorkspace(id, enrollment_key)).json;
  const report = () => server.call("PATCH", "/workspace_status", { token, headers: { "zenml-server-version": "0.90.0" } });
  const first = await report();
  expect(first.json).toMatchObject({ status: "available", last_seen: expect.any(String) });
  server.clock.advance(10 * 60_000);
  const second = await report();
  expect(Date.parse(second.json.last_seen)).toBeGreaterThan(Date.parse(first.json.last_seen));
  expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
  expect((await call(ada, "GET", `/workspaces/${id}/deletion`)).json.last_seen).toBe(new Date(second.json.last_seen).toISOString());
});
