import { type Adapter, type AdapterPayload, errors, Provider } from "oidc-provider";
import type { Clock } from "../../kernel/clock.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { RosterError } from "../../kernel/errors.ts";
import { hashSecret } from "../../kernel/secrets.ts";
import { endGrant, endReusedGrant } from "../../modules/sessions/grant-service.ts";
import { consumeArtifact, deleteArtifact, findArtifact, putArtifact } from "./artifacts-store.ts";

/** What the engine's storage needs of the rest. */
export interface Storage {
  /** The context of the engine's own work, with the request at hand where there is one. */
  readonly context: () => Context;
  readonly clock: Clock;
  /** An application as the engine takes it. */
  readonly findClient: (id: string) => Promise<AdapterPayload | undefined>;
  readonly saveClient: (id: string, payload: AdapterPayload) => Promise<void>;
  readonly removeClient: (id: string) => Promise<void>;
  /** Whether the session of a grant still counts: not idle for too long, its account and application active. */
  readonly isLive: (grantId: string) => Promise<boolean>;
  /** What a JWT of ours says, as the engine would have stored it; its liveness is checked. */
  readonly findJwt: (kind: string, token: string) => Promise<AdapterPayload | undefined>;
}

const SECONDS = 1000;
/** A registration access token is good for as long as its client (RFC 7592). */
const NEVER = new Date(Date.UTC(9999, 0));
/** Of these, a second use is the work of somebody who should not have it. */
const SINGLE_USE = new Set(["AuthorizationCode", "DeviceCode", "PushedAuthorizationRequest"]);
const hasDots = (id: string) => id.split(".").length === 3;

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

/**
 * The engine's storage over PostgreSQL. Values are kept as their SHA-256 and payloads sealed; what is single-use is
 * taken by one statement, so that of many at once one has it.
 */
function createArtifacts(kind: string, storage: Storage): Adapter {
  const { context, clock } = storage;
  const now = () => new Date(clock.now());
  /** The engine's session as the request at hand found it. */
  const read = new WeakMap<object, { readonly text: string; readonly expires: Date }>();

  /**
   * The engine writes its session with every request, to move its end: one wait for the disk in each sign-in. It is
   * left where it says what it said, and its end would move by less than a tenth of its life.
   */
  function isWritten(id: string, payload: AdapterPayload, expires: Date): boolean {
    const known = kind === "Session" && Provider.ctx ? read.get(Provider.ctx) : undefined;
    if (known?.text !== sayingOf({ ...payload, value: id })) return false;
    return expires.getTime() - known.expires.getTime() < (expires.getTime() - clock.now()) / 10;
  }

  /** A session's other name travels in tokens, and a device's code is found by what a person types. */
  async function find(by: "id" | "uid" | "user_code", key: string): Promise<AdapterPayload | undefined> {
    const ctx = context();
    const found = await findArtifact(queryable(ctx), kind, by, hashSecret(key), now());
    if (!found || (kind === "Grant" && !(await storage.isLive(key)))) return undefined;
    const payload = openedPayload(ctx, kind, found.payload);
    if (kind === "Session" && Provider.ctx) read.set(Provider.ctx, { text: sayingOf(payload), expires: found.expires });
    const value = by === "id" ? { jti: key } : { jti: String(payload["value"]) };
    const consumed = found.consumed && !isInGrace(ctx, found.consumed) ? { consumed: found.consumed.getTime() / SECONDS } : {};
    return { ...payload, ...value, ...consumed };
  }

  /**
   * A refresh token that was used is as good as new within the grace window: it gives the same successor again (see
   * `engine/refresh.ts`). After it, its use ends the whole grant.
   */
  function isInGrace(ctx: Context, consumed: Date): boolean {
    return kind === "RefreshToken" && clock.now() - consumed.getTime() <= ctx.app.config.refreshGrace * SECONDS;
  }

  const hashed = (name: string | undefined) => (name === undefined ? null : hashSecret(name));

  async function put(id: string, payload: AdapterPayload, expires: Date): Promise<void> {
    const ctx = context();
    // Found by another name, it must tell its value.
    const byOther = payload.uid !== undefined || payload.userCode !== undefined ? { value: id } : {};
    const artifact = {
      kind,
      id: hashSecret(id),
      payload: sealedPayload(ctx, kind, { ...payload, ...byOther }),
      grantId: kind === "Grant" ? id : (payload.grantId ?? null),
      uid: hashed(payload.uid),
      userCode: hashed(payload.userCode),
      expires,
    };
    if (Provider.ctx) read.delete(Provider.ctx);
    await putArtifact(queryable(ctx), artifact, kind === "RefreshToken");
  }

  return {
    upsert(id, payload, expiresIn) {
      const expires = expiresIn ? new Date(clock.now() + expiresIn * SECONDS) : NEVER;
      return isWritten(id, payload, expires) ? Promise.resolve() : reaching(() => put(id, payload, expires));
    },
    find: (id) => reaching(() => (hasDots(id) ? storage.findJwt(kind, id) : find("id", id))),
    findByUid: (uid) => reaching(() => find("uid", uid)),
    findByUserCode: (userCode) => reaching(() => find("user_code", userCode)),
    consume: (id) =>
      reaching(async () => {
        const ctx = context();
        const taken = await consumeArtifact(queryable(ctx), kind, hashSecret(id), now());
        if (taken || !SINGLE_USE.has(kind)) return;
        // Somebody else took it in the same moment: it has been in two hands (RFC 6749 4.1.2).
        const payload = await find("id", id);
        if (payload?.grantId !== undefined) await endReusedGrant(ctx, payload.grantId);
        throw new errors.InvalidGrant("it was used already");
      }),
    destroy: (id) =>
      reaching(async () => {
        const ctx = context();
        if (kind === "Grant") return endByEngine(ctx, id);
        if (hasDots(id)) return;
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

/** The storage of one kind of thing that the engine keeps. */
export function createAdapter(kind: string, storage: Storage): Adapter {
  return kind === "Client" ? createClientAdapter(storage) : createArtifacts(kind, storage);
}
