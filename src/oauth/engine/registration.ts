import type { AdapterPayload } from "oidc-provider";
import type { Config } from "../../config.ts";
import type { Context } from "../../kernel/context.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { newSecret } from "../../kernel/secrets.ts";
import { type Registration, registerClient, replaceClient } from "../../modules/applications/service.ts";
import { KEPT_ELSEWHERE } from "./client-metadata.ts";

/**
 * Dynamic client registration with management (RFC 7591, RFC 7592): on where the setting ROSTER_REGISTRATION_TOKEN
 * names the initial access token that it takes.
 */
export function registration({ registrationToken }: Config) {
  if (registrationToken === null) return {};
  return {
    registration: {
      enabled: true,
      initialAccessToken: registrationToken,
      idFactory: () => uuidv7(Date.now()),
      secretFactory: () => `rs_${newSecret()}`,
    },
    registrationManagement: { enabled: true, rotateRegistrationAccessToken: false },
  };
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : []);
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** What a client says of itself, as an application. */
function applicationOf(payload: AdapterPayload): Registration {
  const { client_secret: secret, ...said } = payload as Record<string, unknown>;
  const method = said["token_endpoint_auth_method"];
  const type = said["application_type"] === "native" ? "native" : method === "none" ? "single_page" : "web";
  // What stands for the secret in the engine is none: where it comes back, the one that there is stays.
  const keeps = secret === KEPT_ELSEWHERE && method !== "none" && method !== "private_key_jwt";
  const scopes = (text(said["scope"]) ?? "").split(" ").filter(Boolean);
  return {
    type,
    registration: said,
    secret: keeps ? undefined : secret === KEPT_ELSEWHERE ? null : text(secret),
    fields: {
      name: text(said["client_name"]) ?? "Unnamed client",
      redirect_uris: list(said["redirect_uris"]),
      post_logout_redirect_uris: list(said["post_logout_redirect_uris"]),
      backchannel_logout_uri: text(said["backchannel_logout_uri"]),
      auth_method: method === "none" ? "none" : method === "private_key_jwt" ? "private_key_jwt" : "client_secret",
      logo_url: text(said["logo_uri"]),
      jwks_uri: text(said["jwks_uri"]),
      ...(said["jwks"] !== undefined && { jwks: said["jwks"] as NonNullable<Registration["fields"]["jwks"]> }),
      ...(scopes.length > 0 && { scopes: scopes as NonNullable<Registration["fields"]["scopes"]> }),
      dpop_bound: said["dpop_bound_access_tokens"] === true,
      require_par: said["require_pushed_authorization_requests"] === true,
    },
  };
}

/** Stores what a client registered, the first time or again. */
export async function saveRegistration(ctx: Context, id: string, payload: AdapterPayload, isKnown: boolean): Promise<void> {
  const application = applicationOf(payload);
  if (isKnown) await replaceClient(ctx, id, application);
  else await registerClient(ctx, application, id);
}
