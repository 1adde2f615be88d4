import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { invitationTools, type Person } from "./support.ts";

/** Answering without a link, by the address that one has proven; and everything that can happen at the same time. */
let server: Harness;
let sibling: Harness;
beforeAll(async () => {
  server = await startServer();
  sibling = await server.sibling();
});
afterAll(async () => {
  await sibling.close();
  await server.close();
});

const { call, admin, company, address, audited } = invitationTools(() => server);

async function guestOf(email = address()) {
  return { ...(await makeUser(server, { email })), email };
}

const answer = (person: { token: string }, id: string, what: "accept" | "decline", at = server) =>
  at.call("POST", `/invitations/${id}/${what}`, { token: person.token });
const listed = async (person: { token: string }) => (await call(person, "GET", "/invitations")).json as { id: string; organization: { name: string } }[];
const isMember = async (person: Person, { path }: { path: string }) => (await call(person, "GET", path)).status === 200;

/** How many rows an account has as a member: roles, and places in teams. */
async function memberships(userId: string) {
  const { rows } = await server.db.query<{ roles: number; places: number }>({
    text: `SELECT (SELECT count(*) FROM role_assignments WHERE user_id = $1) AS roles, (SELECT count(*) FROM team_members WHERE user_id = $1) AS places`,
    values: [userId],
  });
  return rows[0];
}

