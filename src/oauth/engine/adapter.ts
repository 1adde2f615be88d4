import { type Adapter, type AdapterPayload, errors, type KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Clock } from "../../kernel/clock.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { RosterError } from "../../kernel/errors.ts";
import { hashSecret } from "../../kernel/secrets.ts";
import { endGrant, endReusedGrant } from "../../modules/sessions/grant-service.ts";
import {
  consumeArtifact,
  deleteArtifact,
  findArtifact,
  findArtifactTogether,
  type NewArtifact,
  putArtifact,
  putNewTogether,
  type Taken,
  takeAndPutArtifact,
} from "./artifacts-store.ts";
import { createAtHand } from "./at-hand.ts";
import type { DeviceCodes } from "./device-codes.ts";
import { isJwt } from "./wrapped-token.ts";

/** What the engine's storage needs of the rest. */
export interface Storage {
  /** The context of the engine's own work, with the request at hand where there is one. */
  readonly context: (koa?: KoaContextWithOIDC) => Context;
  readonly clock: Clock;
  /** An application as the engine takes it. */
  readonly findClient: (id: string) => Promise<AdapterPayload | undefined>;
  readonly saveClient: (id: string, payload: AdapterPayload) => Promise<void>;
  readonly removeClient: (id: string) => Promise<void>;
  /** Whether the session of a grant still counts: not idle for too long, its account and application active. */
  readonly isLive: (grantId: string) => Promise<boolean>;
  /** What a JWT of ours says, as the engine would have stored it; its liveness is checked. */
  readonly findJwt: (kind: string, token: string) => Promise<AdapterPayload | undefined>;
  readonly deviceCodes: DeviceCodes;
  /** A grant, as far as the token of the request at hand says what is asked of it. */
  readonly grantOfToken: (id: string) => AdapterPayload | undefined;
}

const SECONDS = 1000;
/** A registration access token is good for as long as its client (RFC 7592). */
const NEVER = new Date(Date.UTC(9999, 0));
/** Of these, a second use is the work of somebody who should not have it. */
const SINGLE_USE = new Set(["AuthorizationCode", "DeviceCode", "PushedAuthorizationRequest"]);
/**
 * What the database need not have on the disk before it goes on. A crash of it may lose what it was told in the last half second: of
 * these, whoever misses one begins the sign-in again, with the browser's session as it was, and nobody gets more than
 * they had. What was taken or given away - used codes, grants, refresh tokens - is never among them.
 */
const RELAXED = new Set(["AuthorizationCode", "Interaction", "Session"]);

/** The session that an artifact would hang on is not there any more. */
const isGrantOver = (error: unknown) => (error as { constraint?: string }).constraint === "oauth_artifacts_grant_id_fkey";

/**
 * What the storage fails with, in words of the RFC: a database that is away, so that clients come back (RFC 6749
 * 4.1.2.1); a grant that ended while something was made of it.
 */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isGrantOver(error)) throw new errors.InvalidGrant("the grant ended");
    if (!(error instanceof RosterError) || error.status !== 503) throw error;
    const away = new errors.TemporarilyUnavailable(error.message);
    away.statusCode = 503;
    away.status = 503;
    throw away;
  }
}

/** At its token endpoint the engine ends a grant for one reason: a code or a refresh token came a second time. */
function endByEngine(ctx: Context, grantId: string): Promise<void> {
  return Provider.ctx?.oidc.route === "token" ? endReusedGrant(ctx, grantId) : endGrant(ctx, grantId);
}

/** The value itself is not kept: whoever asks for it brings it. */
function sealedPayload(ctx: Context, kind: string, payload: AdapterPayload): Buffer {
  const { jti: _, ...rest } = payload;
  return ctx.app.keyring.seal(`oauth:${kind}`, JSON.stringify(rest));
}

function openedPayload(ctx: Context, kind: string, sealed: Buffer): AdapterPayload {
  return JSON.parse(ctx.app.keyring.open(`oauth:${kind}`, sealed).toString("utf8")) as AdapterPayload;
}

