/** More than one factor was proven; any other sign-in is of the first level. */
const MULTI_FACTOR = "urn:roster:acr:multi-factor";
const SINGLE_FACTOR = "urn:roster:acr:single-factor";

/** Every authentication context class there is. */
export const ACR_VALUES = [SINGLE_FACTOR, MULTI_FACTOR] as const;

/** Whether a sign-in had more than one factor. @param amr how the account proved who it is (RFC 8176) */
export const isMultiFactor = (amr: readonly string[]): boolean => amr.includes("mfa");

/**
 * The authentication context class (OpenID Connect Core 2, `acr`) of a sign-in: one of two levels.
 *
 * @param amr how the account proved who it is
 */
export function acrOf(amr: readonly string[]): string {
  return isMultiFactor(amr) ? MULTI_FACTOR : SINGLE_FACTOR;
}
