import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { CHECKOUT, type Home, launch, makeHome } from "../support/launcher.ts";

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const PASSWORD = /password {2}(\S+) {3}\(shown this once\)/;

async function signIn(url: string, username: string, password: string): Promise<number> {
  const response = await fetch(`${url}/auth/login`, { method: "POST", body: new URLSearchParams({ username, password }) });
  await response.arrayBuffer();
  return response.status;
}

describe("what stops a start, in one line and with exit code 1", () => {
  test.each([
    ["an unknown setting", ["start"], { ROSTER_DATADIR: "/x" }, /^roster: environment: there is no setting ROSTER_DATADIR/],
    ["a setting nearly right", ["start"], { ROSTER_TOKEN_LIFETIMES: "4" }, /did you mean ROSTER_TOKEN_LIFETIME\?$/],
    ["a value that does not fit", ["start"], { PORT: "http" }, /PORT cannot be "http"; it takes a whole number from 0 to 65535$/],
    [
      "a secret that does not fit, without showing it",
      ["start"],
      { ROSTER_SECRET_KEY: "hunter2" },
      /ROSTER_SECRET_KEY cannot be its value; it takes at least 32 random bytes/,
    ],
    ["an unknown flag", ["start", "--prot", "8080"], {}, /^roster: flags: there is no flag --prot/],
    ["a flag without its value", ["start", "--port"], {}, /^roster: flags: --port needs a value: a whole number from 0 to 65535$/],
    ["a file that is not there", ["start", "--config", "/nowhere.env"], {}, /^roster: ROSTER_CONFIG: cannot read \/nowhere.env: /],
    ["an unknown command", ["admin", "reset"], {}, /^roster: there is no command admin reset; there are: start, dev, admin reset-password/],
  ])("%s", async (_name, words, env, message) => {
    const server = launch(words, { env: { ROSTER_DATA_DIR: home.path, ...(env as unknown as Record<string, string>) } });
    expect(await server.ended).toBe(1);
    expect(server.output().trimEnd()).toMatch(message);
    expect(server.output().trimEnd()).not.toContain("\n");
    expect(server.output()).not.toContain("hunter2");
    expect(readdirSync(home.path)).toEqual([]);
  });

  test("a port that another program has", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    const { port } = await new Promise<{ port: number }>((resolve) => other.once("listening", () => resolve(other.address() as { port: number })));
    const server = home.start({ PORT: String(port) });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(`roster: another program listens on 127.0.0.1:${port}: choose another port with PORT\n`);
    expect(home.postgres()).toBeNull();
    other.close();
    // Nothing was lost by it: the password is made by the start that shows it.
    const next = home.start();
    await next.says(PASSWORD);
  });

  test("a data directory of another PostgreSQL", async () => {
    mkdirSync(join(home.path, "postgres"));
    writeFileSync(join(home.path, "postgres/PG_VERSION"), "12\n");
    const server = home.start();
    expect(await server.ended).toBe(1);
    expect(server.output()).toMatch(
      /^roster: the data directory \S+ was made by PostgreSQL 12 and this version of Roster brings PostgreSQL \d+: .*DATABASE_URL\n$/,
    );
  });

  test("a data directory that cannot be used", async () => {
    chmodSync(home.path, 0o755);
    const parent = join(home.path, "closed");
    mkdirSync(parent);
    const inside = join(parent, "data");
    if (process.getuid?.() === 0) {
      mkdirSync(inside);
      chmodSync(parent, 0o700);
    } else chmodSync(parent, 0o500);
    const server = home.start({ ROSTER_DATA_DIR: inside });
    expect(await server.ended).toBe(1);
    if (process.getuid?.() === 0)
      expect(server.output()).toMatch(new RegExp(`the account \\S+, which PostgreSQL runs as, may not enter ${parent}: run chmod o\\+x ${parent}`));
    else expect(server.output()).toContain(`the data directory ${inside} cannot be used: this account may not write there`);
    chmodSync(parent, 0o700);
  });
});

