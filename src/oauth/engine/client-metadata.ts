import type { ClientMetadata } from "oidc-provider";
import { newSecret } from "../../kernel/secrets.ts";
import type { Client } from "../../modules/applications/service.ts";

/** RFC 8693 2.1. */
export const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
export const DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

const GRANTS: Readonly<Record<Client["type"], readonly string[]>> = {
  web: ["authorization_code", "refresh_token", TOKEN_EXCHANGE],
  single_page: ["authorization_code", "refresh_token"],
  native: ["authorization_code", "refresh_token", DEVICE_CODE],
  machine: ["client_credentials", TOKEN_EXCHANGE],
};

/** A secret is compared by its hash (`Clients.verifySecret`); the engine only wants to know that there is one. Nobody can send what it gets instead. */
export const KEPT_ELSEWHERE = newSecret();

/**
 * An application in the words of RFC 7591, as the engine takes it.
 *
 * @param usesBasic whether the request at hand carries HTTP Basic credentials: both ways to send the secret are taken
 */
export function clientMetadata(client: Client, usesBasic: boolean): ClientMetadata {
  const byMethod: Readonly<Record<Client["authMethod"], Partial<ClientMetadata>>> = {
    client_secret: { token_endpoint_auth_method: usesBasic ? "client_secret_basic" : "client_secret_post", client_secret: KEPT_ELSEWHERE },
    private_key_jwt: {
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "ES256",
      ...(client.jwks && { jwks: client.jwks as NonNullable<ClientMetadata["jwks"]> }),
      ...(client.jwksUri !== null && { jwks_uri: client.jwksUri }),
    },
    none: { token_endpoint_auth_method: "none" },
  };
  return {
    client_id: client.id,
    client_name: client.name,
    application_type: client.type === "native" ? "native" : "web",
    grant_types: [...GRANTS[client.type]] as NonNullable<ClientMetadata["grant_types"]>,
    response_types: client.type === "machine" ? [] : ["code"],
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    scope: client.scopes.join(" "),
    ...byMethod[client.authMethod],
    ...(client.backchannelLogoutUri !== null && { backchannel_logout_uri: client.backchannelLogoutUri, backchannel_logout_session_required: true }),
    ...(client.logoUrl !== null && { logo_uri: client.logoUrl }),
    ...(client.dpopBound && { dpop_bound_access_tokens: true }),
    ...(client.requirePar && { require_pushed_authorization_requests: true }),
  };
}
