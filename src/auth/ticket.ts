import type { Context } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";

/** How long somebody has to find their second factor: milliseconds. */
export const TICKET_LIFETIME = 5 * 60_000;

const PURPOSE = "second-factor-ticket";

/** Who has proven a first factor. */
export interface TicketClaims {
  readonly userId: string;
  /** What was proven (RFC 8176). */
  readonly amr: readonly string[];
  /** What let somebody in, as it stood (`stampOf`): another password or address, or an identity that is gone, ends the ticket. */
  readonly stamp: string;
}

/** A ticket that only this installation can make or read. */
export function sealTicket(ctx: Context, claims: TicketClaims): string {
  const { keyring, clock } = ctx.app;
  return keyring.seal(PURPOSE, JSON.stringify({ ...claims, expires: clock.now() + TICKET_LIFETIME })).toString("base64url");
}

/** @throws RosterError `auth.invalid_ticket` for what is none, or too old */
export function openTicket(ctx: Context, ticket: string): TicketClaims {
  const { keyring, clock } = ctx.app;
  let opened: TicketClaims & { readonly expires: number };
  try {
    opened = JSON.parse(keyring.open(PURPOSE, Buffer.from(ticket, "base64url")).toString("utf8"));
  } catch {
    throw refusal("auth.invalid_ticket");
  }
  if (clock.now() >= opened.expires) throw refusal("auth.invalid_ticket");
  return opened;
}