describe("invitations that one got", () => {
  test("by five organizations, five are listed, and nothing of the inviter but the name", async () => {
    const email = `Straße.${address()}`;
    const guest = await makeUser(server, { email });
    const made = [];
    for (let i = 0; i < 5; i++) {
      const guild = await company();
      made.push({ guild, id: (await guild.invite(i % 2 ? email.toUpperCase() : email)).json.id });
    }
    const list = await call(guest, "GET", "/invitations?count=exact&limit=3");
    expect([list.headers.get("x-total-count"), list.json.length]).toEqual(["5", 3]);
    const next = new URL(/<([^>]+)>/.exec(list.headers.get("link") ?? "")?.[1] ?? "");
    const rest = await call(guest, "GET", `${next.pathname}${next.search}`);
    expect([...list.json, ...rest.json].map((i: { id: string }) => i.id)).toEqual(made.map(({ id }) => id));
    expect(list.json[0].invited_by).toEqual({ username: made[0]?.guild.owner.username, name: null });
    expect(Object.keys(list.json[0])).not.toContain("link");
    const [first, second, third] = made;
    expect((await answer(guest, first?.id ?? "", "accept")).json).toBeNull();
    expect((await answer(guest, second?.id ?? "", "decline")).json).toBeNull();
    await call(third?.guild.owner ?? guest, "DELETE", third?.guild.path ?? "");
    expect((await listed(guest)).map(({ id }) => id)).toEqual(made.slice(3).map(({ id }) => id));
    expect(await audited(first?.id ?? "")).toEqual(["invitation.create", "invitation.accept"]);
  });

  test("are nobody else's, and not a machine's; once answered they are over", async () => {
    const guild = await company();
    const guest = await guestOf();
    const { id } = (await guild.invite(guest.email)).json;
    const eve = await guestOf();
    for (const person of [eve, guild.owner, admin()]) {
      const refused = await answer(person, id, "accept");
      expect([refused.status, refused.json.code]).toEqual([404, "invitation.not_found"]);
    }
    const bot = (await call(guild.owner, "POST", `${guild.path}/service_accounts`, { username: `bot-${id}` })).json;
    const { key } = (await call(guild.owner, "POST", `${guild.path}/service_accounts/${bot.id}/api_keys`, { name: "k" })).json;
    expect((await answer({ token: key }, id, "accept")).json.code).toBe("invitation.people_only");
    expect((await answer(guest, id, "decline")).status).toBe(200);
    const again = await answer(guest, id, "accept");
    expect([again.status, again.json.code]).toEqual([400, "invitation.over"]);
    expect(await isMember(guest, guild)).toBe(false);
  });

  test("give nothing before: not even to see the organization, or who is in it", async () => {
    const guild = await company();
    const guest = await guestOf();
    const { id } = (await guild.invite(guest.email, { role_id: guild.role("Organization Admin") })).json;
    const team = (await call(guild.owner, "POST", "/teams", { name: "T", organization_id: guild.id })).json;
    await call(guild.owner, "POST", `/teams/${team.id}/members?invitation_id=${id}`);
    for (const path of [guild.path, `${guild.path}/members`, `${guild.path}/roles`, `/teams/${team.id}`, `/users/${guild.owner.id}`]) {
      expect([path, (await call(guest, "GET", path)).status]).toEqual([path, 404]);
    }
    expect((await call(guest, "GET", "/organizations")).json).toEqual([]);
    expect((await call(guest, "GET", "/users")).json).toHaveLength(1);
    expect((await call(guild.owner, "GET", `/users/${guest.id}`)).status).toBe(404);
    expect((await call(guild.owner, "GET", `${guild.path}/roles?user_id=${guest.id}`)).json).toEqual([]);
    await answer(guest, id, "accept");
    expect((await call(guest, "GET", "/organizations")).json).toHaveLength(1);
    expect((await call(guild.owner, "GET", `/users/${guest.id}`)).status).toBe(200);
  });

  test("hold roles in workspaces and projects, which pass on, or go with the workspace", async () => {
    const guild = await company();
    const workspaceId = await makeWorkspace(guild.id);
    const guest = await guestOf();
    const { id } = (await guild.invite(guest.email)).json;
    const at = (role: string) => `/roles/${guild.role(role)}/assignments?invitation_id=${id}&workspace_id=${workspaceId}`;
    expect((await call(guild.owner, "POST", at("Workspace Developer"))).json).toMatchObject({ invitation_id: id, workspace_id: workspaceId });
    expect((await call(guild.owner, "POST", at("Workspace Developer"))).json.code).toBe("role.assigned");
    expect((await call(guild.owner, "POST", at("Workspace Viewer"))).status).toBe(200);
    expect((await call(guild.owner, "DELETE", at("Workspace Viewer"))).status).toBe(200);
    expect((await listed(guest))[0]).toMatchObject({ roles: [{ name: "Organization Member" }, { name: "Workspace Developer", workspace_id: workspaceId }] });
    const other = (await guild.invite(address())).json;
    const project = `workspace_id=${workspaceId}&project_id=${await makeProject(guild.id, workspaceId)}`;
    expect((await call(guild.owner, "POST", `/roles/${guild.role("Project Viewer")}/assignments?invitation_id=${other.id}&${project}`)).status).toBe(200);
    await answer(guest, id, "accept");
    const holders = await call(guild.owner, "GET", `/roles/${guild.role("Workspace Developer")}/assignments?workspace_id=${workspaceId}`);
    expect(holders.json).toMatchObject([{ user_id: guest.id, invitation_id: null }]);
    await server.db.query({ text: "DELETE FROM workspaces WHERE id = $1", values: [workspaceId] });
    const left = await call(guild.owner, "GET", `${guild.path}/invitations?only_pending=true`);
    expect(left.json).toMatchObject([{ id: other.id, roles: [{ name: "Organization Member" }] }]);
  });

  test("without a role any more make an Organization Member all the same", async () => {
    const guild = await company();
    const guest = await guestOf();
    const { id } = (await guild.invite(guest.email)).json;
    await call(guild.owner, "DELETE", `/roles/${guild.role("Organization Member")}/assignments?invitation_id=${id}`);
    expect((await answer(guest, id, "accept")).status).toBe(200);
    expect((await guild.members()).find((member) => member.id === guest.id)?.roles).toMatchObject([{ name: "Organization Member" }]);
  });

  test("outlive their inviter, and a guest who was deleted starts clean", async () => {
    const guild = await company();
    const manager = await makeUser(server);
    await giveRole(guild, "Organization Manager", manager);
    const guest = await guestOf();
    const { id } = (await guild.invite(guest.email, { role_id: guild.role("Organization Manager") }, manager)).json;
    expect((await call(admin(), "DELETE", `/users/${manager.id}`)).status).toBe(200);
    expect((await call(guild.owner, "GET", `${guild.path}/invitations`)).json).toMatchObject([{ id, invited_by: null, status: "pending" }]);
    expect((await listed(guest))[0]).toMatchObject({ id, invited_by: null });
    await answer(guest, id, "accept");
    expect((await call(guest, "DELETE", `/users/${guest.id}`)).status).toBe(200);
    const again = (await guild.invite(guest.email)).json;
    const successor = await guestOf(guest.email);
    await answer(successor, again.id, "accept");
    expect((await guild.members()).find((member) => member.id === successor.id)?.roles).toMatchObject([{ name: "Organization Member" }]);
  });
});

