/** More than one factor was proven; any other sign-in is of the first level. */
const MULTI_FACTOR = "urn:roster:acr:multi-factor";
const SINGLE_FACTOR = "urn:roster:acr:single-factor";

/** Every authentication context class there is. */
export const ACR_VALUES = [SINGLE_FACTOR, MULTI_FACTOR] as const;

/**
 * The authentication context class (OpenID Connect Core 2, `acr`) of a sign-in: one of two levels.
 *
 * @param amr how the account proved who it is
 */
export function acrOf(amr: readonly string[]): string {
  return amr.includes("mfa") ? MULTI_FACTOR : SINGLE_FACTOR;
}
