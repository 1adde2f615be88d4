import * as client from "openid-client";
import type { Context } from "../kernel/context.ts";
import { type ErrorCode, RosterError, refusal } from "../kernel/errors.ts";
import { OutgoingError } from "../net/fetch.ts";

/** The provider's answer is none that can be used; the text says what is wrong with it, in our words. */
export class ProviderFault extends Error {
  override name = "ProviderFault";
}

/** The first of a kind among an error and what caused it. */
function within<T extends Error>(error: unknown, kind: new (...args: never[]) => T): T | undefined {
  let at = error;
  for (let depth = 0; depth < 5 && at instanceof Error; depth++) {
    if (at instanceof kind) return at;
    at = at.cause;
  }
  return undefined;
}

/** What a provider says when it is not the request that is wrong (RFC 6749 4.1.2.1). */
const AWAY = new Set(["server_error", "temporarily_unavailable"]);

function statusOf(error: unknown): number {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Response ? cause.status : error instanceof client.ResponseBodyError ? error.status : 0;
}

function codeOf(error: unknown): ErrorCode {
  if (within(error, OutgoingError)) return "federation.provider_unavailable";
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === "access_denied") return "federation.denied";
    return AWAY.has(error.error) ? "federation.provider_unavailable" : "federation.provider_refused";
  }
  const isLate = (error as { code?: string }).code === "OAUTH_TIMEOUT";
  return isLate || statusOf(error) >= 500 ? "federation.provider_unavailable" : "federation.provider_refused";
}

/**
 * What went wrong with a provider, in a sentence for an administrator. Nothing of what it sent is in it but its
 * error code.
 */
export function reasonOf(error: unknown): string {
  const outgoing = within(error, OutgoingError);
  if (outgoing) return outgoing.message;
  if (error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError) {
    return `The provider answered with the error ${JSON.stringify(error.error.slice(0, 100))}.`;
  }
  if (error instanceof RosterError || error instanceof ProviderFault) return error.message;
  if (!(error instanceof Error)) return "Something unexpected happened.";
  const status = statusOf(error);
  const inner = error.cause instanceof Error && error.cause.message !== error.message ? ` (${error.cause.message})` : "";
  return `${error.message}${status > 0 ? `, status ${status}` : ""}${inner}`.slice(0, 500);
}

/** The refusal that people see. What really happened is in the log, without what the provider sent. */
export function refusalOf(ctx: Context, connection: string, error: unknown): RosterError {
  if (error instanceof RosterError) return error;
  const code = codeOf(error);
  if (code !== "federation.denied") {
    ctx.app.log.warn({ connection, request_id: ctx.requestId, reason: reasonOf(error) }, "signing in by an identity provider failed");
  }
  return refusal(code);
}
