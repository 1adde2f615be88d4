import { afterAll, beforeAll, expect, test } from "vitest";
import { type Home, killCluster, makeHome } from "../support/launcher.ts";

const ADMIN = { username: "admin", password: "a password for this test" };
const ROUNDS = 3;
const WRITERS = 8;
/** Changes acknowledged in a round before everything is killed; by then more are under way. */
const ENOUGH = 400;
/** Changes to one account before the next one is made: a page of the audit log holds them all. */
const PATCHES = 20;

let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home.remove());

/** A server on the home, and how to ask it as the admin. */
async function serve() {
  const server = home.start({ ROSTER_ADMIN_PASSWORD: ADMIN.password, ROSTER_LOG_LEVEL: "silent" });
  const url = await server.url();
  const answer = await fetch(`${url}/auth/login`, { method: "POST", body: new URLSearchParams(ADMIN) });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const value = (await response.json()) as T;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(value)}`);
    return value;
  }
  return { server, call };
}

type Call = Awaited<ReturnType<typeof serve>>["call"];

/** Names that an account was given, in order, each acknowledged: the first when it was made. */
type Acknowledged = Map<string, string[]>;

/** Makes accounts and renames them until the server is gone; only what was answered counts. */
async function write(call: Call, writer: string, acknowledged: Acknowledged, onChange: () => void): Promise<void> {
  for (let n = 0; ; n++) {
    const first = `${writer}-${n}`;
    const { id } = await call<{ id: string }>("POST", "/users", { email: `${first}@example.com`, name: first, password: "a first one" });
    const names = [first];
    acknowledged.set(id, names);
    onChange();
    for (let patch = 1; patch <= PATCHES; patch++) {
      const name = `${first}.${patch}`;
      await call("PATCH", `/users/${id}`, { name });
      names.push(name);
      onChange();
    }
  }
}

/** Writes until enough was acknowledged, then kills server and database at once. */
async function writeAndKill(round: number, acknowledged: Acknowledged): Promise<void> {
  const { server, call } = await serve();
  const database = home.postgres() as number;
  let changes = 0;
  const enough = Promise.withResolvers<void>();
  const onChange = () => {
    changes += 1;
    if (changes === ENOUGH) enough.resolve();
  };
  const writers = Array.from({ length: WRITERS }, (_, i) => write(call, `round${round}-writer${i}`, acknowledged, onChange));
  // A writer ends with an error only; before the kill, that is a fault.
  await Promise.race([enough.promise, ...writers]);
  server.process.kill("SIGKILL");
  await killCluster(database);
  const ends = await Promise.allSettled(writers);
  expect(ends.every(({ status }) => status === "rejected")).toBe(true);
  await server.ended;
}

/** How many of an account's acknowledged changes are there: its state is the last or one that nobody was told of, and its history has each. */
async function found(call: Call, id: string, names: readonly string[]): Promise<number> {
  const user = await call<{ name: string }>("GET", `/users/${id}`);
  const history = await call<{ after: { name?: string } }[]>("GET", `/audit?target_id=${id}&limit=100`);
  const given = history.map(({ after }) => after.name).reverse();
  expect(given.at(-1)).toBe(user.name);
  expect(given.length - names.length).toBeLessThanOrEqual(1);
  return names.filter((name, i) => given[i] === name).length;
}

test("after kill -9 of server and database under a write load, every acknowledged change is there", { timeout: 180_000 }, async () => {
  const acknowledged: Acknowledged = new Map();
  for (let round = 1; round <= ROUNDS; round++) await writeAndKill(round, acknowledged);
  const { server, call } = await serve();
  let there = 0;
  for (const [id, names] of acknowledged) there += await found(call, id, names);
  const told = [...acknowledged.values()].reduce((sum, names) => sum + names.length, 0);
  console.log(`${ROUNDS} crashes: changes acknowledged ${told}, changes found ${there}`);
  expect(told).toBeGreaterThanOrEqual(ROUNDS * ENOUGH);
  expect(there).toBe(told);
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});
