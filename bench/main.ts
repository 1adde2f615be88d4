/** The proof of the speed: the hot paths beside their floors, in one run, as ratios. See docs/bench.md. */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { type BenchDatabase, openDatabase } from "./database.ts";
import { load, percentile, type Round } from "./load.ts";
import { oauthPaths } from "./oauth-paths.ts";
import type { Path, World } from "./path.ts";
import { type Process, startEngineFloor, startFloor, startRoster } from "./processes.ts";
import { sample, seed } from "./seed.ts";
import { userPaths } from "./user-paths.ts";
import { workspacePaths } from "./workspace-paths.ts";

const { values: flags } = parseArgs({
  options: {
    users: { type: "string", default: "100000" },
    connections: { type: "string", default: "32" },
    pool: { type: "string", default: "16" },
    seconds: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    profile: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

if (flags.help) {
  console.log(`npm run bench -- [flags]
  --users N         accounts in the database (100000)
  --connections N   requests under way at once (32)
  --pool N          database connections of the server, and of the floor (16)
  --seconds N       length of a round (4)
  --rounds N        rounds of each, in turns (3)
  --only TEXT       only the paths whose name has this in it
  --profile DIR     write a CPU profile of the server into this directory
DATABASE_URL: a PostgreSQL to use, in a database that is made and removed; else an embedded one is started.`);
  process.exit();
}

const [users, connections, pool, seconds, rounds] = [flags.users, flags.connections, flags.pool, flags.seconds, flags.rounds].map(Number) as [
  number,
  number,
  number,
  number,
  number,
];

const ADMIN_PASSWORD = "correct horse battery staple";
/** Accounts that requests ask for, drawn at random. */
const SAMPLE = 20_000;
const WARM_UP_SECONDS = 3;
/** Password hashes computed at once: the default of the server. */
const HASHES = 2;

async function signIn(port: number): Promise<World["admin"]> {
  const body = new URLSearchParams({ username: "admin", password: ADMIN_PASSWORD });
  const answer = await fetch(`http://127.0.0.1:${port}/auth/login`, { method: "POST", body });
  if (answer.status !== 200) throw new Error(`signing in: ${answer.status} ${await answer.text()}`);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const me = await fetch(`http://127.0.0.1:${port}/users/me`, { headers: { authorization: `Bearer ${token}` } });
  return { token, id: ((await me.json()) as { id: string }).id };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The rounds of one path on one server. */
interface Measured {
  readonly label: string;
  readonly rounds: Round[];
  /** Processor time of the process for each answer, in microseconds. */
  readonly cpu: number[];
}

/** One path, and its floors, in turns: what else the machine does meanwhile falls on all of them. */
async function measure(path: Path): Promise<Measured[]> {
  const contenders = await path.contenders();
  const measured: Measured[] = contenders.map(({ label }) => ({ label, rounds: [], cpu: [] }));
  for (const { process, works } of contenders) await load(process.port, works, connections, WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round++) {
    // Every other round the other way about: nobody always comes after the one who left work behind.
    const order = contenders.map((_, i) => (round % 2 === 0 ? i : contenders.length - 1 - i));
    for (const i of order) {
      const { process, works } = contenders[i] as (typeof contenders)[number];
      const before = process.cpu();
      const one = await load(process.port, works, connections, seconds);
      if (one.latencies.length === 0) throw new Error(`${path.name}, ${measured[i]?.label}: no answers: ${one.firstFailure}`);
      measured[i]?.rounds.push(one);
      measured[i]?.cpu.push(((process.cpu() - before) / one.latencies.length) * 1e6);
    }
  }
  return measured;
}

/** The line of one contender. Ratios are taken round by round, then their median. */
function line(path: Path, measured: readonly Measured[], at: number): string[] {
  const { label, rounds: own, cpu } = measured[at] as Measured;
  const server = measured[0] as Measured;
  const ratio = at === 0 ? Number.NaN : median(own.map((round, i) => (server.rounds[i]?.perSecond ?? Number.NaN) / round.perSecond));
  const milliseconds = (share: number) => median(own.map((round) => percentile(round.latencies, share))).toFixed(2);
  const aim = at === 1 ? `${path.aim} ${ratio >= path.aim ? "met" : "missed"}` : "";
  return [
    at === 0 ? path.name : "",
    label,
    Math.round(median(own.map((round) => round.perSecond))).toLocaleString("en"),
    milliseconds(0.5),
    milliseconds(0.99),
    median(cpu).toFixed(0),
    at === 0 ? "" : ratio.toFixed(2),
    aim,
    String(own.reduce((sum, round) => sum + round.failures, 0)),
  ];
}

const HEAD = ["path", "", "requests/s", "p50 ms", "p99 ms", "CPU µs", "server / floor", "aim", "failures"];

function printTable(lines: readonly string[][]): void {
  const all = [HEAD, ...lines];
  const widths = HEAD.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))).join(" | ")} |`;
  console.log(row(HEAD));
  console.log(`|${widths.map((width, i) => (i < 2 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`);
  for (const cells of lines) console.log(row(cells));
}

async function run(world: World): Promise<boolean> {
  const wanted = [...userPaths(world), ...oauthPaths(world), ...workspacePaths(world)].filter((path) => path.name.includes(flags.only));
  const lines: string[][] = [];
  let failed = false;
  for (const path of wanted) {
    const measured = await measure(path);
    lines.push(...measured.map((_, i) => line(path, measured, i)));
    for (const { label, rounds: all } of measured) {
      const failure = all.find((round) => round.failures > 0)?.firstFailure;
      if (failure === undefined) continue;
      failed = true;
      console.error(`${path.name}, ${label}: ${failure}`);
    }
    console.error(`measured ${path.name}`);
  }
  printTable(lines);
  return !failed;
}

/** The server's idle memory: at its first start, when every module is compiled, and at later ones, when the cache has them. */
async function idleMemory(start: (env?: Record<string, string>) => Promise<Process>): Promise<{ first: number; later: number }> {
  const settled = async (env?: Record<string, string>) => {
    const server = await start(env);
    const memory = await server.settledMemory();
    await server.stop();
    return memory;
  };
  const first = await settled({ NODE_DISABLE_COMPILE_CACHE: "1" });
  // One start that fills the cache, if there is nothing in it.
  await (await start()).stop();
  return { first, later: await settled() };
}

async function bench(database: BenchDatabase, started: Process[]): Promise<boolean> {
  const client = new pg.Client(database.connection);
  await client.connect();
  console.error(`making ${users.toLocaleString("en")} users`);
  await seed(client, users);
  const people = await sample(client, SAMPLE);
  await client.end();

  const settings = { ROSTER_ADMIN_PASSWORD: ADMIN_PASSWORD, ROSTER_DATABASE_POOL: String(pool), ROSTER_HASH_CONCURRENCY: String(HASHES) };
  const idle = await idleMemory((env) => startRoster(database.connection, { ...settings, ...env }, []));
  const profile = flags.profile === "" ? [] : ["--cpu-prof", `--cpu-prof-dir=${resolve(flags.profile)}`];
  const server = await startRoster(database.connection, settings, profile);
  started.push(server);
  const floor = await startFloor(database.connection, pool, HASHES);
  started.push(floor);
  const engine = await startEngineFloor();
  started.push(engine);
  console.log(`${users.toLocaleString("en")} users; ${connections} connections, pools of ${pool}; ${rounds} rounds of ${seconds} s each, medians`);
  console.log(`${database.about}; Node.js ${process.versions.node}; ${availableParallelism()} cores\n`);
  const fine = await run({ server, floor, engine, connection: database.connection, admin: await signIn(server.port), people });
  const megabytes = (value: number) => `${value.toFixed(0)} MB`;
  console.log(`\nmemory of the server process, idle: ${megabytes(idle.later)} (at a first start, modules not yet compiled: ${megabytes(idle.first)})`);
  console.log(`after the load: ${megabytes(server.memory())}; the floor's: ${megabytes(floor.memory())}`);
  return fine;
}

class Interrupted extends Error {}

/** Ctrl-C ends the bench, not the cleaning up after it. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => reject(new Interrupted()));
});
// It may come before anybody waits for it.
interrupted.catch(() => {});

const database = await openDatabase(2 * pool + 10);
const started: Process[] = [];
try {
  if (!(await Promise.race([bench(database, started), interrupted]))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  process.exitCode = 130;
} finally {
  await Promise.all(started.map((process) => process.stop()));
  await database.remove();
}
process.exit();
