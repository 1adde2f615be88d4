import { decodeJwt } from "jose";
import type { Grant, Interaction, Provider } from "oidc-provider";
import Type, { type Static } from "typebox";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../../http/define-page.ts";
import type { Context, Principal } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { consentOf, giveConsent } from "../../modules/consents/service.ts";
import { acrOf } from "../../modules/sessions/acr.ts";
import { chooseAccountPage } from "../../pages/account-choice-view.ts";
import { consentPage } from "../../pages/consent-view.ts";
import { enrollAddress, passwordAddress, signInAddress } from "../../pages/finish.ts";
import { viewOf } from "../../pages/layout.ts";
import { continuePage } from "../../pages/oauth-views.ts";
import { scopeSentence } from "../../pages/texts/scopes.ts";
import { findAccountFacts, findAmr } from "./accounts-store.ts";
import { interactionAddress } from "./addresses.ts";
import type { Clients } from "./clients.ts";
import type { Engine } from "./engine.ts";
import { coveringGrant, type Granted, scopesOf } from "./grants.ts";

/** What the engine asks a person (`oidc-provider` interactions), answered by pages of ours. */
interface Options {
  readonly engine: Engine;
  readonly clients: Clients;
}

const Path = Type.Object({ uid: Type.String({ minLength: 1, maxLength: 128, pattern: "^[A-Za-z0-9_-]+$" }) });
type Path = Static<typeof Path>;

interface Asked {
  readonly provider: Provider;
  readonly interaction: Interaction;
}

/** The interaction that this browser is in: its cookie names it, and the address must name the same. */
async function open({ engine }: Options, ctx: Context, { uid }: Path, meta: PageMeta): Promise<Asked> {
  const provider = await engine.provider();
  const { request, response } = meta.raw;
  const interaction = await engine
    .within(ctx, request, () => provider.interactionDetails(request, response))
    .catch((cause: unknown) => {
      if ((cause as { error?: string }).error === "invalid_request") throw refusal("oauth.interaction_over");
      throw cause;
    });
  if (interaction.uid !== uid) throw refusal("oauth.interaction_over");
  return { provider, interaction };
}

/** Gives the engine an answer, and sends the browser back to it. */
async function answer(ctx: Context, meta: PageMeta, { provider }: Asked, result: Parameters<Provider["interactionResult"]>[2]): Promise<PageAnswer> {
  const to = await provider.interactionResult(meta.raw.request, meta.raw.response, result, { mergeWithLastSubmission: true });
  return { html: continuePage(viewOf(ctx, meta), { to }) };
}

/**
 * The engine's session may still be of whoever was signed in before: it is left, so that the answer is to somebody
 * new. Asked by itself, the engine would sign everybody out first.
 */
async function leaveOther({ provider, interaction }: Asked, personId: string): Promise<void> {
  const { session } = interaction;
  if (!session || session.accountId === personId) return;
  await (await provider.Session.findByUid(session.uid))?.destroy();
  interaction.session = undefined;
  await interaction.persist();
}

