import { isIP } from "node:net";

/** Who we are to authenticators. */
export interface RelyingParty {
  /** The host that passkeys are bound to (WebAuthn: RP ID). */
  readonly id: string;
  /** The only origin whose pages may use them. */
  readonly origin: string;
}

/**
 * What passkeys are bound to; `undefined` where browsers offer none: at an IP address, which is no RP ID, and without
 * https, but for this machine itself.
 *
 * @param publicUrl where clients reach the server
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | undefined {
  const { hostname: id, origin, protocol } = new URL(publicUrl);
  if (isIP(id) !== 0 || id.startsWith("[")) return undefined;
  const isSecure = protocol === "https:" || id === "localhost" || id.endsWith(".localhost");
  return isSecure ? { id, origin } : undefined;
}
