import type { ConnectionRow } from "../modules/connections/service.ts";
import type { Outgoing } from "../net/fetch.ts";
import { ProviderFault } from "./failure.ts";
import type { Claims } from "./profile.ts";

async function getJson(outgoing: Outgoing, url: string, accessToken: string): Promise<unknown> {
  const response = await outgoing(url, { headers: { authorization: `Bearer ${accessToken}`, accept: "application/json" } });
  if (response.status !== 200) throw new ProviderFault(`${new URL(url).host} answered with status ${response.status}.`);
  try {
    return await response.json();
  } catch {
    throw new ProviderFault(`${new URL(url).host} answered with something that is no JSON.`);
  }
}

interface Address {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
}

/** Of the addresses of an account the primary one where it is verified, else another verified one. */
function bestOf(list: unknown): Address | undefined {
  const addresses = (Array.isArray(list) ? list : []).filter(
    (item): item is Address => typeof item === "object" && item !== null && typeof item.email === "string",
  );
  const verified = addresses.filter((address) => address.verified === true);
  return verified.find((address) => address.primary === true) ?? verified[0] ?? addresses.find((address) => address.primary === true);
}

/**
 * The claims of a provider without OpenID Connect: what its userinfo endpoint says, with the best of its addresses
 * as `email` and `email_verified` where it has a list of them.
 *
 * @throws ProviderFault, OutgoingError
 */
export async function withAddress(row: ConnectionRow, accessToken: string, outgoing: Outgoing): Promise<Claims> {
  const { userinfo_endpoint, emails_endpoint } = row;
  if (!userinfo_endpoint) throw new ProviderFault("The connection lacks its endpoints.");
  const claims = await getJson(outgoing, userinfo_endpoint, accessToken);
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) throw new ProviderFault("The claims are no object.");
  if (!emails_endpoint) return { ...claims };
  const best = bestOf(await getJson(outgoing, emails_endpoint, accessToken));
  // What the profile shows publicly is any address that somebody wrote there.
  const { [row.claims.email ?? "email"]: _, ...rest } = claims as Record<string, unknown>;
  return best ? { ...rest, [row.claims.email ?? "email"]: best.email, [row.claims.email_verified ?? "email_verified"]: best.verified === true } : rest;
}
