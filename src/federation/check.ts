import type { ServerMetadata } from "openid-client";
import type { Context } from "../kernel/context.ts";
import { type ConnectionRow, requireConnection } from "../modules/connections/service.ts";
import type { IsAskable } from "../net/fetch.ts";
import { reasonOf } from "./failure.ts";
import type { Providers } from "./provider.ts";
import type { ConnectionCheck } from "./schema.ts";

type Step = ConnectionCheck["steps"][number];

async function keysStep(providers: Providers, metadata: ServerMetadata): Promise<Step> {
  try {
    const { keys } = await providers.loadKeys(metadata);
    const kinds = [...new Set(keys.map(({ kty, alg }) => alg ?? kty))].join(", ");
    return { name: "keys", ok: keys.length > 0, detail: keys.length > 0 ? `${keys.length} keys: ${kinds}.`.slice(0, 500) : "The key set is empty." };
  } catch (error) {
    return { name: "keys", ok: false, detail: reasonOf(error) };
  }
}

function endpointsStep(metadata: ServerMetadata, isAskable: IsAskable): Step {
  const wanted = ["authorization_endpoint", "token_endpoint"] as const;
  const bad = wanted.filter((name) => !metadata[name] || !isAskable(metadata[name]));
  return {
    name: "endpoints",
    ok: bad.length === 0,
    detail: bad.length === 0 ? "All there." : `Missing, or no https address that may be asked: ${bad.join(", ")}.`,
  };
}

async function openIdSteps(row: ConnectionRow, providers: Providers, isAskable: IsAskable): Promise<{ steps: Step[]; algorithms: string[] }> {
  try {
    const metadata = await providers.discover(row);
    const steps: Step[] = [
      { name: "discovery", ok: true, detail: "Found." },
      // Discovery with another issuer is refused before it comes here.
      { name: "issuer", ok: true, detail: metadata.issuer },
      endpointsStep(metadata, isAskable),
      await keysStep(providers, metadata),
    ];
    const named = metadata.id_token_signing_alg_values_supported;
    const algorithms = Array.isArray(named) ? named.filter((item) => typeof item === "string").slice(0, 50) : [];
    return { steps, algorithms };
  } catch (error) {
    const isIssuer = (error as { code?: unknown }).code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED";
    const steps: Step[] = isIssuer ? [{ name: "discovery", ok: true, detail: "Found." }] : [];
    const detail = isIssuer ? "Discovery names another issuer. Enter it exactly as the provider spells it, a slash at the end included." : reasonOf(error);
    return { steps: [...steps, { name: isIssuer ? "issuer" : "discovery", ok: false, detail }], algorithms: [] };
  }
}

/**
 * What can be told of a connection without signing in: whether discovery is there, is this issuer's, and has keys.
 *
 * @throws RosterError `connection.not_found`
 */
export async function checkConnection(ctx: Context, providers: Providers, id: string, isAskable: IsAskable, callbackUrl: string): Promise<ConnectionCheck> {
  const row = await requireConnection(ctx, id);
  const plain = { authorization_endpoint: row.authorization_endpoint ?? "", token_endpoint: row.token_endpoint ?? "", issuer: "" };
  const { steps, algorithms } =
    row.kind === "oidc" ? await openIdSteps(row, providers, isAskable) : { steps: [endpointsStep(plain, isAskable)], algorithms: [] };
  return { ok: steps.every((step) => step.ok), steps, algorithms, callback_url: callbackUrl };
}
