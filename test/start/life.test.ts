import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Home, killCluster, type Launched, makeHome, until } from "../support/launcher.ts";

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const PASSWORD = /password {2}(\S+) {3}\(shown this once\)/;

async function stop(server: Launched): Promise<void> {
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
}

async function signIn(url: string, password: string): Promise<number> {
  const response = await fetch(`${url}/auth/login`, { method: "POST", body: new URLSearchParams({ username: "admin", password }) });
  await response.arrayBuffer();
  return response.status;
}

const status = async (url: string) => (await fetch(url).catch(() => null))?.status;

test("the first start makes everything, and its curl line works as pasted", async () => {
  const server = home.start();
  const line = await server.says(/^ {2}(curl .*\/users)\n/m);
  const answer = execFileSync("sh", ["-c", line[1] as string], { encoding: "utf8" });
  expect(answer).toContain('"username":"admin"');
  expect(server.output()).toMatch(/creating the database: \d+\.\d s/);
  expect(server.output()).toMatch(
    /address {3}http:\/\/localhost:\d+\n {2}console {3}http:\/\/localhost:\d+\/console\n {2}docs {6}http:\/\/localhost:\d+\/docs\n {2}admin {5}admin\n {2}password/,
  );
  expect(server.output()).toContain("npm run roster -- admin reset-password");
  for (const file of ["secret.key", "database.password"]) expect(statSync(join(home.path, file)).mode & 0o777).toBe(0o600);
  const cluster = statSync(join(home.path, "postgres"));
  expect(cluster.mode & 0o777).toBe(0o700);
  // PostgreSQL refuses to run as root; an ordinary user keeps everything.
  if (process.getuid?.() === 0) expect(cluster.uid).not.toBe(0);
  else expect(cluster.uid).toBe(process.getuid?.());
  await stop(server);
  expect(home.postgres()).toBeNull();
});

test("a second start is quick, keeps the password to itself, and everything is still there", async () => {
  const first = home.start();
  const password = (await first.says(PASSWORD))[1] as string;
  await stop(first);
  const began = performance.now();
  const second = home.start();
  const url = await second.url();
  expect(await status(`${url}/health`)).toBe(200);
  // Alone on the machine it is a fraction of this; here other tests run beside it.
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(second.output()).not.toMatch(PASSWORD);
  expect(second.output()).not.toContain("creating");
  expect(await signIn(url, password)).toBe(200);
  await stop(second);
});

test("SIGTERM finishes a request that is under way, takes no new ones, and stops the database", async () => {
  const server = home.start();
  const url = new URL(await server.url());
  const body = "username=nobody&password=wrong";
  const socket = connect(Number(url.port), url.hostname).setEncoding("utf8");
  socket.write(
    `POST /auth/login HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  // The server has read the head of the request: it is under way.
  const [interim] = (await once(socket, "data")) as [string];
  expect(interim).toMatch(/^HTTP\/1\.1 100 /);
  server.process.kill("SIGTERM");
  await until(async () => (await status(`${url.origin}/health`)) !== 200);
  socket.write(body);
  const [answer] = (await once(socket, "data")) as [string];
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  expect(await server.ended).toBe(0);
  expect(home.postgres()).toBeNull();
});

test("SIGTERM waits for no connection that nobody asks anything on", async () => {
  const server = home.start();
  const url = new URL(await server.url());
  // As browsers do, ahead of a request; and as they keep one after an answer.
  const [early, kept] = [connect(Number(url.port), url.hostname), connect(Number(url.port), url.hostname)];
  await Promise.all([once(early, "connect"), once(kept, "connect")]);
  kept.write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(kept, "data");
  const ended = Promise.all([once(early, "close"), once(kept, "close")]);
  const began = performance.now();
  server.process.kill("SIGTERM");
  await ended;
  expect(await server.ended).toBe(0);
  // Answers under way get ten seconds.
  expect(performance.now() - began).toBeLessThan(8_000);
});

test("after kill -9 of the server alone the next start takes its database over", async () => {
  const first = home.start();
  const password = (await first.says(PASSWORD))[1] as string;
  const database = home.postgres();
  first.process.kill("SIGKILL");
  expect(await first.ended).toBe("SIGKILL");
  expect(home.postgres()).toBe(database);
  const second = home.start();
  expect(await signIn(await second.url(), password)).toBe(200);
  expect(home.postgres()).toBe(database);
  await stop(second);
  expect(home.postgres()).toBeNull();
});

test("after kill -9 of everything the next start repairs what it finds, even when the process id is somebody else's now", async () => {
  const first = home.start();
  const password = (await first.says(PASSWORD))[1] as string;
  first.process.kill("SIGKILL");
  await killCluster(home.postgres() as number);
  await first.ended;
  const pidFile = join(home.path, "postgres/postmaster.pid");
  writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(process.pid)));
  const second = home.start();
  expect(await signIn(await second.url(), password)).toBe(200);
  await stop(second);
});

test("when the database dies under the server, it is started again and the server goes on", async () => {
  const server = home.start({ ROSTER_LOG_LEVEL: "info" });
  const password = (await server.says(PASSWORD))[1] as string;
  const url = await server.url();
  const before = home.postgres() as number;
  await killCluster(before);
  await server.says(/embedded database is back/);
  await until(async () => (await status(`${url}/ready`)) === 200);
  expect(await signIn(url, password)).toBe(200);
  expect(home.postgres()).not.toBe(before);
  // The data directory is still taken.
  const second = home.start();
  expect(await second.ended).toBe(1);
  await stop(server);
  expect(home.postgres()).toBeNull();
});

test("a second start on the same data directory says who has it, and disturbs nothing", async () => {
  const first = home.start();
  const url = await first.url();
  const second = home.start();
  expect(await second.ended).toBe(1);
  expect(second.output()).toBe(
    `roster: the data directory ${home.path} is in use by process ${first.process.pid} (${url}): stop it first, or choose another data directory with ROSTER_DATA_DIR\n`,
  );
  expect(await status(`${url}/ready`)).toBe(200);
  await stop(first);
});

test("of two first starts at once on one data directory one serves", async () => {
  const both = [home.start(), home.start()];
  const loser = await Promise.race(both.map(async (server) => ({ server, code: await server.ended })));
  expect(loser.code).toBe(1);
  const winner = both.find((server) => server !== loser.server) as Launched;
  expect(loser.server.output()).toContain(`in use by process ${winner.process.pid}`);
  const password = (await winner.says(PASSWORD))[1] as string;
  expect(await signIn(await winner.url(), password)).toBe(200);
  await stop(winner);
});

test("two servers at once on data directories of their own", async () => {
  const other = makeHome();
  try {
    const both = [home.start(), other.start()] as const;
    const urls = await Promise.all(both.map((server) => server.url()));
    expect(new Set(urls).size).toBe(2);
    for (const url of urls) expect(await status(`${url}/ready`)).toBe(200);
    await Promise.all(both.map(stop));
  } finally {
    await other.remove();
  }
});
