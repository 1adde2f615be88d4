import { definePage, type Page } from "../http/define-page.ts";
import { refusal } from "../kernel/errors.ts";
import { readInbox } from "../modules/mail/service.ts";
import { html } from "./html.ts";
import { document, viewOf } from "./layout.ts";

/** The development inbox: what would have been mailed, for superusers of an installation without a mail server. */
export function inboxPages(): Page[] {
  return [
    definePage({
      method: "GET",
      path: "/mail/inbox",
      access: "signed-in",
      handler: async (ctx, { meta }) => {
        if (ctx.actor.kind !== "user" || !ctx.actor.isSuperuser || ctx.actor.scopes !== null) throw refusal("access.superuser");
        // With a mail server the links in it are their recipients' alone.
        if (ctx.app.config.smtpUrl !== null) throw refusal("request.unknown_path");
        const messages = await readInbox(ctx);
        const body = messages.map(
          ({ recipient, subject, text }) => html`<article><h2>${subject}</h2>
<p>${recipient}</p>
<p>${text.split(/(https?:\/\/\S+)/).map((part) => (part.startsWith("http") ? html`<a href="${part}">${part}</a>` : part))}</p></article>\n`,
        );
        return { html: document(viewOf(ctx, meta), { title: "Mail", body: html`${body}` }) };
      },
    }),
  ];
}
