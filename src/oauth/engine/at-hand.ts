import { type KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Taken } from "./artifacts-store.ts";

/** What the storage knows of the request at hand. */
export interface AtHand {
  /** The engine's session as the request found it. */
  session?: { readonly text: string; readonly expires: Date } | undefined;
  /** Sealed payloads of grants, by id, that were read with what hangs on them. */
  readonly grants: Map<string, Buffer>;
  /** What is taken with the first thing that is written for it. */
  taking?: Taken | undefined;
}

type Koa = Pick<KoaContextWithOIDC, "req">;

/** @returns what there is at hand of a request, of the engine's current one if none is named; `undefined`: there is no request */
export function createAtHand(): (koa?: Koa) => AtHand | undefined {
  const known = new WeakMap<object, AtHand>();
  return (koa = Provider.ctx) => {
    if (!koa) return undefined;
    const found = known.get(koa.req) ?? { grants: new Map() };
    known.set(koa.req, found);
    return found;
  };
}
