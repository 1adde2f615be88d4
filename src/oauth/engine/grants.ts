import type { Grant, KoaContextWithOIDC } from "oidc-provider";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { consentOf } from "../../modules/consents/service.ts";
import { renewProof } from "../../modules/sessions/grant-service.ts";
import { startApplicationSession } from "../../modules/sessions/service.ts";
import { findAmr } from "./accounts-store.ts";
import type { Clients } from "./clients.ts";
import type { Joining } from "./joining.ts";

type Engine = KoaContextWithOIDC["oidc"]["provider"];

/** What a grant lets an application do. */
export interface Granted {
  readonly openid: readonly string[];
  /** By resource: its scopes. */
  readonly resources: Readonly<Record<string, readonly string[]>>;
}

/** What the authorization request at hand asks for, of what there is. */
export function requested({ oidc }: KoaContextWithOIDC): Granted {
  const wanted = [...oidc.requestParamScopes];
  const resources = Object.entries(oidc.resourceServers ?? {}).map(([identifier, server]) => {
    const known = new Set(server.scope.split(" "));
    return [identifier, wanted.filter((scope) => known.has(scope))] as const;
  });
  return { openid: [...oidc.requestParamOIDCScopes], resources: Object.fromEntries(resources) };
}

/** Every scope that is granted, once. */
export function scopesOf({ openid, resources }: Granted): string[] {
  return [...new Set([...openid, ...Object.values(resources).flat()])];
}

const isOffline = (granted: Granted) => granted.openid.includes("offline_access");

function extend(grant: Grant, { openid, resources }: Granted): void {
  if (openid.length > 0) grant.addOIDCScope(openid.join(" "));
  for (const [identifier, scopes] of Object.entries(resources)) if (scopes.length > 0) grant.addResourceScope(identifier, scopes.join(" "));
}

/** Whether a grant lets an application do everything that is asked for. */
function covers(grant: Grant | undefined, { openid, resources }: Granted): boolean {
  if (!grant) return false;
  const holds = (scopes: string, wanted: readonly string[]) => {
    const held = new Set(scopes.split(" "));
    return wanted.every((scope) => held.has(scope));
  };
  return holds(grant.getOIDCScope(), openid) && Object.entries(resources).every(([identifier, scopes]) => holds(grant.getResourceScope(identifier), scopes));
}

interface NewGrant {
  readonly principal: Principal;
  readonly applicationId: string;
  readonly granted: Granted;
  readonly userAgent: string | null;
}

/**
 * Lets an application act for somebody: a session of its own, and the engine's grant with the same id. Without
 * `offline_access` it ends with the browser's session. Runs in the caller's transaction, which the engine's storage has
 * joined (`Joining`): there is never one without the other.
 *
 * @returns the grant's id
 */
async function createGrant(ctx: Context, provider: Engine, { principal, applicationId, granted, userAgent }: NewGrant): Promise<string> {
  const id = uuidv7(ctx.app.clock.now());
  await startApplicationSession(
    { ...ctx, actor: principal },
    {
      id,
      userId: principal.id,
      applicationId,
      ...(isOffline(granted) ? { parentId: null, outlives: principal.sessionId } : { parentId: principal.sessionId, outlives: null }),
      scopes: scopesOf(granted),
      amr: principal.sessionId === null ? [] : await findAmr(queryable(ctx), principal.sessionId),
      authTime: new Date(principal.authTime),
      userAgent,
    },
  );
  const grant = new provider.Grant({ accountId: principal.id, clientId: applicationId });
  grant.jti = id;
  extend(grant, granted);
  await grant.save();
  return id;
}

/**
 * The grant with which an application may go on: widened where it does not cover what is asked now, made anew where
 * it ends too early for that. Runs in the caller's transaction (`Joining`).
 */
export async function coveringGrant(ctx: Context, provider: Engine, existing: Grant | undefined, wanted: NewGrant): Promise<string> {
  const coversOffline = !isOffline(wanted.granted) || (existing?.getOIDCScope().split(" ").includes("offline_access") ?? false);
  if (!existing || !coversOffline) return createGrant(ctx, provider, wanted);
  extend(existing, wanted.granted);
  await existing.save();
  return existing.jti;
}

interface Grants {
  readonly clients: Clients;
  readonly contextOf: (koa: KoaContextWithOIDC) => Context;
  /** Who is signed in with the browser's session cookie. */
  readonly personOf: (koa: KoaContextWithOIDC) => Promise<Principal | undefined>;
  /** Who is signed in with a session. */
  readonly session: (id: string) => Principal | undefined | Promise<Principal | undefined>;
  readonly atomically: Joining["atomically"];
}

/**
 * The engine's `loadExistingGrant`: what somebody agreed to before, or need not be asked about because the
 * application is the installation's own, is granted without a question. Native applications always ask, since any
 * program on the machine can pass for them (RFC 8252 8.6).
 */
export function loadExistingGrant({ clients, contextOf, personOf, session: sessionOf, atomically }: Grants) {
  /** Whoever signed in again since the grant was made has proven it for the application, too: the ID token says so, and the API believes it. */
  const renew = async (koa: KoaContextWithOIDC, grant: Grant | undefined): Promise<void> => {
    if (!grant) return;
    const { jti } = grant;
    const [person, before] = [await personOf(koa), await sessionOf(jti)];
    if (person && before && person.id === before.id && before.authTime < person.authTime) await renewProof(contextOf(koa), jti, person);
  };

  const load = async (koa: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { oidc } = koa;
    const { provider, client, session, result } = oidc;
    if (!client || !session) return undefined;
    const agreed = (result?.["consent"] as { grantId?: string } | undefined)?.grantId;
    if (agreed !== undefined) return provider.Grant.find(agreed);
    const known = session.grantIdFor(client.clientId);
    const existing = known === undefined ? undefined : await provider.Grant.find(known);
    const granted = requested(koa);
    await renew(koa, existing);
    // Where nothing is missing there is nothing to add: no consent is read, and the grant is not written again.
    if (client.applicationType === "native" || oidc.prompts.has("consent") || covers(existing, granted)) return existing;
    const [ctx, principal] = [contextOf(koa), await personOf(koa)];
    if (!principal || principal.id !== session.accountId) return existing;
    const trusted = (await clients.find(client.clientId))?.isTrusted === true;
    const before = trusted ? [] : await consentOf(ctx, principal.id, client.clientId);
    if (!trusted && scopesOf(granted).some((scope) => !before.includes(scope))) return existing;
    const wanted = { principal, applicationId: client.clientId, granted, userAgent: koa.get("user-agent") || null };
    return provider.Grant.find(await atomically(ctx, (inner) => coveringGrant(inner, provider, existing, wanted)));
  };
  return async (koa: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const grant = await load(koa);
    const { client, session } = koa.oidc;
    // The `sid` of ID tokens, access tokens and logout tokens is one: the session of the application.
    if (grant && client && session) session.sidFor(client.clientId, grant.jti);
    return grant;
  };
}
