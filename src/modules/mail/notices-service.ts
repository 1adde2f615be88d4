import type { Context } from "../../kernel/context.ts";
import { isolated } from "../../kernel/text.ts";
import { enqueueMail } from "./service.ts";

/** A week: seconds. */
const NOTICE_LIFETIME = 7 * 86_400;

/**
 * Tells the address that an account had that it has it no longer, in the transaction of the change. Only where mail
 * can be sent. In both languages: nobody knows which one its reader prefers.
 *
 * @param address the one before; `null`: there was none to tell
 */
export async function tellOldAddress(ctx: Context, address: string | null): Promise<void> {
  const { smtpUrl, installationName } = ctx.app.config;
  if (address === null || smtpUrl === null) return;
  const name = isolated(installationName);
  const lines = [
    `The e-mail address of your account at ${name} was changed. If it was not you, tell your administrator at once.`,
    `Die E-Mail-Adresse Ihres Kontos bei ${name} wurde geändert. Falls Sie es nicht waren, melden Sie es sofort Ihrer Administration.`,
  ];
  const subject = `${name}: your e-mail address was changed / Ihre E-Mail-Adresse wurde geändert`;
  const escaped = lines.map((line) => line.replaceAll("&", "&amp;"));
  const html = `<!doctype html><html><body><p lang="en">${escaped[0]}</p><p lang="de">${escaped[1]}</p></body></html>`;
  await enqueueMail(ctx, { recipient: address, subject, text: `${lines.join("\n\n")}\n`, html }, NOTICE_LIFETIME);
}
