import { afterAll, beforeAll, expect, test } from "vitest";
import { countingStatements } from "../support/counting.ts";
import { ADMIN_PASSWORD, type Harness, makeUser, startServer } from "../support/harness.ts";
import { askedOf, type List, listsFor, type Rank, type Viewer } from "./size-lists.ts";
import { largeTables, scannedTables } from "./size-plans.ts";
import { type Caller, FULL, idOf, place, SMALL, seed } from "./size-seed.ts";
import { organizationTools, type Person } from "./support.ts";

/**
 * Every list that shows things of organizations gives each caller exactly what they may see, in order and nothing twice,
 * in few statements. `SIZE=full` asks it of 100,000 accounts in 5,000 organizations, looks that no plan reads a large
 * table from end to end, and prints how long a first page takes.
 */
const IS_FULL = process.env["SIZE"] === "full";
const SIZES = IS_FULL ? FULL : SMALL;
const PATIENCE = IS_FULL ? 1_800_000 : 60_000;
/** Pages of a walk at most. */
const MOST_PAGES = IS_FULL ? 30 : 1000;
const PAGE = 100;
/** Of which three are for who asks. */
const MOST_STATEMENTS = 8;
const LARGE_TABLE = 2000;
/** A small organization; it trusts a domain. */
const SMALL_ONE = 4;

const CALLERS: Readonly<Record<string, Caller>> = {
  superuser: { home: 0, key: "" },
  "admin of a large one": { home: 1, key: "organization_admin" },
  "admin of a small one": { home: SMALL_ONE, key: "organization_admin" },
  "viewer of a large one": { home: 2, key: "organization_viewer" },
  "member of a large one": { home: 1, key: "organization_member" },
  stranger: { home: 0, key: "" },
};
const INVITED = "i1@invited.example";

let server: Harness;
let large: ReadonlySet<string>;
const people = new Map<string, Person>();
const figures = new Map<string, Map<string, string>>();

beforeAll(async () => {
  server = await startServer({ ROSTER_DATABASE_TIMEOUT: "600000" });
  const { guild } = organizationTools(() => server);
  await seed(server, (await guild()).id, SIZES);
  for (const [name, caller] of Object.entries(CALLERS)) {
    if (name === "superuser") continue;
    const person = await makeUser(server, name === "stranger" ? { email: INVITED } : {});
    people.set(name, person);
    await place(server, person, caller, SIZES);
  }
  await server.db.query({ text: "ANALYZE" });
  large = await largeTables(server, LARGE_TABLE);
}, PATIENCE);
afterAll(() => server.close());

const ids = async (text: string): Promise<string[]> => (await server.db.query<{ id: string }>({ text })).rows.map(({ id }) => id);
const holds = async (condition: string): Promise<boolean> =>
  (await server.db.query<{ is: boolean }>({ text: `SELECT ${condition} AS is` })).rows[0]?.is === true;

/** Somebody signed in just now. */
async function signedIn(name: string): Promise<{ token: string; viewer: Viewer }> {
  const person = people.get(name);
  const { username, password } = person ?? { username: "admin", password: ADMIN_PASSWORD };
  const { json } = await server.signIn(username, password);
  const token: string = json.access_token;
  const id = person?.id ?? (await server.call("GET", "/users/me", { token })).json.id;
  return { token, viewer: { id, isSuperuser: person === undefined, email: name === "stranger" ? INVITED : null } };
}

async function rolesOf(organization: string): Promise<(key: string | null) => string> {
  const text = "SELECT id, predefined FROM roles WHERE organization_id = $1 ORDER BY id";
  const { rows } = await server.db.query<{ id: string; predefined: string | null }>({ text, values: [organization] });
  return (key) => rows.find(({ predefined }) => predefined === key)?.id ?? "";
}

