import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { type App, createApp } from "../../src/app.ts";
import { type Config, loadConfig } from "../../src/config.ts";
import { connect, type PooledDatabase } from "../../src/db/connect.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import type { Log } from "../../src/kernel/context.ts";
import { createHasher } from "../../src/modules/credentials/hasher.ts";
import { createTestDatabase } from "./database.ts";

/** A clock that a test sets; it runs on with the machine's. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

function testClock(): TestClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance(ms) {
      offset += ms;
    },
  };
}

export const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export const ADMIN_PASSWORD = "correct horse battery staple";
/** The installation key. */
export const SECRET = Buffer.alloc(32, 7).toString("base64");

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
}

export interface Call {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
}

/** A running server, and how to talk to it. */
export interface Harness {
  readonly url: string;
  readonly app: App;
  readonly db: PooledDatabase;
  readonly clock: TestClock;
  call(method: string, path: string, call?: Call): Promise<Reply>;
  signIn(username: string, password: string): Promise<Reply>;
  /** An access token of the reserved admin. */
  readonly admin: string;
  /** Another server on the same database. */
  sibling(settings?: Record<string, string>): Promise<Harness>;
  close(): Promise<void>;
}

async function callServer(url: string, method: string, path: string, { token, body, form, headers, raw }: Call): Promise<Reply> {
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(form && { body: new URLSearchParams(form) }),
    ...(raw !== undefined && { body: raw }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, text, json: isJson && text ? JSON.parse(text) : undefined };
}

/** Hashes as cheap as Argon2id allows: these tests are not about their cost. */
export const cheapHasher = () => createHasher({ concurrency: 2, queue: 200, cost: { memory: 8, passes: 1, lanes: 1 } });

interface World {
  readonly connection: Parameters<typeof connect>[0];
  readonly clock: TestClock;
  readonly drop: () => Promise<void>;
}

async function boot(world: World, settings: Record<string, string>): Promise<Harness> {
  const config: Config = loadConfig([], {
    PORT: "0",
    ROSTER_ADMIN_PASSWORD: ADMIN_PASSWORD,
    ROSTER_PUBLIC_URL: "http://roster.test",
    ROSTER_FIRST_SUPERUSER: "off",
    ...settings,
  });
  const db = connect(world.connection, config, silent);
  const hasher = cheapHasher();
  const app = createApp({ config, db, clock: world.clock, log: silent, secret: SECRET, hasher });
  await app.prepare();
  const url = await app.server.listen({ host: "127.0.0.1", port: config.port });
  const call = (method: string, path: string, options: Call = {}) => callServer(url, method, path, options);
  const signIn = (username: string, password: string) => call("POST", "/auth/login", { form: { username, password } });
  const signedIn = await signIn(config.adminUsername, ADMIN_PASSWORD);
  return {
    url,
    app,
    db,
    clock: world.clock,
    call,
    signIn,
    admin: signedIn.json?.access_token,
    sibling: (more = {}) => boot({ ...world, drop: async () => {} }, { ...settings, PORT: "0", ...more }),
    async close() {
      await app.close();
      await db.close();
      await world.drop();
    },
  };
}

type Connection = Parameters<typeof connect>[0];

/**
 * Starts a server on a database of its own.
 *
 * @param settings environment variables
 * @param via another way to the database
 */
export async function startServer(
  settings: Record<string, string> = {},
  via: (direct: Connection) => Promise<Connection> = async (direct) => direct,
): Promise<Harness> {
  const database = await createTestDatabase();
  return boot({ connection: await via(database.connection), clock: testClock(), drop: database.drop }, settings);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts a server that a browser reaches under its public address, which is also `url`.
 *
 * @param settings environment variables
 */
export async function startReachableServer(settings: Record<string, string> = {}): Promise<Harness> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  return { ...(await startServer({ ...settings, PORT: String(port), ROSTER_PUBLIC_URL: url })), url };
}

let serial = 0;

/** Calls routes as somebody: `call(person, "POST", "/teams", { name })`. */
export function callingAs(server: () => Harness) {
  return (person: { readonly token: string }, method: string, path: string, body?: object): Promise<Reply> =>
    server().call(method, path, { token: person.token, ...(body && { body }) });
}

/** Makes a local account and signs it in with a password of its own choice. */
export async function makeUser(
  server: Harness,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; token: string; username: string; password: string }> {
  serial += 1;
  const username = `user-${serial}-${process.pid}`;
  const first = "initial";
  const made = await server.call("POST", "/users", { token: server.admin, body: { username, password: first, ...fields } });
  if (made.status !== 200) throw new Error(`making a user: ${made.status} ${made.text}`);
  const restricted = await server.signIn(made.json.username, first);
  const password = `chosen password ${serial} of mine`;
  const changed = await server.call("PATCH", "/users/me", { token: restricted.json.access_token, body: { password } });
  if (changed.status !== 200) throw new Error(`choosing a password: ${changed.status} ${changed.text}`);
  return { id: made.json.id, token: restricted.json.access_token, username: made.json.username, password };
}
