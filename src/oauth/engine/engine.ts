import type { IncomingMessage, ServerResponse } from "node:http";
import type { AdapterPayload, KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Config } from "../../config.ts";
import type { PooledDatabase } from "../../db/connect.ts";
import { sessionCookie } from "../../http/authenticate.ts";
import type { Context, Principal, Services } from "../../kernel/context.ts";
import { removeClient } from "../../modules/applications/service.ts";
import type { Throttle } from "../../modules/devices/verify-service.ts";
import type { Tally } from "../../modules/statistics/tally.ts";
import type { Tokens } from "../tokens.ts";
import type { Accounts } from "./accounts.ts";
import type { Clients } from "./clients.ts";
import { createJoining, type Joining } from "./joining.ts";

/** The authorization server: the engine, bound to our storage, accounts and pages. */
export interface Engine {
  /** The engine with the keys that there are now. It is loaded when it is first needed. */
  provider(): Promise<Provider>;
  /** Serves a request of the engine's. @param ctx what `Context` the engine's work for it has */
  serve(ctx: Context, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Where a person enters the code of a device that an application asked for (RFC 8628); `undefined`: there is none with it. */
  deviceAddress(userCode: string): Promise<string | undefined>;
  /** Runs work in one transaction, what the engine stores meanwhile included. */
  readonly atomically: Joining["atomically"];
  /** Runs work of a page with the context of its request. */
  within<T>(ctx: Context, request: IncomingMessage, work: () => Promise<T>): Promise<T>;
}

export interface EngineWorld {
  readonly app: Services;
  readonly db: PooledDatabase;
  readonly config: Config;
  /** This server's public address: the issuer. */
  readonly issuer: string;
  readonly clients: Clients;
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly throttle: Throttle;
  readonly tally: Pick<Tally, "count">;
  readonly principalOf: (claims: Exclude<Awaited<ReturnType<Tokens["verify"]>>, undefined>) => Principal | undefined | Promise<Principal | undefined>;
  /** Who is signed in with a session. */
  readonly session: (id: string) => Principal | undefined | Promise<Principal | undefined>;
  readonly cookie: (value: string) => Principal | undefined | Promise<Principal | undefined>;
  readonly imageSources: readonly string[];
  /** How the engine reaches others: key sets of clients. */
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
}

/** What the build needs is loaded with the first request: the start does not pay for it. */
async function loadParts() {
  const [engine, adapter, configuration, refresh, exchange, views, metadata, registration, jwt, replay, answers, devices] = await Promise.all([
    import("oidc-provider"),
    import("./adapter.ts"),
    import("./configuration.ts"),
    import("./refresh.ts"),
    import("./token-exchange.ts"),
    import("./views.ts"),
    import("./client-metadata.ts"),
    import("./registration.ts"),
    import("./jwt-tokens.ts"),
    import("./replay.ts"),
    import("./answers.ts"),
    import("./device-codes.ts"),
  ]);
  return { engine, adapter, configuration, refresh, exchange, views, metadata, registration, jwt, replay, answers, devices };
}

/** Makes the authorization server. */
export function createEngine(world: EngineWorld): Engine {
  const { app, db, config, issuer, clients, tokens } = world;
  const contexts = new WeakMap<IncomingMessage, Context>();
  const system: Context = { app, db, actor: { kind: "system", name: "oauth" }, requestId: "oauth", address: null };
  const contextOf = (koa: { req: IncomingMessage } | undefined): Context => (koa && contexts.get(koa.req)) ?? system;
  const personOf = async (koa: { req: IncomingMessage }): Promise<Principal | undefined> => {
    const cookie = sessionCookie(koa.req.headers.cookie);
    return cookie === undefined ? undefined : world.cookie(cookie);
  };
  const { current: joined, atomically } = createJoining();
  let parts: ReturnType<typeof loadParts> | undefined;

  const build = async (keys: Awaited<ReturnType<Tokens["keys"]["snapshot"]>>["keys"]): Promise<Provider> => {
    parts ??= loadParts();
    const { engine, adapter, configuration, refresh, exchange, views, metadata, registration, jwt, replay, answers, devices } = await parts;
    const { Provider } = engine;
    const known = { verify: tokens.verify, principalOf: world.principalOf, issuer };
    const storage = {
      context: (koa?: KoaContextWithOIDC) => joined() ?? contextOf(koa ?? Provider.ctx),
      clock: app.clock,
      async findClient(id: string): Promise<AdapterPayload | undefined> {
        const client = await clients.find(id);
        const usesBasic = /^basic /i.test(Provider.ctx?.get("authorization") ?? "");
        return client && (metadata.clientMetadata(client, usesBasic) as AdapterPayload);
      },
      async saveClient(id: string, payload: AdapterPayload) {
        await registration.saveRegistration(contextOf(Provider.ctx), id, payload, (await clients.find(id)) !== undefined);
        clients.forget(id);
      },
      async removeClient(id: string) {
        await removeClient(contextOf(Provider.ctx), id);
      },
      isLive: async (grantId: string) => (await world.session(grantId)) !== undefined,
      findJwt: jwt.findJwt(known),
      grantOfToken: jwt.grantOfToken,
      deviceCodes: devices.createDeviceCodes({ throttle: world.throttle, contextOf, personOf }),
    };
    const adapters = adapter.createAdapters(storage);
    const secret = (purpose: string) => app.keyring.mac("oauth", purpose);
    const provider = new Provider(
      issuer,
      configuration.configuration(
        {
          issuer,
          config,
          adapters,
          clients,
          accounts: world.accounts,
          views: views.createViews({ contextOf, imageSources: world.imageSources }),
          cookieKeys: [secret("cookies").toString("base64url")],
          dpopSecret: secret("dpop"),
          contextOf,
          personOf,
          session: world.session,
          atomically,
          fetch: world.fetch,
        },
        keys,
      ),
    );
    // Addresses come from the issuer, and whose request it is from the server before it.
    provider.proxy = true;
    replay.takeProofsOnce(provider, storage);
    refresh.deriveSuccessors(provider, app.keyring);
    exchange.registerTokenExchange(provider, { ...known, sign: tokens.signDelegated });
    provider.Client.prototype.compareClientSecret = function compareClientSecret(this: { clientId: string }, actual: string) {
      return adapter.reaching(() => clients.verifySecret(this.clientId, actual));
    } as never;
    // Applications are told by the end of their sessions, whatever ended them (`oauth/logout-notices.ts`): not twice.
    provider.Client.prototype.backchannelLogout = async () => {};
    // A token that is a JWT is issued and not kept.
    provider.on("client_credentials.issued", () => world.tally.count("client_credentials"));
    provider.on("server_error", (koa, err) => {
      const { requestId } = contextOf(koa);
      app.log.error({ err, request_id: requestId, path: koa.path }, "the authorization server failed");
    });
    answers.finishAnswers(provider, { issuer, contextOf, settle: adapters.settle });
    return provider;
  };

  /** What an engine answers with, put together once. */
  const handlers = new WeakMap<Provider, ReturnType<Provider["callback"]>>();
  let current: { readonly version: string; readonly provider: Promise<Provider> } | undefined;

  /** The engine takes its keys when it is made: other keys, another engine. Everything it remembers is in the database. */
  async function provider(): Promise<Provider> {
    const { version, keys } = await tokens.keys.snapshot();
    if (current?.version !== version) {
      const made = { version, provider: build(keys) };
      current = made;
      made.provider.catch(() => {
        if (current === made) current = undefined;
      });
    }
    return current.provider;
  }

  return {
    provider,
    atomically,
    async serve(ctx, request, response) {
      contexts.set(request, ctx);
      const engine = await provider();
      const handle = handlers.get(engine) ?? engine.callback();
      handlers.set(engine, handle);
      await handle(request, response);
    },
    async deviceAddress(userCode) {
      const engine = await provider();
      const normalized = userCode.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
      const found = normalized === "" ? undefined : await engine.DeviceCode.findByUserCode(normalized);
      return found && `/oauth/device?${new URLSearchParams({ user_code: normalized })}`;
    },
    async within(ctx, request, work) {
      contexts.set(request, ctx);
      return work();
    },
  };
}
