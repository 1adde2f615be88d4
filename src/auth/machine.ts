import type { Answer } from "../http/define-route.ts";
import { refusal } from "../kernel/errors.ts";
import { canonicalUuid } from "../kernel/ids.ts";
import { SCOPES } from "../kernel/permissions.ts";
import type { Keys } from "../modules/api-keys/keys.ts";
import type { Tally } from "../modules/statistics/tally.ts";
import type { Clients } from "../oauth/engine/clients.ts";
import type { Tokens } from "../oauth/tokens.ts";
import type { Grant } from "./grant.ts";

/** What machines sign in with. */
export interface MachineOptions {
  readonly clients: Clients;
  readonly keys: Pick<Keys, "looksLikeKey" | "verify">;
  readonly tokens: Pick<Tokens, "signForMachine" | "signForKey">;
  readonly tally: Pick<Tally, "count">;
  /** This server's public address: the audience that its tokens have. */
  readonly issuer: string;
}

/**
 * The contract's client credentials (B.2): the same token as at the token endpoint, with every scope of the API that
 * the application may have, in the contract's answer.
 *
 * @throws RosterError `auth.invalid_credentials` for an unknown application, a wrong secret, or one that is no
 *   machine; `auth.unknown_audience`
 */
export async function machineAnswer(
  options: MachineOptions,
  { clientId, clientSecret, audience }: Extract<Grant, { kind: "client_credentials" }>,
): Promise<Answer> {
  const { clients, keys, tokens, tally, issuer } = options;
  if (audience !== undefined && audience !== issuer && !audience.startsWith(`${issuer}/`)) throw refusal("auth.unknown_audience");
  // A service account signs in with its id and a key.
  if (keys.looksLikeKey(clientSecret)) return keyAnswer(options, clientSecret, clientId);
  const client = await clients.find(clientId);
  const isRight = await clients.verifySecret(clientId, clientSecret);
  if (!client || !isRight || client.serviceAccountId === null || client.authMethod !== "client_secret" || client.dpopBound) {
    throw refusal("auth.invalid_credentials", "The client_id or the client_secret is wrong, or it is not of a machine application.");
  }
  const scopes = client.scopes.filter((scope) => Object.hasOwn(SCOPES, scope));
  const { token, expiresIn } = await tokens.signForMachine(client.id, scopes);
  tally.count("client_credentials");
  return answerWith(token, expiresIn, scopes.join(" "));
}

function answerWith(token: string, expiresIn: number, scope: string): Answer {
  const value = { access_token: token, token_type: "bearer", expires_in: expiresIn, refresh_token: null, scope, device_id: null };
  return { value: { ...value, device_metadata: null, token } };
}

/**
 * The contract's sign-in with an API key (B.2). Nothing is written: the token counts as long as the key does.
 *
 * @param clientId whose key it must be, where the client says so
 * @throws RosterError `auth.invalid_credentials` for a key that is wrong, expired, switched off or deleted
 */
export async function keyAnswer({ keys, tokens, tally }: Pick<MachineOptions, "keys" | "tokens" | "tally">, key: string, clientId?: string): Promise<Answer> {
  const holder = await keys.verify(key);
  if (!holder || (clientId !== undefined && canonicalUuid(clientId) !== holder.principal.id)) {
    throw refusal("auth.invalid_credentials", "The API key is wrong, has expired, or does not count any more.");
  }
  const { token, expiresIn } = await tokens.signForKey(holder.principal.id, holder.keyId, holder.expires);
  tally.count("api_key");
  return answerWith(token, expiresIn, "");
}
