import type { Answer } from "../http/define-route.ts";
import type { Context } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { SCOPES } from "../kernel/permissions.ts";
import { verifyClientSecret } from "../modules/applications/service.ts";
import type { Clients } from "../oauth/engine/clients.ts";
import type { Tokens } from "../oauth/tokens.ts";
import type { Grant } from "./grant.ts";

/** What machines sign in with. */
export interface MachineOptions {
  readonly clients: Clients;
  readonly tokens: Pick<Tokens, "signForMachine">;
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
  ctx: Context,
  { clients, tokens, issuer }: MachineOptions,
  { clientId, clientSecret, audience }: Extract<Grant, { kind: "client_credentials" }>,
): Promise<Answer> {
  if (audience !== undefined && audience !== issuer && !audience.startsWith(`${issuer}/`)) throw refusal("auth.unknown_audience");
  const client = await clients.find(clientId);
  const isRight = await verifyClientSecret(ctx.app, ctx.db, clientId, clientSecret);
  if (!client || !isRight || client.serviceAccountId === null || client.authMethod !== "client_secret" || client.dpopBound) {
    throw refusal("auth.invalid_credentials", "The client_id or the client_secret is wrong, or it is not of a machine application.");
  }
  const scopes = client.scopes.filter((scope) => Object.hasOwn(SCOPES, scope));
  const { token, expiresIn } = await tokens.signForMachine(client.id, scopes);
  const value = { access_token: token, token_type: "bearer", expires_in: expiresIn, refresh_token: null, scope: scopes.join(" "), device_id: null };
  return { value: { ...value, device_metadata: null, token } };
}
