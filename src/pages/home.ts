import Type, { type Static } from "typebox";
import { clearedCookieHeader } from "../auth/cookie.ts";
import { definePage, type Page } from "../http/define-page.ts";
import { endSessionOfCookie } from "../modules/sessions/service.ts";
import type { User } from "../modules/users/schema.ts";
import { getUser, principalOf } from "../modules/users/service.ts";
import type { PageOptions } from "./finish.ts";
import { homeView, signedOutView, signOutView } from "./home-view.ts";
import { LANGUAGES, type Language, languageCookieHeader } from "./language.ts";
import { viewOf } from "./layout.ts";
import { offersPasskeysHere } from "./passkey-way.ts";
import { safeReturnTo } from "./return-to.ts";

/** The start: who is signed in, and what they can do here. */
function homePage(): Page {
  return definePage({
    method: "GET",
    path: "/",
    access: "signed-in",
    handler: async (ctx, { meta }) => {
      const account = JSON.parse((await getUser(ctx, principalOf(ctx).id)).json) as User;
      const { name, username, email, avatar_url: avatarUrl, oauth_provider } = account;
      const isLocal = oauth_provider === null;
      const shown = { name, username, email, avatarUrl, hasPassword: isLocal, mayHavePasskeys: isLocal && offersPasskeysHere(ctx) };
      return { html: homeView(viewOf(ctx, meta), shown) };
    },
  });
}

/** Signing out: a link asks, a form does it. */
function signOutPages({ secureCookie }: PageOptions): Page[] {
  return [
    definePage({
      method: "GET",
      path: "/sign-out",
      access: "public",
      handler: async (ctx, { meta }) => {
        const view = viewOf(ctx, meta);
        return { html: ctx.actor.kind === "user" ? signOutView(view) : signedOutView(view) };
      },
    }),
    definePage({
      method: "POST",
      path: "/sign-out",
      access: "public",
      handler: async (ctx, { meta }) => {
        if (meta.cookie !== undefined) await endSessionOfCookie(ctx, meta.cookie);
        return { html: signedOutView({ ...viewOf(ctx, meta), here: "/sign-out" }), cookies: [clearedCookieHeader(secureCookie)] };
      },
    }),
  ];
}

const LanguageQuery = Type.Object({
  to: Type.Unsafe<Language>(Type.String({ enum: [...LANGUAGES] })),
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
});
type LanguageQuery = Static<typeof LanguageQuery>;

/** Choosing a language by hand: keeps it, and goes back. */
function languagePage({ origin, secureCookie }: PageOptions): Page {
  return definePage({
    method: "GET",
    path: "/language",
    access: "public",
    query: LanguageQuery,
    handler: async (_ctx, { query }: { readonly query: LanguageQuery }) => ({
      cookies: [languageCookieHeader(query.to, secureCookie)],
      redirect: safeReturnTo(query.return_to, origin),
    }),
  });
}

/** The start, signing out, choosing a language. */
export function homePages(options: PageOptions): Page[] {
  return [homePage(), ...signOutPages(options), languagePage(options)];
}