/** What the engine keeps of a sign-in. */
async function loginOf(ctx: Context, person: Principal) {
  const amr = person.sessionId === null ? [] : await findAmr(ctx.db, person.sessionId);
  return { accountId: person.id, ts: Math.floor(person.authTime / 1000), amr: [...amr], acr: acrOf(amr), remember: true };
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
/** Reasons for which being signed in does not do: the proof itself is wanted anew. */
const WANTS_FRESH = new Set(["login_prompt", "max_age"]);
/** Reasons that signing in again as the same, or in the same way, cannot satisfy. */
const CANNOT_BE_MET: Readonly<Record<string, string>> = {
  claims_id_token_sub_value: "login_required",
  essential_acr: "unmet_authentication_requirements",
  essential_acrs: "unmet_authentication_requirements",
};

/**
 * Whether somebody else is meant: the engine asked because of `id_token_hint`, whose signature it checked, and does not
 * look at it again when there is an answer (OpenID Connect Core 3.1.2.1).
 */
function meansAnother({ prompt, params }: Interaction, id: string): boolean {
  const hint = text(params["id_token_hint"]);
  return hint !== undefined && prompt.reasons.includes("id_token_hint") && decodeJwt(hint).sub !== id;
}

async function login(ctx: Context, meta: PageMeta, asked: Asked): Promise<PageAnswer> {
  const { uid, prompt, params, lastSubmission, iat } = asked.interaction;
  const here = interactionAddress(uid);
  const { actor } = ctx;
  const wantsFresh = prompt.reasons.some((reason) => WANTS_FRESH.has(reason));
  const isFresh = actor.kind === "user" && actor.authTime / 1000 >= iat;
  const hopeless = prompt.reasons.map((reason) => CANNOT_BE_MET[reason]).find(Boolean);
  const hint = text(params["login_hint"]);
  const signIn = `${signInAddress(here)}${hint === undefined ? "" : `&${new URLSearchParams({ login_hint: hint })}`}`;
  if (actor.kind !== "user") return { redirect: signIn };
  if (actor.restricted) return { redirect: actor.mustEnroll ? enrollAddress(here) : passwordAddress(here) };
  if (meansAnother(asked.interaction, actor.id)) {
    if (!isFresh) return { redirect: signIn };
    return answer(ctx, meta, asked, { error: "login_required", error_description: "the account that signed in is not the one that was asked for" });
  }
  if (hopeless !== undefined && lastSubmission?.["login"] !== undefined && isFresh) {
    return answer(ctx, meta, asked, { error: hopeless, error_description: "the account that signed in is not the one that was asked for" });
  }
  if ((wantsFresh || hopeless !== undefined) && !isFresh) return { redirect: signIn };
  await leaveOther(asked, actor.id);
  return answer(ctx, meta, asked, { login: await loginOf(ctx, actor) });
}

async function chooseAccount(ctx: Context, meta: PageMeta, asked: Asked): Promise<PageAnswer> {
  const { uid, iat } = asked.interaction;
  const { actor } = ctx;
  if (actor.kind !== "user") return { redirect: signInAddress(interactionAddress(uid)) };
  // Whoever signed in since it was asked has chosen.
  if (actor.authTime / 1000 >= iat) {
    await leaveOther(asked, actor.id);
    return answer(ctx, meta, asked, { select_account: {}, login: await loginOf(ctx, actor) });
  }
  const facts = await findAccountFacts(ctx.db, actor.id);
  if (!facts) throw refusal("oauth.interaction_over");
  return { html: chooseAccountPage(viewOf(ctx, meta), { uid, accounts: [facts] }) };
}

interface ConsentDetails {
  readonly missingOIDCScope?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

/** What is asked for and not granted yet; where nothing is missing, everything that is asked for. */
function wantedOf({ prompt, params }: Interaction, issuer: string, existing: Grant | undefined): Granted {
  const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details as ConsentDetails;
  const before = existing?.getOIDCScope().split(" ").filter(Boolean) ?? [];
  const resource = existing?.getResourceScope(issuer).split(" ").filter(Boolean) ?? [];
  const asked = (text(params["scope"]) ?? "").split(" ");
  const keep = (scopes: readonly string[]) => scopes.filter((scope) => asked.includes(scope));
  const resources = { ...missingResourceScopes, [issuer]: [...new Set([...(missingResourceScopes[issuer] ?? []), ...keep(resource)])] };
  return { openid: [...new Set([...missingOIDCScope, ...keep(before)])], resources };
}

async function consentParts({ clients }: Options, ctx: Context, { provider, interaction }: Asked) {
  const clientId = String(interaction.params["client_id"]);
  const { actor } = ctx;
  if (actor.kind !== "user" || actor.id !== interaction.session?.accountId) throw refusal("oauth.interaction_over");
  const client = await clients.find(clientId);
  if (!client) throw refusal("oauth.interaction_over");
  const existing = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
  return { actor, client, existing, granted: wantedOf(interaction, provider.issuer, existing) };
}

async function askConsent(options: Options, ctx: Context, meta: PageMeta, asked: Asked): Promise<PageAnswer> {
  const { actor, client, granted } = await consentParts(options, ctx, asked);
  const [facts, before] = await Promise.all([findAccountFacts(ctx.db, actor.id), consentOf(ctx, actor.id, client.id)]);
  if (!facts) throw refusal("oauth.interaction_over");
  const view = viewOf(ctx, meta, text(asked.interaction.params["ui_locales"]));
  const scopes = scopesOf(granted).map((name) => ({ name, sentence: scopeSentence(view.language, name), isNew: !before.includes(name) }));
  const redirect = text(asked.interaction.params["redirect_uri"]);
  const redirectHost = redirect === undefined ? client.name : URL.canParse(redirect) ? new URL(redirect).host || redirect : redirect;
  const application = { name: client.name, logoUrl: client.logoUrl, isRegisteredByItself: client.registration !== null };
  return { html: consentPage(view, { uid: asked.interaction.uid, application, account: facts, scopes, redirectHost }) };
}

async function decide(options: Options, ctx: Context, meta: PageMeta, asked: Asked, allowed: boolean): Promise<PageAnswer> {
  if (!allowed) return answer(ctx, meta, asked, { error: "access_denied", error_description: "the person refused" });
  const { actor, client, existing, granted } = await consentParts(options, ctx, asked);
  const wanted = { principal: actor, applicationId: client.id, granted, userAgent: meta.userAgent };
  const grantId = await options.engine.atomically(ctx, async (inner) => {
    await giveConsent(inner, actor, client.id, scopesOf(granted));
    return coveringGrant(inner, asked.provider, existing, wanted);
  });
  return answer(ctx, meta, asked, { consent: { grantId } });
}

const show: Readonly<Record<string, (options: Options, ctx: Context, meta: PageMeta, asked: Asked) => Promise<PageAnswer>>> = {
  login: (_options, ctx, meta, asked) => login(ctx, meta, asked),
  select_account: (_options, ctx, meta, asked) => chooseAccount(ctx, meta, asked),
  consent: askConsent,
};

/** The pages between an authorization request and its answer. */
export function interactionPages(options: Options): Page[] {
  const path = "/oauth/interaction/{uid}";
  return [
    definePage({
      method: "GET",
      path,
      access: "public",
      whileExpired: true,
      params: Path,
      handler: async (ctx, { params, meta }) => {
        const asked = await open(options, ctx, params, meta);
        const page = show[asked.interaction.prompt.name];
        if (!page) throw refusal("oauth.interaction_over");
        return page(options, ctx, meta, asked);
      },
    }),
    definePage({
      method: "POST",
      path: `${path}/account`,
      access: "public",
      params: Path,
      form: Type.Object({ choice: Type.Union([Type.Literal("0"), Type.Literal("other")]) }),
      handler: async (ctx, { params, form, meta }) => {
        const asked = await open(options, ctx, params, meta);
        if (form.choice === "other" || ctx.actor.kind !== "user") return { redirect: signInAddress(interactionAddress(params.uid)) };
        if (asked.interaction.prompt.name !== "select_account") throw refusal("oauth.interaction_over");
        await leaveOther(asked, ctx.actor.id);
        return answer(ctx, meta, asked, { select_account: {}, login: await loginOf(ctx, ctx.actor) });
      },
    }),
    definePage({
      method: "POST",
      path: `${path}/consent`,
      access: "signed-in",
      params: Path,
      form: Type.Object({ decision: Type.Union([Type.Literal("allow"), Type.Literal("deny")]) }),
      handler: async (ctx, { params, form, meta }) => {
        const asked = await open(options, ctx, params, meta);
        if (asked.interaction.prompt.name !== "consent") throw refusal("oauth.interaction_over");
        return decide(options, ctx, meta, asked, form.decision === "allow");
      },
    }),
  ];
}
