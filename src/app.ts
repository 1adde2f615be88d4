import type { FastifyInstance } from "fastify";
import { linkRoutes } from "./auth/link-routes.ts";
import { passkeySignInRoutes } from "./auth/passkey-routes.ts";
import { type AuthOptions, authRoutes } from "./auth/routes.ts";
import { entryRoutes } from "./auth/workspace-routes.ts";
import { type Config, publicUrlOf } from "./config.ts";
import { CONSOLE_DIR } from "./console/build.ts";
import { mountConsole } from "./console/files.ts";
import type { PooledDatabase } from "./db/connect.ts";
import { idempotency } from "./db/idempotency.ts";
import { createMigrationCheck, createReadiness } from "./db/ready.ts";
import { createProviders } from "./federation/provider.ts";
import { federationRoutes } from "./federation/routes.ts";
import { withAliases } from "./http/aliases.ts";
import type { Authenticator } from "./http/authenticate.ts";
import type { Page } from "./http/define-page.ts";
import type { Route } from "./http/define-route.ts";
import { type Mounting, mount } from "./http/mount.ts";
import { mountPages, type PageMounting, refusalPages } from "./http/mount-pages.ts";
import { type Answered, closeRouteTable, createServer } from "./http/server.ts";
import { createJobBook } from "./jobs/book.ts";
import { type Housekeeping, startHousekeeping } from "./jobs/housekeeping.ts";
import { createNotifier } from "./jobs/logout.ts";
import { createMailer } from "./jobs/mail.ts";
import { jobRoutes } from "./jobs/routes.ts";
import { createStatistician } from "./jobs/statistics.ts";
import type { Worker } from "./jobs/worker.ts";
import { createCatalogue } from "./kernel/access.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Context, Log, PasswordHasher, PrincipalCache, Services } from "./kernel/context.ts";
import { createKeyring } from "./kernel/secrets.ts";
import { createKeys, type Keys } from "./modules/api-keys/keys.ts";
import { accountKeyRoutes, keyRoutesUnder, organizationKeyRoutes, personalKeyRoutes } from "./modules/api-keys/routes.ts";
import { applicationRoutes } from "./modules/applications/routes.ts";
import { prepareSystemApplications } from "./modules/applications/service.ts";
import { auditRoutes } from "./modules/audit/routes.ts";
import { connectionRoutes } from "./modules/connections/routes.ts";
import { connectionButtons } from "./modules/connections/service.ts";
import { consentRoutes } from "./modules/consents/routes.ts";
import { createHasher } from "./modules/credentials/hasher.ts";
import { createThrottle } from "./modules/credentials/throttle.ts";
import { deviceRoutes } from "./modules/devices/routes.ts";
import { exportRoutes } from "./modules/exports/routes.ts";
import { setupRoutes } from "./modules/installation/routes.ts";
import { checkInstallationKey } from "./modules/installation/service.ts";
import { invitationRoutes } from "./modules/invitations/routes.ts";
import { mailRoutes } from "./modules/mail/routes.ts";
import { organizationRoutes } from "./modules/organizations/routes.ts";
import { passkeyRoutes } from "./modules/passkeys/routes.ts";
import { rbacRoutes } from "./modules/rbac/routes.ts";
import { holdingRoutes } from "./modules/rbac/user-routes.ts";
import { showPredefinedRoles } from "./modules/roles/predefined-service.ts";
import { roleRoutes } from "./modules/roles/routes.ts";
import { secondFactorRoutes } from "./modules/second-factors/routes.ts";
import { SERVICE_ACCOUNT_KEYS, serviceAccountRoutes } from "./modules/service-accounts/routes.ts";
import { createPrincipals, type Principals } from "./modules/sessions/principals.ts";
import { sessionRoutes } from "./modules/sessions/routes.ts";
import { statisticsRoutes } from "./modules/statistics/routes.ts";
import { createTally } from "./modules/statistics/tally.ts";
import { teamRoutes } from "./modules/teams/routes.ts";
import { prepareReservedAdmin } from "./modules/users/reserved-admin.ts";
import { userRoutes } from "./modules/users/routes.ts";
import { workspaceRoutes } from "./modules/workspaces/routes.ts";
import { asFetch, createIsAskable, createOutgoing } from "./net/fetch.ts";
import { principalOfToken } from "./oauth/bearer.ts";
import { provesPossession } from "./oauth/dpop.ts";
import { type Accounts, createAccounts } from "./oauth/engine/accounts.ts";
import { type Clients, createClients } from "./oauth/engine/clients.ts";
import { createEngine } from "./oauth/engine/engine.ts";
import { interactionPages } from "./oauth/engine/interactions.ts";
import { mountEngine } from "./oauth/engine/mount.ts";
import { outgoing as toClients } from "./oauth/engine/outgoing.ts";
import { longestTokenLifetime } from "./oauth/key-states.ts";
import { ensureSigningKey } from "./oauth/keys.ts";
import { keyRoutes } from "./oauth/routes.ts";
import { createTokens, type TokenClaims } from "./oauth/tokens.ts";
import { createWorkspaceTokens } from "./oauth/workspace-tokens.ts";
import { assetsOf } from "./pages/assets.ts";
import { errorPage } from "./pages/error.ts";
import { enrollAddress, type PageOptions, passwordAddress, signInAddress } from "./pages/finish.ts";
import { html } from "./pages/html.ts";
import { chooseLanguage } from "./pages/language.ts";
import { mailedWay } from "./pages/links.ts";
import { allPages } from "./pages/pages.ts";
import { PASSKEY_SCRIPTS, passkeyWay } from "./pages/passkey-way.ts";
import { safeReturnTo } from "./pages/return-to.ts";
import { createMetrics } from "./system/metrics.ts";
import { systemRoutes } from "./system/routes.ts";
import { settingsRoutes } from "./system/settings-routes.ts";
import { statusRoutes } from "./system/status-routes.ts";

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
  readonly mailer: Worker;
  /** Tells applications of sessions that ended. */
  readonly notifier: Worker;
  /** Adds up what the statistics tell. */
  readonly statistician: Worker;
  /** Makes what an installation needs before its first request: checks its key, makes the signing key, the reserved admin and its own applications. */
  prepare(): Promise<{ adminUsername: string; generatedPassword: string | null }>;
  /** Begins to remove what has had its time, and to send mail. */
  startHousekeeping(): void;
  close(): Promise<void>;
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

