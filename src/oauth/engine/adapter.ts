import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import type { Clock } from "../../kernel/clock.ts";
import type { Context } from "../../kernel/context.ts";
import { RosterError } from "../../kernel/errors.ts";
import { hashSecret } from "../../kernel/secrets.ts";
import { endGrant, endReusedGrant } from "../../modules/sessions/grant-service.ts";
import { consumeArtifact, deleteArtifact, findArtifact, putArtifact, rememberOnce } from "./artifacts-store.ts";

/** What the engine's storage needs of the rest. */
export interface Storage {
  /** The context of the engine's own work, with the request at hand where there is one. */
  readonly context: () => Context;
  readonly clock: Clock;
  /** An application as the engine takes it. */
  readonly findClient: (id: string) => Promise<AdapterPayload | undefined>;
  readonly saveClient: (id: string, payload: AdapterPayload) => Promise<void>;
  readonly removeClient: (id: string) => Promise<void>;
  /** What a JWT of ours says, as the engine would have stored it; its liveness is checked. */
  readonly findJwt: (kind: string, token: string) => Promise<AdapterPayload | undefined>;
}

const SECONDS = 1000;
/** Of these, a second use is the work of somebody who should not have it. */
const SINGLE_USE = new Set(["AuthorizationCode", "DeviceCode", "PushedAuthorizationRequest"]);
const hasDots = (id: string) => id.split(".").length === 3;

/** The database is away: said in the RFC's word, so that clients come back (RFC 6749 4.1.2.1). */
async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RosterError) || error.status !== 503) throw error;
    const away = new errors.TemporarilyUnavailable(error.message);
    away.statusCode = 503;
    away.status = 503;
    throw away;
  }
}

/** The value itself is not kept: whoever asks for it brings it. */
function sealedPayload(ctx: Context, kind: string, payload: AdapterPayload): Buffer {
  const { jti: _, ...rest } = payload;
  return ctx.app.keyring.seal(`oauth:${kind}`, JSON.stringify(rest));
}

function openedPayload(ctx: Context, kind: string, sealed: Buffer): AdapterPayload {
  return JSON.parse(ctx.app.keyring.open(`oauth:${kind}`, sealed).toString("utf8")) as AdapterPayload;
}

/**
 * The engine's storage over PostgreSQL. Values are kept as their SHA-256 and payloads sealed; what is single-use is
 * taken by one statement, so that of many at once one has it.
 */
function createArtifacts(kind: string, storage: Storage): Adapter {
  const { context, clock } = storage;
  const now = () => new Date(clock.now());

  /** A session's other name travels in tokens, and a device's code is found by what a person types. */
  async function find(by: "id" | "uid" | "user_code", key: string): Promise<AdapterPayload | undefined> {
    const ctx = context();
    const found = await findArtifact(ctx.db, kind, by, hashSecret(key), now());
    if (!found) return undefined;
    const payload = openedPayload(ctx, kind, found.payload);
    const value = by === "id" ? { jti: key } : { jti: String(payload["value"]) };
    const consumed = found.consumed && !(await isInGrace(ctx, payload, found.consumed)) ? { consumed: found.consumed.getTime() / SECONDS } : {};
    return { ...payload, ...value, ...consumed };
  }

  /**
   * A refresh token that was used is as good as new within the grace window: it gives the same successor again (see
   * `engine/refresh.ts`). After it, its use ends the whole grant, and that is written down.
   */
  async function isInGrace(ctx: Context, payload: AdapterPayload, consumed: Date): Promise<boolean> {
    if (kind !== "RefreshToken") return false;
    if (clock.now() - consumed.getTime() <= ctx.app.config.refreshGrace * SECONDS) return true;
    if (payload.grantId !== undefined) await endReusedGrant(ctx, payload.grantId);
    return false;
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
    await putArtifact(ctx.db, artifact, kind === "RefreshToken");
  }

  /** A proof that was seen before is refused by the row that it left (RFC 9449 11.1). */
  async function putOnce(id: string, expires: Date): Promise<void> {
    if (!(await rememberOnce(context().db, kind, hashSecret(id), expires))) throw new errors.InvalidDpopProof("DPoP proof JWT Replay detected");
  }

  return {
    upsert(id, payload, expiresIn = 0) {
      const expires = new Date(clock.now() + expiresIn * SECONDS);
      return reaching(() => (kind === "ReplayDetection" ? putOnce(id, expires) : put(id, payload, expires)));
    },
    find: (id) => reaching(() => (hasDots(id) ? storage.findJwt(kind, id) : find("id", id))),
    findByUid: (uid) => reaching(() => find("uid", uid)),
    findByUserCode: (userCode) => reaching(() => find("user_code", userCode)),
    consume: (id) =>
      reaching(async () => {
        const ctx = context();
        const taken = await consumeArtifact(ctx.db, kind, hashSecret(id), now());
        if (taken || !SINGLE_USE.has(kind)) return;
        // Somebody else took it in the same moment: it has been in two hands (RFC 6749 4.1.2).
        const payload = await find("id", id);
        if (payload?.grantId !== undefined) await endReusedGrant(ctx, payload.grantId);
        throw new errors.InvalidGrant("it was used already");
      }),
    destroy: (id) =>
      reaching(async () => {
        const ctx = context();
        if (kind === "Grant") return endGrant(ctx, id);
        if (hasDots(id)) return;
        await deleteArtifact(ctx.db, kind, hashSecret(id));
      }),
    // The grant is the session: everything that hangs on it goes with its row.
    revokeByGrantId: (grantId) => reaching(() => endGrant(context(), grantId)),
  };
}

/** Applications are the engine's clients: they have a table, and rules, of their own. */
function createClientAdapter(storage: Storage): Adapter {
  const nothing = async () => undefined;
  return {
    upsert: (id, payload) => reaching(() => storage.saveClient(id, payload)),
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
