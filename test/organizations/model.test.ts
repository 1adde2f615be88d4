import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { makeProject, makeWorkspace } from "../support/workspace.ts";
import { expectLists, expectNoOrphans, expectViews } from "./model-checks.ts";
import { type Command, emailOf, everyKind, KINDS, look, type Organization, type Request, rounds } from "./model-commands.ts";
import { expectPlain, organizationTools, ownedFromOutside, type Person, withoutAdministrator } from "./support.ts";

/**
 * People of two organizations do whatever there is to do, several at once, on two processes. After each round what must
 * always hold does. `MODEL_RUNS` says how many such histories.
 */
let server: Harness;
let sibling: Harness;
const people: Person[] = [];
const RUNS = Number(process.env["MODEL_RUNS"] ?? 3);
const PEOPLE = 6;

const { ok, admin, guild } = organizationTools(() => server);

beforeAll(async () => {
  server = await startServer();
  sibling = await server.sibling();
  for (let i = 0; i < PEOPLE; i++) {
    const person = await makeUser(server);
    await ok(admin(), "PATCH", `/users/${person.id}`, { email: emailOf(person) });
    people.push(person);
  }
});
afterAll(async () => {
  await sibling.close();
  await server.close();
});

const person = (i: number): Person => people[i] as Person;

/** Those who were switched off have no session any more: they sign in again. */
async function signInAgain(): Promise<void> {
  const { rows } = await server.db.query<{ id: string }>({
    text: "SELECT u.id FROM users u WHERE u.id = ANY ($1::uuid[]) AND u.is_active AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id)",
    values: [people.map(({ id }) => id)],
  });
  for (const { id } of rows) {
    const i = people.findIndex((one) => one.id === id);
    const { username, password } = person(i);
    const { status, json } = await server.signIn(username, password);
    expect(status).toBe(200);
    people[i] = { ...person(i), token: json.access_token };
  }
}

/**
 * An organization with an owner, somebody else of each sort, a team that holds a role and one that does not, a custom
 * role that is held and one that is not, and an open invitation to everybody else but the last, with roles and mostly
 * places in teams: also to those who have been given a role since.
 */
async function founded(owner: number, others: Readonly<Record<string, number>>): Promise<Organization> {
  const by = person(owner);
  const { id, path, role } = await guild(by);
  const workspace = (await makeWorkspace(server, by, id, `ws-${id.slice(-12)}`)).id;
  const project = await makeProject(server, by, workspace, "p");
  const machine = await ok(by, "POST", `${path}/service_accounts`, { username: `machine-${id.slice(-12)}`, role_id: role("Organization Member") });
  const team = (await ok(by, "POST", "/teams", { name: "First", organization_id: id })).json.id;
  await ok(by, "POST", `/roles/${role("Organization Admin")}/assignments?team_id=${team}`);
  const second = (await ok(by, "POST", "/teams", { name: "Second", organization_id: id })).json.id;
  await ok(by, "POST", "/roles", { name: "Spare", organization_id: id, level: "organization", permissions: ["team:read"] });
  const guide = (await ok(by, "POST", "/roles", { name: "Guide", organization_id: id, level: "organization", permissions: ["member:read"] })).json.id;
  const invited = people.slice(0, -1).filter(({ id }) => id !== by.id);
  for (const [i, one] of invited.entries()) {
    const invitation = (await ok(by, "POST", `${path}/invitations`, { email: emailOf(one) })).json.id;
    await ok(by, "POST", `/roles/${guide}/assignments?invitation_id=${invitation}`);
    if (i < 3) await ok(by, "POST", `/teams/${i === 0 ? team : second}/members?invitation_id=${invitation}`);
  }
  for (const [name, i] of Object.entries(others)) await ok(admin(), "POST", `/roles/${role(name)}/assignments?user_id=${person(i).id}`);
  await ok(by, "POST", `${path}/service_accounts/${machine.json.id}/api_keys`, { name: "first" });
  await ok(by, "POST", `/teams/${second}/members?user_id=${person(2).id}`);
  return look(server, { id, path, workspace, project, serviceAccount: machine.json.id });
}

