import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, type Reply, startServer } from "../support/harness.ts";
import { expectPlain, type Guild, organizationTools, ownedFromOutside, type Person, withoutAdministrator } from "./support.ts";

/**
 * Two requests that would each take one of the last two administrators away, by whatever route, at the same time and
 * on two processes: one administrator stays. `RACE_PAIRS` runs that many of them.
 */
let server: Harness;
let sibling: Harness;
/** Owns the organizations of these tests, switched off: so that everyone else in them may go. */
let keeper: Person;

beforeAll(async () => {
  server = await startServer();
  sibling = await server.sibling();
  keeper = await makeUser(server);
  await server.db.query({ text: "UPDATE users SET is_active = false WHERE id = $1", values: [keeper.id] });
});
afterAll(async () => {
  await sibling.close();
  await server.close();
});

const { ok, admin, guild } = organizationTools(() => server);
const PAIRS = Number(process.env["RACE_PAIRS"] ?? 0);

/** An administrator who is about to go, and the team that they are one by, where that is so. */
interface Leaver {
  readonly id: string;
  readonly token: string;
  readonly team: string;
}

interface Route {
  /** How the role is held. */
  readonly by: "role" | "team" | "invitation";
  /** Whether whoever goes asks for it. */
  readonly own?: boolean;
  go(at: Harness, from: Guild, leaver: Leaver): Promise<Reply>;
}

const asAdmin = (at: Harness, method: string, path: string, body?: object) => at.call(method, path, { token: at.admin, ...(body && { body }) });
const adminRole = ({ role }: Guild) => `/roles/${role("Organization Admin")}/assignments`;

const ROUTES: Readonly<Record<string, Route>> = {
  "the role is taken": { by: "role", go: (at, from, { id }) => asAdmin(at, "DELETE", `${adminRole(from)}?user_id=${id}`) },
  "the role of an accepted invitation is taken": { by: "invitation", go: (at, from, { id }) => asAdmin(at, "DELETE", `${adminRole(from)}?user_id=${id}`) },
  "a member is removed": { by: "role", go: (at, from, { id }) => asAdmin(at, "DELETE", `${from.path}/members?user_id=${id}`) },
  "a member leaves": { by: "role", own: true, go: (at, from, { id, token }) => at.call("DELETE", `${from.path}/members?user_id=${id}`, { token }) },
  "an account is switched off": { by: "role", go: (at, _, { id }) => asAdmin(at, "PATCH", `/users/${id}`, { is_active: false }) },
  "an account is deleted": { by: "role", go: (at, _, { id }) => asAdmin(at, "DELETE", `/users/${id}`) },
  "an account deletes itself and what it alone has": {
    by: "invitation",
    own: true,
    go: (at, _, { id, token }) => at.call("DELETE", `/users/${id}?delete_sole_organizations=true`, { token }),
  },
  "an account in a team is switched off": { by: "team", go: (at, _, { id }) => asAdmin(at, "PATCH", `/users/${id}`, { is_active: false }) },
  "the role is taken from the team": { by: "team", go: (at, from, { team }) => asAdmin(at, "DELETE", `${adminRole(from)}?team_id=${team}`) },
  "the team is deleted": { by: "team", go: (at, _, { team }) => asAdmin(at, "DELETE", `/teams/${team}`) },
  "a place in the team is taken": { by: "team", go: (at, _, { id, team }) => asAdmin(at, "DELETE", `/teams/${team}/members?user_id=${id}`) },
};
const NAMES = Object.keys(ROUTES);
const ALL = NAMES.flatMap((one, i) => NAMES.slice(i).map((other) => [one, other] as const));

/** An organization that is the keeper's. */
async function keptGuild(): Promise<Guild> {
  const made = await guild();
  await server.db.query({ text: "UPDATE organizations SET owner_id = $2 WHERE id = $1", values: [made.id, keeper.id] });
  const text = "UPDATE role_assignments SET user_id = $2 WHERE organization_id = $1 AND user_id IS NOT NULL";
  await server.db.query({ text, values: [made.id, keeper.id] });
  return made;
}

let racers = 0;

/** Somebody, signed in where they are to ask for something. */
async function newcomer(email: string, signedIn: boolean): Promise<{ id: string; token: string }> {
  if (signedIn) return makeUser(server, { email });
  const { json } = await ok(admin(), "POST", "/users", { username: email, email, password: "never used" });
  return { id: json.id, token: "" };
}

/** Makes somebody an administrator. @param team one to be in; else a new one where a team is how */
async function installed(into: Guild, { by, own = false }: Pick<Route, "by" | "own">, team?: string): Promise<Leaver> {
  const email = `racer-${++racers}@example.com`;
  const { id, token } = await newcomer(email, own || by === "invitation");
  if (by === "role") await ok(admin(), "POST", `${adminRole(into)}?user_id=${id}`);
  if (by === "invitation") {
    // One address sends only so many: that is tested elsewhere.
    await server.db.query({ text: "DELETE FROM sign_in_failures" });
    const invited = await ok(admin(), "POST", `${into.path}/invitations`, { email, role_id: into.role("Organization Admin") });
    await ok({ token }, "POST", `/invitations/${invited.json.id}/accept`);
  }
  if (by !== "team") return { id, token, team: "" };
  await ok(admin(), "POST", `/roles/${into.role("Organization Member")}/assignments?user_id=${id}`);
  const place = team ?? (await ok(admin(), "POST", "/teams", { name: `T ${id.slice(-12)}`, organization_id: into.id })).json.id;
  if (!team) await ok(admin(), "POST", `${adminRole(into)}?team_id=${place}`);
  await ok(admin(), "POST", `/teams/${place}/members?user_id=${id}`);
  return { id, token, team: place };
}