test("settings come from a file, the environment and flags, the later ones first", async () => {
  const file = join(home.path, "settings.env");
  writeFileSync(file, "ROSTER_ADMIN_USERNAME=root\nROSTER_ADMIN_PASSWORD=from the file\nROSTER_DATABASE_POOL=4\n");
  // Beside settings the data directory is not the server's alone: whoever owns it opens it to PostgreSQL's account.
  chmodSync(home.path, 0o711);
  const server = launch(["start", "--admin-username", "chief", `--config=${file}`], {
    env: { ROSTER_DATA_DIR: home.path, PORT: "0", ROSTER_ADMIN_PASSWORD: "from the environment" },
  });
  const url = await server.url();
  expect(server.output()).toContain("admin     chief\n");
  expect(server.output()).not.toMatch(PASSWORD);
  expect(await signIn(url, "chief", "from the environment")).toBe(200);
  server.process.kill("SIGINT");
  expect(await server.ended).toBe(0);
});

test("a new password for the reserved admin, with and without a running server", async () => {
  const reset = async () => {
    const command = launch(["admin", "reset-password"], { env: { ROSTER_DATA_DIR: home.path } });
    expect(await command.ended).toBe(0);
    return /has a new password: (\S+)\n/.exec(command.output())?.[1] as string;
  };
  const first = home.start();
  const original = (await first.says(PASSWORD))[1] as string;
  const url = await first.url();
  const second = await reset();
  expect(await signIn(url, "admin", original)).toBe(401);
  expect(await signIn(url, "admin", second)).toBe(200);
  first.process.kill("SIGTERM");
  await first.ended;
  const third = await reset();
  expect(home.postgres()).toBeNull();
  const again = home.start();
  expect(await signIn(await again.url(), "admin", third)).toBe(200);
});

describe("DATABASE_URL", () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase("empty");
  });
  afterEach(() => database.drop());

  test("is used instead of a database of our own, by several servers at once", async () => {
    const env = { DATABASE_URL: database.url };
    const servers = [home.start(env), home.start(env)] as const;
    const urls = await Promise.all(servers.map((server) => server.url()));
    const passwords = servers.flatMap((server) => PASSWORD.exec(server.output())?.[1] ?? []);
    expect(passwords).toHaveLength(1);
    for (const url of urls) expect(await signIn(url, "admin", passwords[0] as string)).toBe(200);
    expect(readdirSync(home.path)).toEqual(["secret.key"]);
    for (const server of servers) {
      server.process.kill("SIGTERM");
      expect(await server.ended).toBe(0);
    }
  });

  test("another installation key than the database was made with is refused", async () => {
    const env = { DATABASE_URL: database.url };
    const first = home.start(env);
    await first.url();
    const second = home.start({ ...env, ROSTER_SECRET_KEY: Buffer.alloc(32, 1).toString("base64") });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/^roster: The installation key does not fit this database/);
  });

  test("that cannot be used is named without its password", async () => {
    const url = new URL(database.url);
    url.pathname = "/there_is_none";
    const server = home.start({ DATABASE_URL: url.href });
    expect(await server.ended).toBe(1);
    expect(server.output()).toMatch(/^roster: cannot use the database at \S+\/there_is_none \(DATABASE_URL\): database "there_is_none" does not exist\n$/);
    expect(server.output()).not.toContain(decodeURIComponent(url.password));
  });
});

/** A Node.js other than the pinned one, as the machine of a newcomer has it. */
function machineNode(): string | undefined {
  const files = (process.env["PATH"] ?? "").split(delimiter).map((dir) => join(dir, "node"));
  return files.find((file) => !file.startsWith(CHECKOUT) && existsSync(file) && execFileSync(file, ["-p", "process.version"], { encoding: "utf8" }) < "v24");
}

test("started by an older Node.js, it goes on under the pinned one and ends with it", async () => {
  const node = machineNode() ?? process.execPath;
  const server = home.start({}, { node });
  const url = await server.url();
  expect((await fetch(`${url}/health`)).status).toBe(200);
  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  expect(home.postgres()).toBeNull();
  // When the launcher alone is killed, the server does not stay behind.
  const orphan = home.start({}, { node });
  await orphan.url();
  const database = home.postgres();
  orphan.process.kill("SIGKILL");
  await orphan.ended;
  if (node === process.execPath) expect(home.postgres()).toBe(database);
  else expect(home.postgres()).toBeNull();
});