/** What a workspace is to roles, without what else makes one. */
async function makeWorkspace(organizationId: string): Promise<string> {
  const { json } = await call(admin(), "POST", "/applications", { name: `W ${organizationId}`, type: "machine", organization_id: organizationId });
  const id: string = json.service_account_id;
  await server.db.query({
    text: `INSERT INTO workspaces (id, organization_id, name, name_key, display_name, is_managed, workspace_type, desired_state, status, created, updated)
      VALUES ($1, $2, $3, $3, 'W', false, 'x', 'available', 'available', now(), now())`,
    values: [id, organizationId, id],
  });
  return id;
}

async function makeProject(organizationId: string, workspaceId: string): Promise<string> {
  const { rows } = await server.db.query<{ id: string }>({
    text: `INSERT INTO projects (id, workspace_id, organization_id, name, name_key, display_name, created, updated)
      VALUES (gen_random_uuid(), $1, $2, 'p', 'p', 'P', now(), now()) RETURNING id`,
    values: [workspaceId, organizationId],
  });
  return rows[0]?.id ?? "";
}

async function giveRole(guild: { role: (name: string) => string }, name: string, to: Person) {
  const reply = await call(admin(), "POST", `/roles/${guild.role(name)}/assignments?user_id=${to.id}`);
  expect(reply.status).toBe(200);
}

