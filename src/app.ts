import type { FastifyInstance } from "fastify";
import { authRoutes } from "./auth/routes.ts";
import type { Config } from "./config.ts";
import type { PooledDatabase } from "./db/connect.ts";
import { idempotency } from "./db/idempotency.ts";
import { createReadiness } from "./db/ready.ts";
import { createProviders } from "./federation/provider.ts";
import { federationRoutes } from "./federation/routes.ts";
import type { Authenticator } from "./http/authenticate.ts";
import type { Page } from "./http/define-page.ts";
import type { Route } from "./http/define-route.ts";
import { type Mounting, mount } from "./http/mount.ts";
import { mountPages } from "./http/mount-pages.ts";
import { type Answered, closeRouteTable, createServer } from "./http/server.ts";
import { type Housekeeping, startHousekeeping } from "./jobs/housekeeping.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Context, Log, PasswordHasher, Services } from "./kernel/context.ts";
import { createKeyring } from "./kernel/secrets.ts";
import { auditRoutes } from "./modules/audit/routes.ts";
import { connectionRoutes } from "./modules/connections/routes.ts";
import { createHasher } from "./modules/credentials/hasher.ts";
import { createThrottle } from "./modules/credentials/throttle.ts";
import { checkInstallationKey } from "./modules/installation/service.ts";
import { createPrincipals } from "./modules/sessions/principals.ts";
import { sessionRoutes } from "./modules/sessions/routes.ts";
import { prepareReservedAdmin } from "./modules/users/reserved-admin.ts";
import { userRoutes } from "./modules/users/routes.ts";
import { createIsAskable, createOutgoing } from "./net/fetch.ts";
import { ensureSigningKey } from "./oauth/keys.ts";
import { keyRoutes } from "./oauth/routes.ts";
import { createTokens } from "./oauth/tokens.ts";
import { assets } from "./pages/assets.ts";
import { errorPage } from "./pages/error.ts";
import { passwordAddress, signInAddress } from "./pages/finish.ts";
import { allPages } from "./pages/pages.ts";
import { createMetrics } from "./system/metrics.ts";
import { systemRoutes } from "./system/routes.ts";

export interface AppOptions {
  readonly config: Config;
  readonly db: PooledDatabase;
  readonly clock: Clock;
  readonly log: Log;
  /** The installation key: base64 of at least 32 bytes. */
  readonly secret: string;
  /** Cheaper password hashes, for tests. */
  readonly hasher?: PasswordHasher;
}

export interface App {
  readonly server: FastifyInstance;
  /** Every route, in the order of the documentation. */
  readonly routes: readonly Route[];
  /** Every page. */
  readonly pages: readonly Page[];
  readonly services: Services;
  /** Makes what an installation needs before its first request: checks its key, makes the signing key and the reserved admin. */
  prepare(): Promise<{ adminUsername: string; generatedPassword: string | null }>;
  /** Begins to remove what has had its time. */
  startHousekeeping(): void;
  close(): Promise<void>;
}

/** Where clients reach the server: the setting, or this machine. */
export function publicUrlOf(config: Config): string {
  return config.publicUrl ?? `http://localhost:${config.port}`;
}

/** The context of work that no request asked for. */
export function systemContext(app: Services, db: PooledDatabase, name: string): Context {
  return { app, db, actor: { kind: "system", name }, requestId: name, address: null };
}

/** Answered requests as the log wants them (setting ROSTER_LOG_REQUESTS). Queries may hold secrets: paths only. */
function requestLog(config: Config, log: Log) {
  return ({ method, status, seconds, request }: Answered): void => {
    if (config.logRequests === "none" || (config.logRequests === "errors" && status < 500)) return;
    const path = request.originalUrl.split("?")[0];
    log.info({ method, path, status, ms: Math.round(seconds * 1e5) / 100, request_id: request.id, address: request.ip }, "answered");
  };
}

/** The composition root: everything that lives as long as the process, put together once. */
export function createApp(options: AppOptions): App {
  const { config, db, clock, log } = options;
  const publicUrl = publicUrlOf(config);
  const keyring = createKeyring(options.secret);
  const principals = createPrincipals({ db, clock, log, sessionIdle: config.sessionIdle });
  const hasher = options.hasher ?? createHasher({ concurrency: config.hashConcurrency, queue: config.hashQueue });
  const services: Services = { config, clock, log, keyring, hasher, principals };
  const tokens = createTokens({ db, keyring, clock, issuer: publicUrl, lifetime: config.tokenLifetime });
  const throttle = createThrottle();
  const metrics = createMetrics(db.stats);
  const logRequest = requestLog(config, log);

  const authenticator: Authenticator = {
    bearer(token) {
      const claims = tokens.verify(token);
      if (claims instanceof Promise) return claims.then((verified) => verified && principals.get(verified.sid));
      return claims && principals.get(claims.sid);
    },
    cookie: (value) => principals.byCookie(value),
  };

  const { origin } = new URL(publicUrl);
  const secureCookie = publicUrl.startsWith("https:");
  const isAskable = createIsAskable(config.allowPrivateAddresses);
  const providers = createProviders({ outgoing: createOutgoing(config.allowPrivateAddresses), isAskable, redirectUri: `${publicUrl}/auth/callback` });

  const routes: Route[] = [
    ...userRoutes(publicUrl, throttle),
    ...sessionRoutes(publicUrl),
    ...authRoutes({ tokens, throttle, publicUrl, secureCookie }),
    ...connectionRoutes(publicUrl, isAskable),
    ...federationRoutes({ providers, isAskable, publicUrl, origin, secureCookie }),
    ...auditRoutes(publicUrl),
    ...keyRoutes(tokens),
  ];
  routes.push(...systemRoutes({ config, publicUrl, metrics, ready: createReadiness(db), routes: () => routes }));

  const server = createServer({
    config,
    clock,
    log,
    observe(answered) {
      metrics.observe(answered.method, answered.route, answered.status, answered.seconds);
      logRequest(answered);
    },
  });
  const world: Mounting = {
    app: services,
    db,
    authenticator,
    remember: (actorId, key, fingerprint) => idempotency(keyring, clock, actorId, key, fingerprint),
    origin,
  };
  mount(server, routes, world);
  const pages = allPages(throttle, { origin, secureCookie });
  const imageSources = config.logoUrl === null ? [] : [new URL(config.logoUrl).origin];
  mountPages(server, pages, assets, { ...world, renderError: errorPage, signInAddress, expiredAddress: passwordAddress, imageSources });
  closeRouteTable(server, [...routes, ...pages], log);

  let housekeeping: Housekeeping | undefined;
  return {
    server,
    routes,
    pages,
    services,
    async prepare() {
      await checkInstallationKey(db, keyring);
      const [admin] = await Promise.all([prepareReservedAdmin(systemContext(services, db, "start")), ensureSigningKey({ db, keyring, clock })]);
      return { adminUsername: admin.username, generatedPassword: admin.generatedPassword };
    },
    startHousekeeping() {
      housekeeping ??= startHousekeeping(systemContext(services, db, "housekeeping"));
    },
    async close() {
      await housekeeping?.stop();
      await server.close();
    },
  };
}
