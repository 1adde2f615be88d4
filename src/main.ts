/** The server as a process: settings, database, migrations, HTTP, and a clean end. */
import { flushCompileCache } from "node:module";
import { createServer } from "node:net";
import { type Config, loadConfig, publicUrlOf } from "./config.ts";
import { StartError } from "./db/start-error.ts";
import { systemClock } from "./kernel/clock.ts";
import { createLog } from "./log.ts";
import { progress, showBanner } from "./terminal.ts";

/** How long requests under way may take to finish when the server stops, and the connections after them, in milliseconds. */
const DRAIN = 10_000;
const LAST_QUERIES = 5_000;
/** npm hands on a Ctrl-C that the terminal has already sent to everyone: within this time it is the same one. */
const SAME_SIGNAL = 1_000;

interface Stop {
  /** Resolves when the server is to stop. */
  readonly requested: Promise<void>;
  /** For what is given up then. */
  readonly signal: AbortSignal;
  isRequested(): boolean;
  request(): void;
  /** What a second signal does; without it the process exits at once. */
  hurry: (() => void) | null;
}

/** Signals, and the end of the launcher that started this process. */
function listenForStop(): Stop {
  const { promise, resolve } = Promise.withResolvers<void>();
  const aborting = new AbortController();
  let first = 0;
  const stop: Stop = {
    requested: promise,
    signal: aborting.signal,
    isRequested: () => first > 0,
    hurry: null,
    request() {
      const now = performance.now();
      if (first === 0) {
        first = now;
        process.stderr.write("stopping: finishing what is under way…\n");
        aborting.abort();
        resolve();
      } else if (now - first > SAME_SIGNAL) {
        if (!stop.hurry) process.exit(1);
        stop.hurry();
        stop.hurry = null;
      }
    },
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop.request);
  process.once("disconnect", stop.request);
  // The channel is no reason to go on living.
  process.channel?.unref();
  return stop;
}

function listenFailure(config: Config, cause: NodeJS.ErrnoException): StartError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `another program listens on ${config.host}:${config.port}: choose another port with PORT`,
    EACCES: `this account may not listen on port ${config.port}: choose one from 1024 with PORT`,
    EADDRNOTAVAIL: `this machine has no address ${config.host}: choose another with ROSTER_HOST`,
    ENOTFOUND: `there is no host ${config.host}: choose another with ROSTER_HOST`,
  };
  return new StartError(reasons[cause.code ?? ""] ?? `cannot listen on ${config.host}:${config.port}: ${cause.message}`, { cause });
}

/** Takes a port for a moment, to know that it can be had. */
async function tryPort(config: Config): Promise<number> {
  const probe = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    probe.once("error", (cause) => reject(listenFailure(config, cause)));
    probe.listen(config.port, config.host, () => resolve((probe.address() as { port: number }).port));
  });
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The address by which this machine reaches what listens on `host`. */
function localUrl({ host, port }: Config): string {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

/** Resolves when `work` has, or after `ms`. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** Opens everything, in order; what was opened is put on `opened`, whose disposal closes it in reverse. */
async function serve(config: Config, stop: Stop, opened: AsyncDisposableStack): Promise<void> {
  const log = createLog(config.logLevel);
  const { openDatabase } = await import("./db/open.ts");
  const opening = openDatabase({
    config,
    log,
    progress,
    label: localUrl(config),
    onTaken(holder) {
      log.error({ holder }, "another process has taken the data directory over: stopping");
      process.exitCode = 1;
      stop.request();
    },
  });
  // While PostgreSQL starts, the rest is loaded.
  const modules = Promise.all([import("./app.ts"), import("./db/connect.ts"), import("./db/migrate.ts")]);
  const database = await opening;
  opened.defer(database.close);
  // Before anything is made whose secrets would be told only once the server listens.
  await tryPort(config);
  const [{ createApp }, { connect }, { migrate }] = await modules;
  await migrate(database.connection, progress);
  const { buildConsole } = await import("./console/build.ts");
  if (stop.isRequested()) return;
  await buildConsole(progress, { signal: stop.signal }).catch((error: unknown) => {
    log.error({ err: error }, "the console could not be built; everything else is served");
  });
  if (stop.isRequested()) return;

  const { connection, secret } = database;
  // Before anything else is made: what is made up happened before.
  const demo = config.demo ? await (await import("./demo/open.ts")).openDemo({ config, connection, log, secret, progress, now: Date.now() }) : null;
  const db = connect(connection, config, log);
  opened.defer(() => atMost(LAST_QUERIES, db.close()));
  const app = createApp({ config, db, clock: systemClock, log, secret });
  const http = app.server.server;
  opened.defer(async () => {
    const cut = () => http.closeAllConnections();
    stop.hurry = cut;
    const patience = setTimeout(cut, DRAIN);
    await app.close();
    clearTimeout(patience);
  });
  const prepared = await app.prepare();
  if (stop.isRequested()) return;
  await app.server.listen({ host: config.host, port: config.port }).catch((error: NodeJS.ErrnoException) => {
    throw listenFailure(config, error);
  });
  app.startHousekeeping();
  const generatedPassword = prepared.generatedPassword ?? demo?.adminPassword ?? null;
  showBanner({ ...prepared, generatedPassword, demo, publicUrl: publicUrlOf(config), localUrl: localUrl(config), movedTo: database.movedTo });
}

/**
 * Runs the server until it is told to stop.
 *
 * @param argv flags
 */
export async function main(argv: readonly string[]): Promise<void> {
  const wanted = loadConfig(argv, process.env);
  // Any free port becomes a certain one before anything is told of it.
  const config = wanted.port === 0 ? { ...wanted, port: await tryPort(wanted) } : wanted;
  const stop = listenForStop();
  const opened = new AsyncDisposableStack();
  try {
    await serve(config, stop, opened);
    // Node.js would write it at the end of the process only; a process that is killed has none.
    flushCompileCache();
    await stop.requested;
  } finally {
    await opened.disposeAsync();
  }
  process.exit();
}
