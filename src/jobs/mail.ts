import type { Context } from "../kernel/context.ts";
import { answerRequests } from "../modules/links/service.ts";
import { type Send, sendDue } from "../modules/mail/service.ts";
import { createJobBook, type JobBook } from "./book.ts";
import { createWorker, untilFew, type Worker } from "./worker.ts";

/** Messages sent, and requests answered, at once. */
const AT_ONCE = 10;
/** Milliseconds for each step of talking to a mail server. */
const PATIENCE = 8_000;

/** What hands a message to the mail server; `undefined` where there is none. */
function transportOf(ctx: Context, publicUrl: string): Send | undefined {
  const { smtpUrl, mailFrom } = ctx.app.config;
  if (smtpUrl === null) return undefined;
  // The library is loaded with the first message: an idle server does not pay for it.
  const connect = async () => {
    const { createTransport } = await import("nodemailer");
    return createTransport({ url: smtpUrl, dnsTimeout: PATIENCE, connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE });
  };
  let transport: ReturnType<typeof connect> | undefined;
  const from = mailFrom ?? `roster@${new URL(publicUrl).hostname}`;
  return async ({ recipient, subject, text, html }, signal) => {
    transport ??= connect();
    await (await transport).sendMail({ from, to: { name: "", address: recipient }, subject, text, html, signal });
  };
}

/** Milliseconds that sending one message may take in all: half of the time for which it is taken, so that removing it has time, too. */
const LONGEST_SENDING = 60_000;

/**
 * Answers requests for links and sends mail. Each process has one; together they send nothing twice.
 *
 * @param longest milliseconds that sending one message may take in all
 * @param book where it is written down
 */
export function createMailer(ctx: Context, publicUrl: string, longest = LONGEST_SENDING, book: JobBook = createJobBook(ctx.app.clock)): Worker {
  const send = transportOf(ctx, publicUrl);
  return createWorker(ctx, "mail", async (isStopped) => {
    await book.run("link_requests", () => untilFew(() => answerRequests(ctx, publicUrl, AT_ONCE), AT_ONCE, isStopped));
    if (send) await book.run("mail", () => untilFew(() => sendDue(ctx, send, { most: AT_ONCE, longest }), AT_ONCE, isStopped));
  });
}
