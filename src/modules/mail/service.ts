import { type Context, queryable } from "../../kernel/context.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { decodeCursor, encodeCursor, type Page, refuseCursorWithOffset } from "../../kernel/page.ts";
import { LEASE, nextTry } from "../../kernel/retries.ts";
import type { MailListQuery } from "./schema.ts";
import { countMail, deleteMail, findNewest, insertMail, listMailRows, postpone, purgeMail, type TakenMail, takeDue } from "./store.ts";

/** What a message says. */
export interface Message {
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

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

async function sendOne(ctx: Context, mail: TakenMail, send: (message: Message) => Promise<void>): Promise<void> {
  const db = queryable(ctx);
  try {
    await send(open(ctx, mail));
    await deleteMail(db, mail.id);
  } catch (error) {
    const due = isFinal(error) ? null : nextTry(ctx.app.clock.now(), mail.attempts);
    const problem = String((error as Error).message).slice(0, PROBLEM_LENGTH);
    await postpone(db, mail.id, due, problem);
    ctx.app.log.warn({ mail: mail.id, attempts: mail.attempts, problem, is_over: due === null }, "a message was not sent");
  }
}

/**
 * Sends messages that are due. Several processes may do so at once: none is taken by two.
 *
 * @param send hands a message to the mail server; it gives up well within the lease
 * @param most at once
 * @returns how many were tried
 */
export async function sendDue(ctx: Context, send: (message: Message) => Promise<void>, most: number): Promise<number> {
  const taken = await takeDue(queryable(ctx), new Date(ctx.app.clock.now()), LEASE, most);
  await Promise.all(taken.map((mail) => sendOne(ctx, mail, send)));
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