async function begin(): Promise<Organization[]> {
  // Counts of invitations by address would otherwise hold later histories back.
  await server.db.query({ text: "DELETE FROM sign_in_failures" });
  await server.db.query({ text: "UPDATE users SET is_active = true WHERE id = ANY ($1::uuid[])", values: [people.map(({ id }) => id)] });
  await signInAgain();
  return [
    await founded(0, { "Organization Admin": 1, "Organization Manager": 2, "Organization Member": 3 }),
    await founded(1, { "Organization Admin": 4, "Organization Viewer": 2, "Billing Admin": 3 }),
  ];
}

/** How many audit rows of each action there are. */
async function audited(): Promise<Map<string, number>> {
  const { rows } = await server.db.query<{ action: string; n: number }>({ text: "SELECT action, count(*) AS n FROM audit_log GROUP BY action" });
  return new Map(rows.map(({ action, n }) => [action, n]));
}

/** What has come to pass, of each kind: a model in which nothing does proves nothing. */
const succeeded = new Map<string, number>();

async function play(round: readonly Command[], organizations: readonly Organization[]): Promise<void> {
  const requests: Request[] = round.map((command) => KINDS[command.kind](command, organizations[command.at] as Organization, people, PEOPLE));
  const before = await audited();
  const send = ({ method, path, body, by }: Request, i: number): Promise<Reply> => {
    const at = i % 2 === 0 ? server : sibling;
    const actor = by ?? round[i]?.actor ?? PEOPLE;
    return at.call(method, path, { token: actor === PEOPLE ? at.admin : person(actor).token, ...(body && { body }) });
  };
  const replies = await Promise.all(requests.map(send));
  expectPlain(replies, JSON.stringify(round));
  const expected = new Map(before);
  for (const [i, { audit }] of requests.entries()) {
    if (replies[i]?.status !== 200) continue;
    const kind = round[i]?.kind ?? "";
    succeeded.set(kind, (succeeded.get(kind) ?? 0) + 1);
    if (audit !== null) expected.set(audit, (expected.get(audit) ?? 0) + 1);
  }
  const after = await audited();
  for (const action of new Set(Object.values(requests).flatMap(({ audit }) => audit ?? []))) {
    expect(after.get(action) ?? 0, `${action} after ${JSON.stringify(round)}`).toBe(expected.get(action) ?? 0);
  }
}

async function history(commands: readonly Command[][]): Promise<void> {
  let organizations = await begin();
  for (const [turn, round] of commands.entries()) {
    await play(round, organizations);
    organizations = await Promise.all(organizations.map((organization) => look(server, organization)));
    expect([await withoutAdministrator(server), await ownedFromOutside(server)], JSON.stringify(round)).toEqual([[], []]);
    await expectNoOrphans(server, JSON.stringify(round));
    await signInAgain();
    const isLast = turn === commands.length - 1;
    await expectViews(server, isLast ? people : [person(turn % PEOPLE), person((turn + 3) % PEOPLE)], organizations);
    await expectLists(server, isLast ? organizations : organizations.slice(turn % 2, (turn % 2) + 1));
  }
  const text = "DELETE FROM organizations WHERE id = ANY ($1::uuid[])";
  await server.db.query({ text, values: [organizations.map(({ id }) => id)] });
}

test("in an organization where all is well every kind of command succeeds, and what must always hold does", async () => {
  await history(everyKind(PEOPLE));
  expect([...succeeded.keys()].sort()).toEqual(Object.keys(KINDS).sort());
}, 60_000);

test(
  "whatever people do in two organizations at once, each keeps its administrators, its secrets and its accounts",
  async () => {
    succeeded.clear();
    await fc.assert(fc.asyncProperty(rounds(PEOPLE), history), { numRuns: RUNS, endOnFailure: true });
    if (RUNS >= 50) expect(Object.keys(KINDS).filter((kind) => !succeeded.has(kind))).toEqual([]);
  },
  60_000 + RUNS * 30_000,
);
