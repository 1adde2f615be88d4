import Type from "typebox";
import { signInWithPassword } from "../auth/sign-in.ts";
import { cookieValue } from "../http/authenticate.ts";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError, refusal } from "../kernel/errors.ts";
import { codePoints, identifierKey, isPlain } from "../kernel/text.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { acceptLinked, declineLinked, joinedBy, type LinkedTo, readLinked, registerLinked } from "../modules/invitations/link-service.ts";
import type { User } from "../modules/users/schema.ts";
import { getUser } from "../modules/users/service.ts";
import { enrollAddress, finishSignIn, type PageOptions, passwordAddress, signInAddress } from "./finish.ts";
import { invitationDoneView, invitationOverView, invitationView, type Visitor } from "./invitation-view.ts";
import { viewOf } from "./layout.ts";
import { sentenceOf } from "./texts/errors.ts";
import { invitation as texts } from "./texts/invitation.ts";

const HERE = "/invitation";
const COOKIE = "roster_invitation";
/** Seconds that somebody has to sign in and come back. */
const COOKIE_LIFETIME = 3600;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const token = Type.String({ maxLength: 100, ...SECRET });
const TokenQuery = Type.Object({ token: Type.Optional(token) });
const TokenForm = Type.Object({ token });
const RegisterForm = Type.Object({
  token,
  name: Type.Optional(Type.String({ maxLength: 1024 })),
  password: Type.Optional(Type.String({ maxLength: 1024, ...SECRET })),
});

/** The cookie that keeps the token while its owner signs in, so that it stands in no address; without a token, takes it away. */
function tokenCookie(value: string | null, secure: boolean): string {
  return `${COOKIE}=${value ?? ""}; Max-Age=${value === null ? 0 : COOKIE_LIFETIME}; Path=${HERE}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

type Entered = Pick<Extract<Visitor, { kind: "stranger" }>, "name" | "problem">;

async function visitorOf(ctx: Context, { invitation, registration }: LinkedTo, entered: Entered): Promise<Visitor> {
  if (ctx.actor.kind !== "user") return { kind: "stranger", registration, ...entered };
  const { username, email, name, avatar_url: avatarUrl } = JSON.parse((await getUser(ctx, ctx.actor.id)).json) as User;
  const isSame = email !== null && identifierKey(email) === identifierKey(invitation.email);
  return { kind: "signed_in", account: { username, name, avatarUrl }, address: email ?? username, isSame };
}

interface Shown extends Entered {
  readonly refused?: RosterError;
}

async function shownPage(ctx: Context, meta: PageMeta, given: string, { refused, ...entered }: Shown = {}): Promise<PageAnswer> {
  const view = { ...viewOf(ctx, meta), here: HERE };
  const linked = await readLinked(ctx, given);
  const { organization, invited_by: inviter, email, roles, expires } = linked.invitation;
  const visitor = await visitorOf(ctx, linked, entered);
  const html = invitationView(view, {
    token: given,
    organization: { name: organization.name, logoUrl: organization.logo_url },
    inviter: inviter && (inviter.name ?? inviter.username),
    email,
    roles: [...new Set(roles.map((role) => role.name))],
    expires,
    visitor,
    signInAddress: visitor.kind === "stranger" ? `${signInAddress(HERE)}&${new URLSearchParams({ login_hint: email })}` : signInAddress(HERE),
    problem: refused && sentenceOf(view.language, refused),
  });
  return { status: refused?.status ?? (entered.problem ? 400 : 200), html };
}

/** The refusals after which the link leads nowhere. */
const OVER = /^(?:invitation\.(?:link_invalid|over)|organization\.not_found)$/;

/** Answers a refusal on the page of the invitation, or says what came of it, or that there is none any more. */
async function orSay(ctx: Context, meta: PageMeta, given: string, work: () => Promise<PageAnswer>): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RosterError) || error.status >= 500) throw error;
    if (!OVER.test(error.code)) return shownPage(ctx, meta, given, { refused: error });
    const view = { ...viewOf(ctx, meta), here: HERE };
    const joined = await joinedBy(ctx, given);
    if (joined !== undefined) return { html: invitationDoneView(view, "accepted", joined) };
    const told = error.code === "organization.not_found" ? refusal("invitation.link_invalid") : error;
    return { status: told.status, html: invitationOverView(view, sentenceOf(view.language, told)) };
  }
}

/** What somebody does first who signed in and may do nothing else yet. */
function firstOf({ actor }: Context): PageAnswer | undefined {
  if (actor.kind !== "user" || !actor.restricted) return undefined;
  return { redirect: actor.mustEnroll ? enrollAddress(HERE) : passwordAddress(HERE) };
}

function answerPage(answer: "accept" | "decline", { secureCookie }: PageOptions): Page {
  return definePage({
    method: "POST",
    path: `${HERE}/${answer}`,
    access: "signed-in",
    form: TokenForm,
    handler: (ctx, { form, meta }) =>
      orSay(ctx, meta, form.token, async () => {
        const { invitation } = await readLinked(ctx, form.token);
        await (answer === "accept" ? acceptLinked : declineLinked)(ctx, form.token);
        const html = invitationDoneView({ ...viewOf(ctx, meta), here: null }, answer === "accept" ? "accepted" : "declined", invitation.organization.name);
        return { html, cookies: [tokenCookie(null, secureCookie)] };
      }),
  });
}

function registerPage(throttle: Throttle, options: PageOptions): Page {
  return definePage({
    method: "POST",
    path: `${HERE}/register`,
    access: "public",
    form: RegisterForm,
    handler: async (ctx, { form: { token: given, name = "", password = "" }, meta }) => {
      const { language } = viewOf(ctx, meta);
      const again = (field: "name" | "password", text: string) => shownPage(ctx, meta, given, { name, problem: { field, text } });
      return orSay(ctx, meta, given, async () => {
        const called = name.trim();
        if (called === "" || codePoints(called) > 50 || !isPlain(called)) return again("name", texts[language].nameRule);
        try {
          const username = await registerLinked(ctx, given, { name: called, password });
          const outcome = await signInWithPassword(ctx, throttle, { username, password, userAgent: meta.userAgent, cookie: meta.cookie, withCookie: true });
          const answer = finishSignIn(ctx, outcome, "/", options);
          return { ...answer, cookies: [...(answer.cookies ?? []), tokenCookie(null, options.secureCookie)] };
        } catch (error) {
          if (!(error instanceof RosterError) || !error.code.startsWith("password.")) throw error;
          return again("password", sentenceOf(language, error));
        }
      });
    },
  });
}

/** The page that an invitation's link leads to. Opening it uses nothing up: mail scanners do. */
export function invitationPages(throttle: Throttle, options: PageOptions): Page[] {
  return [
    definePage({
      method: "GET",
      path: HERE,
      access: "public",
      query: TokenQuery,
      handler: async (ctx, { query, meta }) => {
        if (query.token !== undefined && TOKEN.test(query.token)) return { cookies: [tokenCookie(query.token, options.secureCookie)], redirect: HERE };
        const first = firstOf(ctx);
        if (first) return first;
        const given = query.token === undefined ? (cookieValue(meta.cookies, COOKIE) ?? "") : "";
        return orSay(ctx, meta, given, () => shownPage(ctx, meta, given));
      },
    }),
    answerPage("accept", options),
    answerPage("decline", options),
    registerPage(throttle, options),
  ];
}
