import type { Provider } from "oidc-provider";
import { hashSecret } from "../../kernel/secrets.ts";
import { reaching, type Storage } from "./adapter.ts";
import { rememberOnce } from "./artifacts-store.ts";

/** The last moment that is written down: milliseconds since 1970 UTC. */
const LATEST = Date.UTC(9999, 0);

/**
 * A proof or assertion is good once (RFC 7523 3, RFC 9449 11.1). The engine looks first and writes then, so that of
 * two at once both would pass; here the one row decides. What a replay means is said by the engine.
 */
export function takeProofsOnce(provider: Provider, { context }: Storage): void {
  const replays = provider.ReplayDetection as unknown as { unique(issuer: string, jti: string, exp: number): Promise<boolean> };
  replays.unique = (issuer, jti, exp) =>
    reaching(() => rememberOnce(context().db, "ReplayDetection", hashSecret(`${issuer} ${jti}`), new Date(Math.min(exp * 1000, LATEST))));
}
