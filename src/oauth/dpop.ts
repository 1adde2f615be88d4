import { createHash } from "node:crypto";
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWK, jwtVerify } from "jose";
import type { Context, Queryable } from "../kernel/context.ts";
import { hashSecret } from "../kernel/secrets.ts";
import { rememberOnce } from "./engine/artifacts-store.ts";

/** Algorithms that a client may prove possession with. */
export const DPOP_ALGORITHMS = ["ES256", "EdDSA", "Ed25519"];
/** How far a proof's `iat` may be from now, either way: seconds (RFC 9449 11.1). */
const WINDOW = 60;
const LONGEST_PROOF = 4096;

/** A request to the API that shows a proof of possession. */
export interface Proof {
  readonly proof: string;
  readonly token: string;
  readonly method: string;
  /** The request's address without query. */
  readonly url: string;
}

/** The address as it is compared (RFC 9449 4.3): without query and fragment, normalized. */
function comparable(url: unknown): string | undefined {
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  parsed.search = "";
  parsed.hash = "";
  return parsed.href;
}

/**
 * Whether a request proves that it holds the key that its token is bound to (RFC 9449 4.3, 7.1). A proof counts once,
 * on whichever process.
 *
 * @param jkt thumbprint of the token's key
 */
export async function provesPossession(db: Queryable, clock: Context["app"]["clock"], jkt: string, { proof, token, method, url }: Proof): Promise<boolean> {
  if (proof.length > LONGEST_PROOF) return false;
  const now = Math.floor(clock.now() / 1000);
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: DPOP_ALGORITHMS,
      typ: "dpop+jwt",
      currentDate: new Date(clock.now()),
      requiredClaims: ["jti", "htm", "htu", "iat", "ath"],
    });
    const fits =
      payload["htm"] === method &&
      comparable(payload["htu"]) === comparable(url) &&
      payload["ath"] === createHash("sha256").update(token).digest("base64url") &&
      Math.abs(now - Number(payload.iat)) <= WINDOW &&
      (await calculateJwkThumbprint(protectedHeader.jwk as JWK)) === jkt;
    if (!fits || typeof payload.jti !== "string") return false;
    return rememberOnce(db, "DPoPProof", hashSecret(`${jkt} ${payload.jti}`), new Date((now + 2 * WINDOW) * 1000));
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}