/** @param turn which of many: says who is first, who owns, and whether a team is shared */
async function race([one, other]: readonly [string, string], turn: number): Promise<Guild> {
  const what = `${one}, ${other}, ${turn}`;
  const [first, second] = [ROUTES[one] as Route, ROUTES[other] as Route];
  const at = await keptGuild();
  const a = await installed(at, first);
  const b = await installed(at, second, first.by === "team" && second.by === "team" && turn % 3 === 1 ? a.team : undefined);
  if (turn % 4 === 3) await ok(admin(), "PATCH", at.path, { owner: b.id });
  const [left, right] = turn % 2 === 0 ? [server, sibling] : [sibling, server];
  const tasks = [() => first.go(left, at, a), () => second.go(right, at, b)];
  if (turn % 2 === 1) tasks.reverse();
  const replies = await Promise.all(tasks.map((task) => task()));
  expectPlain(replies, what);
  expect(
    replies.map(({ status }) => status),
    what,
  ).not.toEqual([200, 200]);
  return at;
}

describe("of the last two administrators, who go at once by different routes, one stays", () => {
  test.runIf(PAIRS > 0)(
    `in each of ${PAIRS} races`,
    async () => {
      for (let turn = 0; turn < PAIRS; turn++) await race(ALL[turn % ALL.length] as readonly [string, string], turn);
      expect([await withoutAdministrator(server), await ownedFromOutside(server)]).toEqual([[], []]);
    },
    3_600_000,
  );

  test.each(NAMES.map((name, i) => [name, i] as const))("%s", async (name, i) => {
    for (const pair of ALL.filter(([one]) => one === name)) await race(pair, i + ALL.indexOf(pair));
    expect([await withoutAdministrator(server), await ownedFromOutside(server)]).toEqual([[], []]);
  });
});

describe("an organization has an active administrator, who owns it or is not the owner", () => {
  const rounds = Array.from({ length: 6 }, (_, i) => i);
  /** Runs both, the second on another process. */
  const together = async (what: string, one: (at: Harness) => Promise<Reply>, other: (at: Harness) => Promise<Reply>) => {
    const replies = await Promise.all([one(server), other(sibling)]);
    expectPlain(replies, what);
    expect([await withoutAdministrator(server), await ownedFromOutside(server)], what).toEqual([[], []]);
  };

  test.each(NAMES)("when it is handed over to somebody whom at once this takes away: %s", async (name) => {
    const route = ROUTES[name] as Route;
    const at = await keptGuild();
    await installed(at, { by: "role" });
    const b = await installed(at, route);
    await together(
      name,
      (on) => asAdmin(on, "PATCH", at.path, { owner: b.id }),
      (on) => route.go(on, at, b),
    );
  });

  test.each([
    ["switched off", "PATCH", { is_active: false }],
    ["deleted", "DELETE", undefined],
  ] as const)("when somebody founds it who is %s at once", async (_, method, body) => {
    for (const round of rounds) {
      const { id, token } = await makeUser(server);
      const found = (on: Harness) =>
        round % 2 === 0
          ? on.call("POST", "/organizations", { token, body: { name: `Found ${id.slice(-12)}` } })
          : asAdmin(on, "POST", "/organizations", { name: `Found ${id.slice(-12)}`, owner: id });
      await together("founding", found, (on) => asAdmin(on, method, `/users/${id}`, body));
    }
  });

  test("when a team becomes administrator whose member is switched off, and the one before goes", async () => {
    for (const _ of rounds) {
      const at = await keptGuild();
      const a = await installed(at, { by: "role" });
      const b = await installed(at, { by: "team" });
      await ok(admin(), "DELETE", `${adminRole(at)}?team_id=${b.team}`);
      const replaced = async (on: Harness) => {
        await asAdmin(on, "POST", `${adminRole(at)}?team_id=${b.team}`);
        return asAdmin(on, "DELETE", `${adminRole(at)}?user_id=${a.id}`);
      };
      await together("replacing", replaced, (on) => asAdmin(on, "PATCH", `/users/${b.id}`, { is_active: false }));
    }
  });

  test("when somebody accepts who is switched off at once, and the one before goes", async () => {
    for (const _ of rounds) {
      const at = await keptGuild();
      const a = await installed(at, { by: "role" });
      const email = `late-${at.id.slice(-12)}@example.com`;
      const { id, token } = await makeUser(server, { email });
      const { json } = await ok(admin(), "POST", `${at.path}/invitations`, { email, role_id: at.role("Organization Admin") });
      const accepted = async (on: Harness) => {
        await on.call("POST", `/invitations/${json.id}/accept`, { token });
        return asAdmin(on, "DELETE", `${adminRole(at)}?user_id=${a.id}`);
      };
      await together("accepting", accepted, (on) => asAdmin(on, "PATCH", `/users/${id}`, { is_active: false }));
    }
  });
});
