import { definePage, type Page } from "../http/define-page.ts";
import { refusal } from "../kernel/errors.ts";
import { readInbox } from "../modules/mail/service.ts";
import { inboxView } from "./inbox-view.ts";
import { viewOf } from "./layout.ts";

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
        return { html: inboxView(viewOf(ctx, meta), await readInbox(ctx)) };
      },
    }),
  ];
}