describe("at the same time", () => {
  test("of many who accept the same one, on two processes, one does, and there is one membership", async () => {
    for (let round = 0; round < 3; round++) {
      const guild = await company();
      const guest = await guestOf();
      const { id } = (await guild.invite(guest.email)).json;
      const team = (await call(guild.owner, "POST", "/teams", { name: "T", organization_id: guild.id })).json;
      await call(guild.owner, "POST", `/teams/${team.id}/members?invitation_id=${id}`);
      const replies = await Promise.all([server, sibling, server, sibling].map((at) => answer(guest, id, "accept", at)));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
      expect(new Set(replies.filter(({ status }) => status === 400).map(({ json }) => json.code))).toEqual(new Set(["invitation.over"]));
      expect(await memberships(guest.id)).toEqual({ roles: 1, places: 1 });
      expect(await audited(id)).toEqual(["invitation.create", "invitation.accept"]);
    }
  });

  test("it is accepted or withdrawn or declined, never two of them", async () => {
    for (let round = 0; round < 4; round++) {
      const guild = await company();
      const guest = await guestOf();
      const { id } = (await guild.invite(guest.email)).json;
      const [accepted, withdrawn, declined] = await Promise.all([
        answer(guest, id, "accept"),
        sibling.call("DELETE", `${guild.path}/invitations/${id}`, { token: guild.owner.token }),
        answer(guest, id, "decline", sibling),
      ]);
      expect([accepted, withdrawn, declined].map(({ status }) => status).sort()).toEqual([200, 400, 400]);
      expect(await isMember(guest, guild)).toBe(accepted?.status === 200);
      const { rows } = await server.db.query({ text: "SELECT 1 FROM role_assignments WHERE invitation_id = $1", values: [id] });
      expect(rows).toEqual([]);
    }
  });

  test("it is accepted before the organization is deleted, or not at all", async () => {
    for (let round = 0; round < 4; round++) {
      const guild = await company();
      const guest = await guestOf();
      const { id } = (await guild.invite(guest.email)).json;
      const [accepted, deleted] = await Promise.all([answer(guest, id, "accept"), sibling.call("DELETE", guild.path, { token: guild.owner.token })]);
      expect(deleted?.status).toBe(200);
      expect([200, 404]).toContain(accepted?.status);
      expect((await memberships(guest.id))?.roles).toBe(accepted?.status === 200 ? 1 : 0);
      expect(await isMember(guest, guild)).toBe(false);
    }
  });

  test("while its role is deleted or taken, whoever accepts is a member with or without it", async () => {
    for (let round = 0; round < 4; round++) {
      const guild = await company();
      const guest = await guestOf();
      const body = { name: "Custom", organization_id: guild.id, level: "organization", permissions: ["team:read"] };
      const custom = (await call(guild.owner, "POST", "/roles", body)).json;
      const { id } = (await guild.invite(guest.email, { role_id: custom.id })).json;
      const [accepted, deleted, taken] = await Promise.all([
        answer(guest, id, "accept"),
        call(guild.owner, "DELETE", `/roles/${custom.id}`),
        sibling.call("DELETE", `/roles/${custom.id}/assignments?invitation_id=${id}`, { token: guild.owner.token }),
      ]);
      expect(accepted?.status).toBe(200);
      expect([200, 409]).toContain(deleted?.status);
      expect([200, 404]).toContain(taken?.status);
      const mine = (await guild.members()).find((member) => member.id === guest.id);
      expect(mine?.roles.map(({ name }) => name)).toEqual([taken?.status === 200 ? "Organization Member" : "Custom"]);
    }
  });

  test("while the guest is deleted, nothing is left half", async () => {
    for (let round = 0; round < 4; round++) {
      const guild = await company();
      const guest = await guestOf();
      const { id } = (await guild.invite(guest.email)).json;
      const [accepted, deleted] = await Promise.all([answer(guest, id, "accept"), sibling.call("DELETE", `/users/${guest.id}`, { token: server.admin })]);
      expect(deleted?.status).toBe(200);
      expect([200, 401, 403, 404]).toContain(accepted?.status);
      expect(await memberships(guest.id)).toEqual({ roles: 0, places: 0 });
    }
  });
});

describe("where inviting adds members (ROSTER_INVITE_ADDS_MEMBERS)", () => {
  test("who proved the address is a member at once; who did not is invited like everybody", async () => {
    const adding = await server.sibling({ ROSTER_INVITE_ADDS_MEMBERS: "true" });
    const guild = await company();
    const invite = (email: string) => adding.call("POST", `${guild.path}/invitations`, { token: guild.owner.token, body: { email } });
    const guest = await guestOf();
    const added = await invite(guest.email);
    expect(added.json).toMatchObject({ status: "accepted", link: null });
    expect(await isMember(guest, guild)).toBe(true);
    expect(await audited(added.json.id)).toEqual(["invitation.create", "invitation.accept"]);
    expect((await invite(guest.email)).json.code).toBe("invitation.already_member");
    const mallory = await makeUser(server);
    const coveted = address();
    await call(mallory, "PATCH", "/users/me", { email: coveted });
    expect((await invite(coveted)).json).toMatchObject({ status: "pending", link: expect.any(String) });
    expect(await isMember(mallory, guild)).toBe(false);
    await adding.close();
  });
});
