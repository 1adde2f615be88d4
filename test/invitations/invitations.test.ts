import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { invitationTools, tokenOf } from "./support.ts";

/** What an organization does with invitations, and what they are to the rest of it while nobody has answered. */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const { call, admin, company, address, mailTo, mailedTokens, audited } = invitationTools(() => server);
const DAY = 86_400_000;
const OTHER = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";

describe("an invitation", () => {
  test("is made with a role, mailed in both languages, and shows its link once", async () => {
    const { invite, path, id, name, owner, role } = await company();
    const email = address();
    const made = await invite(email.toUpperCase());
    expect(made.json).toEqual({
      id: expect.any(String),
      organization_id: id,
      organization: { id, name, logo_url: null },
      email: email.toUpperCase(),
      roles: [{ id: role("Organization Member"), name: "Organization Member", level: "organization", workspace_id: null, project_id: null }],
      team_ids: [],
      status: "pending",
      created: expect.any(String),
      expires: expect.any(String),
      invited_by: expect.objectContaining({ id: owner.id }),
      link: expect.stringMatching(/^http:\/\/roster\.test\/invitation\?token=[\w-]{43}$/),
    });
    expect(Date.parse(made.json.expires) - Date.parse(made.json.created)).toBe(7 * DAY);
    const [mailed] = await mailedTokens(email.toUpperCase());
    expect(mailed).toHaveLength(43);
    const [text] = await mailTo(email.toUpperCase());
    for (const words of [`You are invited to ${name} at Roster.`, `Sie sind zu ${name} bei Roster eingeladen.`]) expect(text).toContain(words);
    expect(mailed).not.toBe(tokenOf(made.json.link));
    const listed = await call(owner, "GET", `${path}/invitations?email=${email}&only_pending=true&count=exact`);
    expect(listed.json).toEqual([{ ...made.json, link: null }]);
    expect(listed.headers.get("x-total-count")).toBe("1");
    expect((await call(owner, "GET", `${path}/invitations?email=x`)).json).toEqual([]);
  });

  test("keeps no token in clear, in no table", async () => {
    const { invite } = await company();
    const email = address();
    const made = await invite(email);
    const tokens = [tokenOf(made.json.link), ...(await mailedTokens(email))];
    const { rows } = await server.db.query<{ text: string }>({
      text: "SELECT concat((SELECT string_agg(m::text, '') FROM mail m), (SELECT string_agg(l::text, '') FROM invitations l), (SELECT string_agg(a::text, '') FROM audit_log a), (SELECT string_agg(k::text, '') FROM idempotency_keys k)) AS text",
    });
    expect(tokens).toHaveLength(2);
    for (const token of tokens) {
      expect(rows[0]?.text).not.toContain(token);
      expect(rows[0]?.text).not.toContain(Buffer.from(token).toString("hex"));
    }
  });

  test("is one for an address, whatever its case: of four at once, three are 409", async () => {
    const { invite } = await company();
    const email = address();
    const replies = await Promise.all(Array.from({ length: 4 }, (_, i) => invite(i % 2 ? email : email.toUpperCase())));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(replies.find(({ status }) => status === 409)?.json.code).toBe("invitation.open");
  });

  test("is not for a member, by whatever of its names", async () => {
    const { invite, role } = await company();
    const email = address();
    const member = await makeUser(server, { email });
    await call(admin(), "POST", `/roles/${role("Organization Member")}/assignments?user_id=${member.id}`);
    const refused = await invite(email.toUpperCase());
    expect([refused.status, refused.json.code]).toEqual([409, "invitation.already_member"]);
  });

  test("goes into no role that the inviter does not hold, nor one of a team, a workspace or somebody else's organization", async () => {
    const { invite, role } = await company();
    const other = await company();
    const manager = await makeUser(server);
    await call(admin(), "POST", `/roles/${role("Organization Manager")}/assignments?user_id=${manager.id}`);
    const refused = async (role_id: string, by = manager) => {
      const { status, json } = await invite(address(), { role_id }, by);
      return [status, json.code];
    };
    expect(await refused(role("Organization Admin"))).toEqual([403, "role.beyond_own"]);
    expect(await refused(role("Team Viewer"))).toEqual([400, "role.wrong_level"]);
    expect(await refused(role("Workspace Viewer"))).toEqual([400, "role.wrong_level"]);
    expect(await refused(other.role("Organization Member"))).toEqual([404, "role.not_found"]);
    expect(await refused(OTHER)).toEqual([404, "role.not_found"]);
    expect((await invite(address(), { role_id: role("Organization Manager") }, manager)).status).toBe(200);
    for (const email of ["x", "a@b", "", null]) expect((await invite(email as string)).status).toBe(422);
  });

  test("is a matter of those who may invite; for everybody else, and under another organization, it is not there", async () => {
    const { invite, path, role, owner } = await company();
    const [member, stranger, other] = [await makeUser(server), await makeUser(server), await company()];
    await call(admin(), "POST", `/roles/${role("Organization Member")}/assignments?user_id=${member.id}`);
    const { id } = (await invite(address())).json;
    for (const [method, at] of [
      ["GET", `${path}/invitations`],
      ["POST", `${path}/invitations/${id}/resend`],
      ["DELETE", `${path}/invitations/${id}`],
      ["GET", `${path}/members?include_invitations=true`],
    ] as const) {
      expect([at, (await call(member, method, at)).json.code]).toEqual([at, "access.denied"]);
      expect([at, (await call(stranger, method, at)).json.code]).toEqual([at, "organization.not_found"]);
    }
    expect((await invite(address(), {}, member)).json.code).toBe("access.denied");
    for (const [method, what] of [
      ["POST", "/resend"],
      ["DELETE", ""],
    ] as const) {
      const reply = await call(other.owner, method, `${other.path}/invitations/${id}${what}`);
      expect([reply.status, reply.json.code]).toEqual([404, "invitation.not_found"]);
    }
    expect((await call(owner, "POST", `/roles/${role("Billing Admin")}/assignments?invitation_id=${id}`)).status).toBe(200);
    const foreign = await call(other.owner, "POST", `/roles/${other.role("Billing Admin")}/assignments?invitation_id=${id}`);
    expect([foreign.status, foreign.json.code]).toEqual([404, "role.holder_not_found"]);
  });

  test("withdrawn it holds nothing, the address can be invited again, and it is withdrawn once", async () => {
    const { invite, path, owner, role } = await company();
    const email = address();
    const { id } = (await invite(email)).json;
    const replies = await Promise.all([1, 2, 3].map(() => call(owner, "DELETE", `${path}/invitations/${id}`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(replies.find(({ status }) => status === 400)?.json.code).toBe("invitation.over");
    expect((await call(owner, "GET", `${path}/invitations?email=${email}`)).json).toMatchObject([{ status: "withdrawn", roles: [] }]);
    expect((await call(owner, "POST", `/roles/${role("Billing Admin")}/assignments?invitation_id=${id}`)).json.code).toBe("role.holder_not_found");
    expect((await call(owner, "POST", `${path}/invitations/${id}/resend`)).json.code).toBe("invitation.over");
    expect((await invite(email)).status).toBe(200);
    expect(await audited(id)).toEqual(["invitation.create", "invitation.withdraw"]);
    const log = await call(admin(), "GET", `/audit?target_id=${id}&action=invitation.create`);
    const expires = expect.any(String);
    const roles = [expect.objectContaining({ name: "Organization Member" })];
    expect(log.json).toMatchObject([{ actor_id: owner.id, after: { organization_id: path.split("/")[2], email, roles, team_ids: [], expires } }]);
  });

  test("is over to the millisecond, can be sent again then, and gives way to a new one", async () => {
    const clock = await startServer({ ROSTER_INVITATION_DAYS: "2" });
    const tools = invitationTools(() => clock);
    const { invite, path, owner, role } = await tools.company();
    const stay = await tools.call(owner, "POST", "/users/me/api_keys", { name: "outlives the session" });
    const by = { token: stay.json.key };
    const status = async () => (await tools.call(by, "GET", `${path}/invitations`)).json.map((i: { status: string }) => i.status);
    const email = tools.address();
    const made = (await invite(email)).json;
    const isGood = async (link: string) => {
      const cookie = `roster_invitation=${tokenOf(link)}`;
      return (await clock.call("GET", "/invitation", { headers: { cookie } })).status === 200;
    };
    const stopAt = (moment: number) => Object.assign(clock.clock, { now: () => moment });
    const end = Date.parse(made.expires);
    for (const [moment, is] of [
      [end - 1, "pending"],
      [end, "expired"],
    ] as const) {
      stopAt(moment);
      expect([moment, await status(), await isGood(made.link)]).toEqual([moment, [is], is === "pending"]);
      expect((await tools.call(by, "GET", `${path}/members?include_invitations=true`)).json.length).toBe(is === "pending" ? 2 : 1);
      expect((await tools.call(by, "POST", `/roles/${role("Billing Admin")}/assignments?invitation_id=${made.id}`)).status).toBe(is === "pending" ? 200 : 404);
    }
    const again = await tools.call(by, "POST", `${path}/invitations/${made.id}/resend`);
    expect([again.status, again.json.status, again.json.roles.length]).toEqual([200, "pending", 2]);
    expect([Date.parse(again.json.expires), await isGood(made.link), await isGood(again.json.link)]).toEqual([end + 2 * DAY, false, true]);
    stopAt(end + 2 * DAY);
    const next = await invite(email, {}, by);
    expect([next.status, await status()]).toEqual([200, ["pending"]]);
    await clock.close();
  });
});

describe("an open invitation", () => {
  test("holds roles and team places, stands among the members where that is asked for, and counts as nobody", async () => {
    const { invite, path, owner, role, members, id: organization_id } = await company();
    const { id } = (await invite(address())).json;
    const team = (await call(owner, "POST", "/teams", { name: "T", organization_id })).json;
    const at = `/roles/${role("Organization Admin")}/assignments?invitation_id=${id}`;
    expect((await call(owner, "POST", at)).json).toMatchObject({ user_id: null, team_id: null, invitation_id: id });
    expect((await call(owner, "POST", at)).json.code).toBe("role.assigned");
    expect((await call(owner, "POST", `/teams/${team.id}/members?invitation_id=${id}`)).json).toBeNull();
    expect((await call(owner, "POST", `/teams/${team.id}/members?invitation_id=${id}`)).json.code).toBe("team.already_in");
    expect((await call(owner, "POST", `/teams/${team.id}/members?invitation_id=${OTHER}`)).json.code).toBe("team.no_member");
    expect((await call(owner, "POST", `/teams/${team.id}/members?invitation_id=${id}&user_id=${owner.id}`)).json.code).toBe("team.one_member");
    expect((await call(owner, "POST", `/teams/${team.id}/members`)).json.code).toBe("team.one_member");
    expect((await call(owner, "GET", `/teams/${team.id}`)).json.member_count).toBe(0);
    expect((await call(owner, "GET", `/teams/${team.id}/members`)).json).toEqual([]);
    const listed = await call(owner, "GET", `/roles/${role("Organization Admin")}/assignments?invitation_id=${id}`);
    expect(listed.json.map((a: { invitation_id: string }) => a.invitation_id)).toEqual([id]);
    const shown = (await members()).find((member) => member.type === "invitation");
    expect(shown).toMatchObject({ id, user: null, team: null, invitation: { id }, roles: [{ name: "Organization Admin" }, { name: "Organization Member" }] });
    expect((await members(`&role_id=${role("Billing Admin")}`)).length).toBe(0);
    expect((await members("&include_users=false&include_teams=false")).length).toBe(1);
    const plain = await call(owner, "GET", `${path}/members?count=exact`);
    expect([plain.json.map((m: { type: string }) => m.type).sort(), plain.headers.get("x-total-count")]).toEqual([["team", "user"], "2"]);
    expect((await call(owner, "GET", `${path}/members?include_invitations=true&count=exact`)).headers.get("x-total-count")).toBe("3");
    // An administrator who is only invited is none.
    expect((await call(owner, "DELETE", `${path}/members?user_id=${owner.id}`)).json.code).toBe("organization.last_admin");
    expect((await call(admin(), "PATCH", `/users/${owner.id}`, { is_active: false })).json.code).toBe("organization.last_admin");
    const preview = await call(owner, "GET", `${path}/deletion`);
    expect(preview.json.goes).toContainEqual({ resource: "membership", count: 1 });
    expect(preview.json.goes).toContainEqual({ resource: "invitation", count: 1 });
    expect((await call(owner, "DELETE", at)).json).toBeNull();
    expect((await call(owner, "DELETE", `/teams/${team.id}/members?invitation_id=${id}`)).json).toBeNull();
    expect((await call(owner, "DELETE", `/teams/${team.id}/members?invitation_id=${id}`)).json.code).toBe("team.not_in");
    expect(await audited(team.id)).toEqual(["team.create", "team.add_member", "team.remove_member"]);
  });

  test("keeps a role from being deleted, and holds roles in workspaces and projects", async () => {
    const { invite, owner, role, id: organization_id } = await company();
    const body = { name: "Custom", organization_id, level: "organization", permissions: ["team:read"] };
    const custom = (await call(owner, "POST", "/roles", body)).json;
    const { id } = (await invite(address(), { role_id: custom.id })).json;
    expect((await call(owner, "DELETE", `/roles/${custom.id}`)).json.code).toBe("role.in_use");
    expect((await call(owner, "POST", `/roles/${role("Workspace Viewer")}/assignments?invitation_id=${id}`)).json.code).toBe("role.wrong_level");
    await call(owner, "DELETE", `/roles/${custom.id}/assignments?invitation_id=${id}`);
    expect((await call(owner, "DELETE", `/roles/${custom.id}`)).status).toBe(200);
  });
});

describe("sending", () => {
  test("again makes new links, which alone work, and takes all that the invitation holds", async () => {
    const { invite, path, owner, role } = await company();
    const manager = await makeUser(server);
    await call(admin(), "POST", `/roles/${role("Organization Manager")}/assignments?user_id=${manager.id}`);
    const email = address();
    const made = (await invite(email, {}, manager)).json;
    const again = await call(owner, "POST", `${path}/invitations/${made.id}/resend`);
    expect([again.status, again.json.link === made.link]).toEqual([200, false]);
    const tokens = await mailedTokens(email);
    expect(new Set([...tokens, tokenOf(made.link), tokenOf(again.json.link)]).size).toBe(4);
    const { rows } = await server.db.query({
      text: "SELECT 1 FROM invitations WHERE mailed_hash = sha256($1::bytea) OR copied_hash = sha256($2::bytea)",
      values: [tokens[1] ?? "", tokenOf(made.link)],
    });
    expect(rows).toEqual([]);
    // Whoever gets the link could take what it holds.
    await call(owner, "POST", `/roles/${role("Organization Admin")}/assignments?invitation_id=${made.id}`);
    expect((await call(manager, "POST", `${path}/invitations/${made.id}/resend`)).json.code).toBe("role.beyond_own");
    expect(await audited(made.id)).toEqual(["invitation.create", "invitation.resend"]);
  });

  test("to one address is held back after four", async () => {
    const { invite, path, owner } = await company();
    const made = (await invite(address())).json;
    const replies = [];
    for (let i = 0; i < 4; i++) replies.push(await call(owner, "POST", `${path}/invitations/${made.id}/resend`));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(replies[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(replies[3]?.json.code).toBe("invitation.too_often");
  });

  test("is bounded for an organization: in an hour, and in all", async () => {
    const { invite, id } = await company();
    const fill = (count: number, sent: string) =>
      server.db.query({
        text: `INSERT INTO invitations (id, organization_id, email, email_key, completes, created, sent, expires)
          SELECT gen_random_uuid(), $1, 'x' || n || $3, 'x' || n || $3, false, now(), now() - $3::interval, now() + interval '1 day' FROM generate_series(1, $2::int) n`,
        values: [id, count, sent],
      });
    await fill(199, "30 minutes");
    expect((await invite(address())).status).toBe(200);
    const fast = await invite(address());
    expect([fast.status, fast.json.code]).toEqual([429, "invitation.too_often"]);
    expect(Number(fast.headers.get("retry-after"))).toBeGreaterThan(1700);
    expect(Number(fast.headers.get("retry-after"))).toBeLessThanOrEqual(1800);
    await fill(800, "2 hours");
    const full = await invite(address());
    expect([full.status, full.json.code]).toEqual([400, "invitation.too_many"]);
  });

  test("made again with the same Idempotency-Key is one invitation and one link", async () => {
    const { path, owner } = await company();
    const body = { email: address() };
    const headers = { "idempotency-key": `k-${body.email}` };
    const [first, second] = [1, 2].map(() => server.call("POST", `${path}/invitations`, { token: owner.token, body, headers }));
    expect((await first)?.json).toEqual((await second)?.json);
  });
});

test("housekeeping removes what has been over for 30 days, and nothing else", async () => {
  const old = await startServer();
  const tools = invitationTools(() => old);
  const { invite, path, owner } = await tools.company();
  const clean = () => keepHouse(systemContext(old.app.services, old.db, "test"));
  const count = async () => (await old.db.query<{ n: number }>({ text: "SELECT count(*) AS n FROM invitations" })).rows[0]?.n;
  const withdrawn = (await invite(tools.address())).json;
  await tools.call(owner, "DELETE", `${path}/invitations/${withdrawn.id}`);
  await invite(tools.address());
  old.clock.advance(30 * DAY - 60_000);
  await clean();
  expect(await count()).toBe(2);
  old.clock.advance(61_000);
  await clean();
  expect(await count()).toBe(1);
  old.clock.advance(7 * DAY);
  await clean();
  expect(await count()).toBe(0);
  const { rows } = await old.db.query({ text: "SELECT 1 FROM role_assignments WHERE invitation_id IS NOT NULL" });
  expect(rows).toEqual([]);
  await old.close();
});
