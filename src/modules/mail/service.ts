import { setTimeout as pause } from "node:timers/promises";
import { type Context, queryable } from "../../kernel/context.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { decodeCursor, encodeCursor, type Page, refuseCursorWithOffset } from "../../kernel/page.ts";
import { LEASE, nextTry } from "../../kernel/retries.ts";
import type { MailListQuery } from "./schema.ts";
import { countMail, deleteMail, findNewest, insertMail, listMailRows, measureQueue, postpone, purgeMail, type TakenMail, takeDue } from "./store.ts";

/** What a message says. */
export interface Message {
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Milliseconds before each further try to remove a message that was sent. */
const REMOVAL_WAITS = [100, 1_000, 5_000];
/** How much of a mail server's words is kept. */
const PROBLEM_LENGTH = 300;

const PURPOSE = "mail";

/**
 * Writes a message to be sent, in the caller's transaction: it goes out if and only if that commits.
 *
 * @param lifetime seconds in which it is worth sending
 */
export async function enqueueMail(ctx: Context, message: Message, lifetime: number): Promise<void> {
  const { clock, keyring } = ctx.app;
  const now = clock.now();
  const { recipient, subject, text, html } = message;
  const body = keyring.seal(PURPOSE, JSON.stringify({ text, html }));
  await insertMail(queryable(ctx), { id: uuidv7(now), recipient, subject, body, now: new Date(now), expires: new Date(now + lifetime * 1000) });
}

const open = (ctx: Context, { recipient, subject, body }: TakenMail): Message => ({
  recipient,
  subject,
  ...(JSON.parse(ctx.app.keyring.open(PURPOSE, body).toString("utf8")) as { text: string; html: string }),
});

/** A mail server's refusal for good (RFC 5321 4.2.1), which no other try mends. */
const isFinal = (error: unknown) => Number((error as { responseCode?: unknown }).responseCode) >= 500;

/** Hands a message to the mail server; closes the connection and gives up when `signal` says so. */
export type Send = (message: Message, signal: AbortSignal) => Promise<void>;

/** Keeps that sending failed, and when it is tried again, if at all. */
async function putOff(ctx: Context, mail: TakenMail, error: unknown): Promise<void> {
  const due = isFinal(error) ? null : nextTry(ctx.app.clock.now(), mail.attempts);
  const problem = String((error as Error).message).slice(0, PROBLEM_LENGTH);
  await postpone(queryable(ctx), mail.id, due, problem);
  ctx.app.log.warn({ mail: mail.id, attempts: mail.attempts, problem, is_over: due === null }, "a message was not sent");
}

/** Removes a message that was sent. What stays would be sent again, so that one failure is not the end of it. */
async function removeSent(ctx: Context, id: string): Promise<void> {
  for (const wait of [...REMOVAL_WAITS, null]) {
    try {
      return await deleteMail(queryable(ctx), id);
    } catch (err) {
      if (wait === null) return ctx.app.log.error({ err, mail: id }, "a message was sent and could not be removed: it is sent again");
      await pause(wait);
    }
  }
}

async function sendOne(ctx: Context, mail: TakenMail, send: Send, longest: number): Promise<void> {
  try {
    await send(open(ctx, mail), AbortSignal.timeout(longest));
  } catch (error) {
    return putOff(ctx, mail, error);
  }
  await removeSent(ctx, mail.id);
}

/**
 * Sends messages that are due. Several processes may do so at once: none is taken by two.
 *
 * @param most at once
 * @param longest milliseconds that sending one may take: well within the lease
 * @returns how many were tried, when all of them have been
 */
export async function sendDue(ctx: Context, send: Send, { most, longest }: { readonly most: number; readonly longest: number }): Promise<number> {
  const taken = await takeDue(queryable(ctx), new Date(ctx.app.clock.now()), LEASE, most);
  const tried = await Promise.allSettled(taken.map((mail) => sendOne(ctx, mail, send, longest)));
  for (const result of tried) if (result.status === "rejected") throw result.reason;
  return taken.length;
}

/**
 * A page of the messages that have not been sent, newest first; superusers only.
 *
 * @throws RosterError `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function listMail(ctx: Context, query: MailListQuery): Promise<Page> {
  const { keyring } = ctx.app;
  refuseCursorWithOffset(query);
  const before = query.cursor ? String(decodeCursor(keyring, "mail", query.cursor)[0]) : undefined;
  const db = queryable(ctx);
  const [page, total] = await Promise.all([listMailRows(db, before, query), query.count && countMail(db)]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, "mail", [page.last]),
    ...(query.count && { count: { total: Number(total), kind: "exact" as const } }),
  };
}

/** The development inbox: the newest messages, with what they say. For installations without a mail server. */
export async function readInbox(ctx: Context): Promise<Message[]> {
  const newest = await findNewest(queryable(ctx), new Date(ctx.app.clock.now()));
  return newest.map((mail) => open(ctx, mail));
}

/** Removes messages that are no good any more; a bounded number at once. @returns how many */
export function removeOldMail(ctx: Context, most: number): Promise<number> {
  return purgeMail(queryable(ctx), new Date(ctx.app.clock.now()), most);
}

/** What waits to be sent, and what was given up, each counted up to `most`. */
export function mailQueue(ctx: Context, most: number) {
  return measureQueue(queryable(ctx), most);
}