/** A list, page by page. @returns its ids, the statements of the first page, whether there are more pages than are walked */
async function walk(list: List, token: string) {
  const found: string[] = [];
  const counts: number[] = [];
  let asked: Awaited<ReturnType<typeof countingStatements>>["asked"] = [];
  const first = `${list.path}${list.path.includes("?") ? "&" : "?"}limit=${PAGE}`;
  let next: string | undefined = first;
  for (let page = 0; next !== undefined && page < MOST_PAGES; page++) {
    const path: string = next;
    const ask = () => server.call("GET", path, { token });
    const counted = page < 2 ? await countingStatements(server, ask) : undefined;
    const reply = counted?.result ?? (await ask());
    if (page === 0 && reply.status !== 200) return { status: reply.status, found, counts, asked, first, isWhole: true };
    expect(reply.status, `${path}: ${reply.text.slice(0, 300)}`).toBe(200);
    if (counted) counts.push(counted.statements);
    if (counted && page === 0) asked = counted.asked;
    found.push(...reply.json.map(({ id }: { id: string }) => id));
    next = /<http:\/\/roster\.test([^>]+)>; rel="next"/.exec(reply.headers.get("link") ?? "")?.[1];
  }
  return { status: 200, found, counts, asked, first, isWhole: next === undefined };
}

/** The middle of so many tries of a first page, in milliseconds. */
async function middle(path: string, token: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 11; i++) {
    const begun = performance.now();
    await server.call("GET", path, { token });
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[5] as number;
}

/** What is wrong with a list, as sentences. */
async function faultsOf(list: List, name: string, token: string, isTimed: boolean): Promise<string[]> {
  const { status, found, counts, asked, first, isWhole } = await walk(list, token);
  const { status: refused = 200, ids: text } = list.expected;
  if (status !== refused) return [`${list.path} answers ${status}, not ${refused}`];
  if (status !== 200) return [];
  const faults: string[] = [];
  const expected = await ids(isWhole ? text : `${text} LIMIT ${found.length}`);
  const wrong = expected.findIndex((id, i) => id !== found[i]);
  if (found.length !== expected.length || wrong >= 0) {
    faults.push(
      `${list.path} shows ${found.length} (${new Set(found).size} different), not ${expected.length}; the first that differs is number ${wrong}: ${found[wrong]}, not ${expected[wrong]}`,
    );
  }
  if (counts.some((n) => n > MOST_STATEMENTS)) faults.push(`${list.path} takes ${counts} statements`);
  if (!IS_FULL) return faults;
  for (const statement of asked) {
    const tables = await scannedTables(server, statement, large);
    if (tables.length > 0) faults.push(`${list.name} reads all of ${tables} in "${statement.name}"`);
  }
  const row = figures.get(list.name) ?? new Map<string, string>();
  figures.set(list.name, row);
  if (isTimed && !row.has(name)) row.set(name, `${(await middle(first, token)).toFixed(1)} (${counts[0]})`);
  return faults;
}

/** Lists that are walked with one token: counting moves the clock. */
const SIGNED_IN_FOR = 15;

const LARGE_ONES = [1, 2];
const CASES = Object.entries(CALLERS).flatMap(([name, { home }]) => [...LARGE_ONES, SMALL_ONE].map((n) => [name, n, n === (home || 1)] as const));

test.each(CASES)("what the %s sees of organization %i is what the tables say, in few statements", { timeout: PATIENCE }, async (name, n, first) => {
  const { viewer } = await signedIn(name);
  const at = askedOf(n, SIZES, await rolesOf(idOf("organization", n)));
  const caller = CALLERS[name] as Caller;
  const byKey: Record<string, Rank> = { organization_admin: "all", organization_viewer: "reads", organization_member: "belongs" };
  const rank: Rank = viewer.isSuperuser ? "all" : caller.home === n ? (byKey[caller.key] ?? "none") : "none";
  const faults: string[] = [];
  let token = "";
  for (const [i, list] of (await listsFor(viewer, rank, at, holds, first)).entries()) {
    if (i % SIGNED_IN_FOR === 0) token = (await signedIn(name)).token;
    faults.push(...(await faultsOf(list, name, token, first)));
  }
  expect(faults).toEqual([]);
});

test.runIf(IS_FULL)("how long a first page takes, in milliseconds, and how many statements", () => {
  const names = Object.keys(CALLERS);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const rows = [...figures].map(([list, row]) => line([`\`${list}\``, ...names.map((name) => row.get(name) ?? "")]));
  process.stdout.write(`\n${line(["list", ...names])}${line(["---", ...names.map(() => "---:")])}${rows.join("")}`);
});