/** What a payload says, but for when. */
function sayingOf({ jti: _, iat: __, exp: ___, ...said }: AdapterPayload): string {
  return JSON.stringify(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Takes what was used. @throws InvalidGrant where it is single-use and somebody was there before, and ends what that gave */
async function take(ctx: Context, taken: Taken, write?: NewArtifact): Promise<void> {
  const [db, now] = [queryable(ctx), new Date(ctx.app.clock.now())];
  const isFirst = write ? await takeAndPutArtifact(db, taken, write, now) : await consumeArtifact(db, taken, now);
  if (isFirst || !taken.once) return;
  // It has been in two hands (RFC 6749 4.1.2).
  const found = await findArtifact(db, taken.kind, "id", taken.id, now);
  if (found && found.grantId !== null) await endReusedGrant(ctx, found.grantId);
  throw new errors.InvalidGrant("it was used already");
}

/**
 * The engine's storage over PostgreSQL. Values are kept as their SHA-256 and payloads sealed; what is single-use is
 * taken by one statement, so that of many at once one has it.
 */
function createArtifacts(kind: string, storage: Storage, atHand: ReturnType<typeof createAtHand>): Adapter {
  const { context, clock } = storage;

  /**
   * The engine writes its session with every request, to move its end: one more write in each sign-in. It is
   * left where it says what it said, and its end would move by less than a tenth of its life.
   */
  function isWritten(id: string, payload: AdapterPayload, expires: Date): boolean {
    const known = kind === "Session" ? atHand()?.session : undefined;
    if (known?.text !== sayingOf({ ...payload, value: id })) return false;
    return expires.getTime() - known.expires.getTime() < (expires.getTime() - clock.now()) / 10;
  }

  /** A session's other name travels in tokens, and a device's code is found by what a person types. */
  async function find(by: "id" | "uid" | "user_code", key: string): Promise<AdapterPayload | undefined> {
    const ctx = context();
    const here = atHand();
    const [hash, now] = [hashSecret(key), new Date(clock.now())];
    const isAlone = by !== "id" || ctx.tx !== undefined;
    const found = await (isAlone ? findArtifact(queryable(ctx), kind, by, hash, now) : findArtifactTogether(ctx.db, { kind, id: hash, now }));
    if (!found) return undefined;
    const payload = openedPayload(ctx, kind, found.payload);
    if (here && kind === "Session") here.session = { text: sayingOf(payload), expires: found.expires };
    if (by === "id" && kind === "DeviceCode") await storage.deviceCodes.poll(key, payload);
    if (found.grantId !== null && found.grant) here?.grants.set(found.grantId, found.grant);
    const value = by === "id" ? { jti: key } : { jti: String(payload["value"]) };
    const consumed = found.consumed && !isInGrace(ctx, found.consumed) ? { consumed: found.consumed.getTime() / SECONDS } : {};
    return { ...payload, ...value, ...consumed };
  }

  /** A grant counts as long as its session does. */
  async function findGrant(id: string): Promise<AdapterPayload | undefined> {
    if (!(await storage.isLive(id))) return undefined;
    const read = atHand()?.grants.get(id);
    return storage.grantOfToken(id) ?? (read ? { ...openedPayload(context(), kind, read), jti: id } : find("id", id));
  }

  /**
   * A refresh token that was used is as good as new within the grace window: it gives the same successor again (see
   * `engine/refresh.ts`). After it, its use ends the whole grant.
   */
  function isInGrace(ctx: Context, consumed: Date): boolean {
    return kind === "RefreshToken" && clock.now() - consumed.getTime() <= ctx.app.config.refreshGrace * SECONDS;
  }

  const hashed = (name: string | undefined) => (name === undefined ? null : hashSecret(name));

  function artifactOf(ctx: Context, id: string, payload: AdapterPayload, expires: Date): NewArtifact {
    // Found by another name, it must tell its value.
    const byOther = payload.uid !== undefined || payload.userCode !== undefined ? { value: id } : {};
    return {
      kind,
      id: hashSecret(id),
      payload: sealedPayload(ctx, kind, { ...payload, ...byOther }),
      grantId: kind === "Grant" ? id : (payload.grantId ?? null),
      uid: hashed(payload.uid),
      userCode: hashed(payload.userCode),
      expires,
    };
  }

  async function put(id: string, payload: AdapterPayload, expires: Date): Promise<void> {
    const ctx = context();
    const artifact = artifactOf(ctx, id, payload, expires);
    const here = atHand();
    const taking = here?.taking;
    if (here) here.taking = undefined;
    if (here && kind === "Session") here.session = undefined;
    if (kind === "Grant") here?.grants.delete(id);
    if (taking) return take(ctx, taking, artifact);
    if (kind === "AuthorizationCode" && ctx.tx === undefined) {
      await putNewTogether(ctx.db, artifact);
      return;
    }
    const isRelaxed = RELAXED.has(kind) && ctx.tx === undefined;
    await putArtifact(queryable(ctx), artifact, kind === "RefreshToken" ? "once" : isRelaxed ? "relaxed" : "replace");
  }

  return {
    upsert(id, payload, expiresIn) {
      const expires = expiresIn ? new Date(clock.now() + expiresIn * SECONDS) : NEVER;
      return isWritten(id, payload, expires) ? Promise.resolve() : reaching(() => put(id, payload, expires));
    },
    find: (id) => reaching(() => (isJwt(id) ? storage.findJwt(kind, id) : kind === "Grant" ? findGrant(id) : find("id", id))),
    findByUid: (uid) => reaching(() => find("uid", uid)),
    findByUserCode: (userCode) => reaching(() => storage.deviceCodes.guess(() => find("user_code", userCode))),
    consume: (id) =>
      reaching(async () => {
        const taken = { kind, id: hashSecret(id), once: SINGLE_USE.has(kind) };
        const here = atHand();
        // What a code gives is written in the same statement: nothing is lost between the two.
        if (here && Provider.ctx?.oidc.route === "token") here.taking = taken;
        else await take(context(), taken);
      }),
    destroy: (id) =>
      reaching(async () => {
        const ctx = context();
        if (kind === "Grant") return endByEngine(ctx, id);
        if (isJwt(id)) return;
        await deleteArtifact(queryable(ctx), kind, hashSecret(id));
      }),
    // The grant is the session: everything that hangs on it goes with its row.
    revokeByGrantId: (grantId) => reaching(() => endByEngine(context(), grantId)),
  };
}

/** What an application may not be, in words of RFC 7591 3.2.2. */
async function registering(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RosterError) || error.status >= 500) throw error;
    const [issue] = error.issues ?? [];
    const field = issue?.loc.slice(1).join(".");
    throw new errors.InvalidClientMetadata(issue ? `${field}: ${issue.msg}` : error.message);
  }
}

