import { createPublicKey, type JsonWebKey } from "node:crypto";

/** Members that only private and symmetric keys have (RFC 7518 6.2.2, 6.3.2, 6.4.1; RFC 9964 for `priv`). */
const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];
const CURVES = new Set(["P-256", "P-384", "P-521", "Ed25519"]);
const LEAST_RSA_BITS = 2048;
const LONGEST_KEY = 8192;

/**
 * What is wrong with a key that is to verify an application's signatures (RFC 7517); `undefined` when nothing is.
 * What is said never repeats the key.
 */
export function publicKeyFault(jwk: Readonly<Record<string, unknown>>): string | undefined {
  if (jwk["kty"] === "oct") return "A symmetric key is a secret: give public keys only";
  if (PRIVATE.some((member) => Object.hasOwn(jwk, member))) return "This is a private key: it is not kept. Make a new pair, and give its public half only";
  if (JSON.stringify(jwk).length > LONGEST_KEY) return `A key has at most ${LONGEST_KEY} characters as JSON`;
  const kty = jwk["kty"];
  if (kty !== "RSA" && kty !== "EC" && kty !== "OKP") return "A key has the `kty` RSA, EC or OKP";
  if (kty !== "RSA" && !CURVES.has(String(jwk["crv"]))) return `A key has the \`crv\` ${[...CURVES].join(", ")}`;
  if (jwk["use"] !== undefined && jwk["use"] !== "sig") return "A key verifies signatures: its `use` is sig, or absent";
  if (jwk["kid"] !== undefined && typeof jwk["kid"] !== "string") return "The `kid` of a key is text";
  if (jwk["alg"] !== undefined && typeof jwk["alg"] !== "string") return "The `alg` of a key is text";
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
    const bits = asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS;
    return bits < LEAST_RSA_BITS ? `An RSA key has at least ${LEAST_RSA_BITS} bits` : undefined;
  } catch {
    return "This is no valid public key";
  }
}
