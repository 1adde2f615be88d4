import type { Context } from "../kernel/context.ts";
import { answerRequests } from "../modules/links/service.ts";
import { type Message, sendDue } from "../modules/mail/service.ts";

/** How often what became due is looked for: milliseconds. */
const EVERY = 5_000;
/** Messages sent, and requests answered, at once. */
const AT_ONCE = 10;
/** Milliseconds for each step of talking to a mail server. */
const PATIENCE = 8_000;

export interface Mailer {
  /** Looks now, not only when it is time: after something was written. */
  kick(): void;
  /** Looks every few seconds, too. */
  start(): void;
  /** Resolves when all that is due has been tried. */
  idle(): Promise<void>;
  /** Stops after the round that is under way. */
  stop(): Promise<void>;
}

/** What hands a message to the mail server; `undefined` where there is none. */
function transportOf(ctx: Context, publicUrl: string): ((message: Message) => Promise<void>) | undefined {
  const { smtpUrl, mailFrom } = ctx.app.config;
  if (smtpUrl === null) return undefined;
  // The library is loaded with the first message: an idle server does not pay for it.
  const connect = async () => {
    const { createTransport } = await import("nodemailer");
    return createTransport({ url: smtpUrl, dnsTimeout: PATIENCE, connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE });
  };
  let transport: ReturnType<typeof connect> | undefined;
  const from = mailFrom ?? `roster@${new URL(publicUrl).hostname}`;
  return async ({ recipient, subject, text, html }) => {
    transport ??= connect();
    await (await transport).sendMail({ from, to: { name: "", address: recipient }, subject, text, html });
  };
}

/** Answers requests for links and sends mail. Each process has one; together they send nothing twice. */
export function createMailer(ctx: Context, publicUrl: string): Mailer {
  const send = transportOf(ctx, publicUrl);
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function round(): Promise<void> {
    do {
      again = false;
      while (!stopped && (await answerRequests(ctx, publicUrl, AT_ONCE)) === AT_ONCE);
      while (!stopped && send && (await sendDue(ctx, send, AT_ONCE)) === AT_ONCE);
    } while (again && !stopped);
  }

  function kick(): void {
    again = true;
    running ??= round()
      .catch((err: unknown) => ctx.app.log.warn({ err }, "mail was not looked for; it is tried again"))
      .finally(() => {
        running = undefined;
        // Asked for between the last look and now.
        if (again && !stopped) kick();
      });
  }

  return {
    kick,
    start() {
      timer ??= setInterval(kick, EVERY).unref();
      kick();
    },
    async idle() {
      kick();
      // A round that was asked for while one ended comes after it.
      while (running) await running;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
