import Type from "typebox";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { type Passkey, PasskeyPath } from "../modules/passkeys/schema.ts";
import { listOwnPasskeys, MOST_PASSKEYS, removePasskey, updatePasskey } from "../modules/passkeys/service.ts";
import { requireStepUp } from "../modules/second-factors/rules-service.ts";
import type { User } from "../modules/users/schema.ts";
import { getUser, principalOf } from "../modules/users/service.ts";
import { enrollAddress, type PageOptions, passkeysAddress, signInAddress } from "./finish.ts";
import { viewOf } from "./layout.ts";
import { offersPasskeysHere } from "./passkey-way.ts";
import { DONE, type Done, noPasskeysView, passkeysView, type StepUp } from "./passkeys-view.ts";
import { safeReturnTo } from "./return-to.ts";
import { sentenceOf } from "./texts/errors.ts";

const path = "/passkeys";

const returnTo = Type.Optional(Type.String({ maxLength: 4096 }));
const PasskeysQuery = Type.Object({ return_to: returnTo, done: Type.Optional(Type.Unsafe<Done>(Type.String({ enum: [...DONE] }))) });
const RenameForm = Type.Object({ name: Type.String({ minLength: 1, maxLength: 50, pattern: "\\S" }), return_to: returnTo });
const RemoveForm = Type.Object({ return_to: returnTo });

const doneAddress = (back: string, done: Done) => `${passkeysAddress(back)}&${new URLSearchParams({ done })}`;

const isStepUp = (error: unknown): error is RosterError & { readonly code: StepUp } =>
  error instanceof RosterError && (error.code === "auth.reauthentication_required" || error.code === "mfa.required");

/** What the caller's sign-in lacks to add or remove anything; `undefined`: nothing. */
async function missingStepUp(ctx: Context): Promise<StepUp | undefined> {
  try {
    await requireStepUp(ctx);
    return undefined;
  } catch (error) {
    if (isStepUp(error)) return error.code;
    throw error;
  }
}

/** @param back a path that `safeReturnTo` let through */
async function passkeysPage(
  ctx: Context,
  meta: PageMeta,
  back: string,
  { done, problem }: { done?: Done | undefined; problem?: RosterError } = {},
): Promise<PageAnswer> {
  const actor = principalOf(ctx);
  const view = { ...viewOf(ctx, meta), here: passkeysAddress(back) };
  const account = JSON.parse((await getUser(ctx, actor.id)).json) as User;
  if (account.oauth_provider !== null) return { html: noPasskeysView(view, back) };
  const passkeys = JSON.parse(await listOwnPasskeys(ctx)) as Passkey[];
  const html = passkeysView(view, {
    passkeys,
    adding: !offersPasskeysHere(ctx) ? "unavailable" : passkeys.length < MOST_PASSKEYS ? "possible" : "too_many",
    stepUp: await missingStepUp(ctx),
    done,
    problem: problem && sentenceOf(view.language, problem),
    returnTo: back,
    again: signInAddress(passkeysAddress(back)),
    added: doneAddress(back, "added"),
    app: actor.mustEnroll ? enrollAddress(back) : undefined,
  });
  return { status: problem?.status ?? 200, html };
}

/** One's own passkeys. */
export function passkeyPages({ origin }: PageOptions): Page[] {
  /** Changes something, and shows what came of it; whoever must sign in again first comes back to the page. */
  const change = async (ctx: Context, meta: PageMeta, given: string | undefined, done: Done, work: () => Promise<unknown>): Promise<PageAnswer> => {
    const back = safeReturnTo(given, origin);
    try {
      await work();
      return { redirect: doneAddress(back, done) };
    } catch (error) {
      if (isStepUp(error)) return { redirect: signInAddress(passkeysAddress(back)) };
      const isTold = error instanceof RosterError && (error.code === "passkey.not_found" || error.code === "user.last_administrator");
      if (!isTold) throw error;
      return passkeysPage(ctx, meta, back, { problem: error });
    }
  };
  return [
    definePage({
      method: "GET",
      path,
      access: "signed-in",
      whileEnrolling: true,
      query: PasskeysQuery,
      handler: (ctx, { query, meta }) => passkeysPage(ctx, meta, safeReturnTo(query.return_to, origin), { done: query.done }),
    }),
    definePage({
      method: "POST",
      path: `${path}/{passkey_id}/rename`,
      access: "signed-in",
      params: PasskeyPath,
      form: RenameForm,
      handler: (ctx, { params, form, meta }) => change(ctx, meta, form.return_to, "renamed", () => updatePasskey(ctx, params.passkey_id, form.name, undefined)),
    }),
    definePage({
      method: "POST",
      path: `${path}/{passkey_id}/remove`,
      access: "signed-in",
      params: PasskeyPath,
      form: RemoveForm,
      handler: (ctx, { params, form, meta }) => change(ctx, meta, form.return_to, "removed", () => removePasskey(ctx, params.passkey_id, undefined)),
    }),
  ];
}