/** Applications are the engine's clients: they have a table, and rules, of their own. */
function createClientAdapter(storage: Storage): Adapter {
  const nothing = async () => undefined;
  return {
    upsert: (id, payload) => reaching(() => registering(() => storage.saveClient(id, payload))),
    find: (id) => reaching(() => storage.findClient(id)),
    destroy: (id) => reaching(() => storage.removeClient(id)),
    findByUid: nothing,
    findByUserCode: nothing,
    consume: nothing,
    revokeByGrantId: nothing,
  };
}

/** The engine's storage. */
export interface Adapters {
  /** Of one kind of thing that it keeps. */
  of(kind: string): Adapter;
  /** At the end of a request: takes what was used, where nothing was written for it. @throws InvalidGrant, TemporarilyUnavailable */
  settle(koa: KoaContextWithOIDC): Promise<void>;
}

export function createAdapters(storage: Storage): Adapters {
  const atHand = createAtHand();
  return {
    of: (kind) => (kind === "Client" ? createClientAdapter(storage) : createArtifacts(kind, storage, atHand)),
    async settle(koa) {
      const here = atHand(koa);
      const taking = here?.taking;
      if (!here || !taking) return;
      here.taking = undefined;
      await reaching(() => take(storage.context(koa), taking));
    },
  };
}