/** What this process remembers. */
interface Known {
  readonly principals: Principals;
  readonly clients: Clients;
  readonly accounts: Accounts;
  readonly keys: Keys;
}

/**
 * Whatever is forgotten of an account is forgotten of the machine with its id, and of its keys, too. Whoever ends a session has it
 * forgotten: applications may have to be told.
 */
function remembered({ principals, clients, accounts, keys }: Known, tell: () => void): PrincipalCache {
  return {
    forgetUser(id) {
      principals.forgetUser(id);
      clients.forget(id);
      accounts.forget(id);
      keys.forgetUser(id);
      tell();
    },
    forgetFacts: accounts.forget,
    forgetSession(id) {
      principals.forgetSession(id);
      tell();
    },
  };
}

/** The composition root: everything that lives as long as the process, put together once. */
export function createApp(options: AppOptions): App {
  const { config, db, clock, log } = options;
  const publicUrl = publicUrlOf(config);
  const keyring = createKeyring(options.secret);
  const principals = createPrincipals({ db, clock, log, sessionIdle: config.sessionIdle, requireMfa: config.requireMfa });
  const clients = createClients({ db, clock });
  const accounts = createAccounts({ db, clock });
  const keys = createKeys({ db, clock, log, prefix: config.apiKeyPrefix });
  const hasher = options.hasher ?? createHasher({ concurrency: config.hashConcurrency, queue: config.hashQueue });
  const catalogue = createCatalogue(config.resourceTypes);
  const services: Services = {
    config,
    clock,
    log,
    keyring,
    hasher,
    catalogue,
    principals: remembered({ principals, clients, accounts, keys }, () => notifier.kick()),
  };
  const lifetimes = { lifetime: config.tokenLifetime, longestLifetime: longestTokenLifetime(config) };
  const tokens = createTokens({ db, keyring, clock, issuer: publicUrl, ...lifetimes });
  const workspaceTokens = createWorkspaceTokens({
    keys: tokens.keys,
    clock,
    issuer: publicUrl,
    lifetime: config.workspaceTokenLifetime,
  });
  const throttle = createThrottle();
  const book = createJobBook(clock);
  const mailer = createMailer(systemContext(services, db, "mail"), publicUrl, undefined, book);
  const isAskable = createIsAskable(config.allowPrivateAddresses);
  const outgoing = createOutgoing(config.allowPrivateAddresses);
  const fetchOfClients = toClients(asFetch(outgoing));
  const tally = createTally(clock);
  const statistician = createStatistician(systemContext(services, db, "statistics"), tally, book);
  const notifier = createNotifier(systemContext(services, db, "logout"), { keys: tokens.keys, issuer: publicUrl, fetch: fetchOfClients }, book);
  const metrics = createMetrics(db.stats);
  const logRequest = requestLog(config, log);

  const { origin } = new URL(publicUrl);
  const secureCookie = publicUrl.startsWith("https:");
  // A token that is bound to a key is no bearer token: whoever merely has it gets nowhere (RFC 9449 7.2).
  const asBearer = (claims: TokenClaims | undefined) => (claims && claims.jkt === null ? principalOfToken({ principals, clients, keys }, claims) : undefined);
  const authenticator: Authenticator = {
    bearer(token) {
      if (keys.looksLikeKey(token)) return keys.verify(token).then((holder) => holder?.principal);
      const claims = tokens.verify(token);
      return claims instanceof Promise ? claims.then(asBearer) : asBearer(claims);
    },
    async dpop({ token, proof, method, target }) {
      const claims = await tokens.verify(token);
      if (!claims || claims.jkt === null) return undefined;
      const url = `${origin}${target.split("?")[0]}`;
      if (!(await provesPossession(db, clock, claims.jkt, { token, proof, method, url }))) return undefined;
      return principalOfToken({ principals, clients, keys }, claims);
    },
    cookie: (value) => principals.byCookie(value),
  };
  const workspaceAuthenticator: Authenticator = {
    ...authenticator,
    async bearer(token) {
      const claims = await workspaceTokens.verify(token);
      if (!claims) return authenticator.bearer(token);
      const { sid, keyId } = claims;
      const principal = await (sid === null ? keyId && keys.find(keyId).then((holder) => holder?.principal) : principals.get(sid));
      return principal && principal.id === claims.sub ? { ...principal, workspaceId: claims.workspaceId } : undefined;
    },
  };

  const providers = createProviders({ outgoing, isAskable, redirectUri: `${publicUrl}/auth/callback` });
  const pageOptions: PageOptions = {
    origin,
    secureCookie,
    async otherWaysIn(ctx, view, returnTo) {
      const [passkey, mailed] = [passkeyWay(ctx, view, returnTo), mailedWay(ctx, view, returnTo)];
      const waysIn = passkey || mailed ? html`${passkey}${mailed}` : null;
      return { providers: await connectionButtons(ctx, returnTo), waysIn, scripts: passkey ? PASSKEY_SCRIPTS : [] };
    },
  };

  const authOptions: AuthOptions = {
    tokens,
    throttle,
    refusals: tally,
    publicUrl,
    secureCookie,
    origin,
    machines: { clients, keys, tokens, tally, issuer: publicUrl },
  };
  const migrations = createMigrationCheck(db);
  const routes: Route[] = [
    ...userRoutes(publicUrl, throttle),
    ...sessionRoutes(publicUrl),
    ...secondFactorRoutes(throttle),
    ...passkeyRoutes(publicUrl),
    ...applicationRoutes(publicUrl),
    ...consentRoutes(),
    ...personalKeyRoutes(publicUrl),
    ...accountKeyRoutes(publicUrl),
    ...organizationKeyRoutes(publicUrl),
    ...organizationRoutes(publicUrl),
    ...serviceAccountRoutes(publicUrl),
    ...keyRoutesUnder(SERVICE_ACCOUNT_KEYS, publicUrl),
    ...roleRoutes(publicUrl),
    ...teamRoutes(publicUrl),
    ...rbacRoutes(publicUrl),
    ...holdingRoutes(publicUrl),
    ...invitationRoutes({ throttle, publicUrl, kick: mailer.kick }),
    ...withAliases(workspaceRoutes(publicUrl), "workspace", "tenant"),
    ...deviceRoutes(publicUrl, throttle),
    ...mailRoutes(publicUrl),
    ...authRoutes(authOptions),
    ...passkeySignInRoutes(authOptions),
    ...linkRoutes({ throttle, kick: mailer.kick, languageOf: chooseLanguage, safeReturnTo: (given) => safeReturnTo(given, origin), publicUrl }),
    ...connectionRoutes(publicUrl, isAskable),
    ...federationRoutes({ providers, refusals: tally, whoseCookie: principals.byCookie, throttle, isAskable, publicUrl, ...pageOptions }),
    ...exportRoutes(),
    ...entryRoutes(workspaceTokens),
    ...auditRoutes(publicUrl),
    ...setupRoutes(),
    ...statisticsRoutes(),
    ...keyRoutes(tokens.keys),
    ...settingsRoutes(config),
    ...jobRoutes(book),
    ...statusRoutes({ db, clock, migrations }),
  ];
  routes.push(...systemRoutes({ config, publicUrl, metrics, ready: createReadiness(migrations), providers: connectionButtons, routes: () => routes }));

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
    workspaceAuthenticator,
    remember: (actorId, key, fingerprint) => idempotency(keyring, clock, actorId, key, fingerprint),
    origin,
  };
  mount(server, routes, world);
  const imageSources = config.logoUrl === null ? [] : [new URL(config.logoUrl).origin];
  const engine = createEngine({
    app: services,
    db,
    config,
    issuer: publicUrl,
    clients,
    accounts,
    tokens,
    throttle,
    tally,
    principalOf: (claims) => principalOfToken({ principals, clients, keys }, claims),
    session: principals.get,
    cookie: principals.byCookie,
    imageSources,
    fetch: fetchOfClients,
  });
  mountEngine(server, engine, { app: services, db, issuer: publicUrl, clients });
  const pages = [
    ...allPages({ throttle, refusals: tally, kickMail: mailer.kick, elsewhere: engine.deviceAddress }, pageOptions),
    ...interactionPages({ engine, clients }),
  ];
  const pageWorld: PageMounting = { ...world, publicUrl, renderError: errorPage, signInAddress, expiredAddress: passwordAddress, enrollAddress, imageSources };
  mountPages(server, pages, assetsOf(config.installationName), pageWorld);
  mountConsole(server, CONSOLE_DIR, publicUrl);
  closeRouteTable(server, [...routes, ...pages], log, refusalPages(pageWorld));

  let housekeeping: Housekeeping | undefined;
  return {
    server,
    routes,
    pages,
    services,
    mailer,
    notifier,
    statistician,
    async prepare() {
      await checkInstallationKey(db, keyring);
      const ctx = systemContext(services, db, "start");
      const [admin] = await Promise.all([
        prepareReservedAdmin(ctx),
        ensureSigningKey({ db, keyring, clock }),
        prepareSystemApplications(ctx, publicUrl),
        showPredefinedRoles(ctx),
      ]);
      return { adminUsername: admin.username, generatedPassword: admin.generatedPassword };
    },
    startHousekeeping() {
      mailer.start();
      notifier.start();
      statistician.start();
      housekeeping ??= startHousekeeping(systemContext(services, db, "housekeeping"), book);
      book.begin();
    },
    async close() {
      await Promise.all([housekeeping?.stop(), mailer.stop(), notifier.stop(), statistician.stop()]);
      await server.close();
      // What the last requests were is not lost; where the database is gone, it is.
      await tally.write(db).catch((err: unknown) => log.warn({ err }, "the last sign-ins of machines were not counted"));
    },
  };
}
