import Type from "typebox";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { SECRET } from "../kernel/wire.ts";
import type { Throttle } from "../modules/credentials/throttle.ts";
import { activateTotp, beginTotp } from "../modules/second-factors/service.ts";
import type { User } from "../modules/users/schema.ts";
import { getUser, principalOf } from "../modules/users/service.ts";
import { enrollAddress, type PageOptions, passkeysAddress, signInAddress } from "./finish.ts";
import { viewOf } from "./layout.ts";
import { offersPasskeysHere } from "./passkey-way.ts";
import { safeReturnTo } from "./return-to.ts";
import { confirmView, enrollView, recoveryCodesView } from "./second-factor-view.ts";

const path = "/second-factor";

const EnrollQuery = Type.Object({ return_to: Type.Optional(Type.String({ maxLength: 4096 })) });

/** Without a code it begins; with one it confirms. */
const EnrollForm = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 100, ...SECRET })),
  return_to: Type.Optional(Type.String({ maxLength: 4096 })),
});

type NewSecret = Awaited<ReturnType<typeof beginTotp>>;

function confirmPage(ctx: Context, meta: PageMeta, returnTo: string, { made, problem }: { made?: NewSecret; problem?: RosterError }): PageAnswer {
  const shown = made && { secret: made.secret, otpauthUri: made.otpauth_uri };
  const html = confirmView(viewOf(ctx, meta), { returnTo, refused: problem?.code, again: enrollAddress(returnTo), made: shown });
  return { status: problem?.status ?? 200, html };
}

/** Setting up an authenticator app: for whoever must, or wants to. */
export function enrollPages(throttle: Throttle, options: PageOptions): Page[] {
  const submit = async (ctx: Context, meta: PageMeta, returnTo: string, code: string | undefined): Promise<PageAnswer> => {
    if (!code) return confirmPage(ctx, meta, returnTo, { made: await beginTotp(ctx) });
    const codes = await activateTotp(ctx, throttle, code.replaceAll(/\s/g, ""));
    return { html: recoveryCodesView(viewOf(ctx, meta), { returnTo, codes }) };
  };
  return [
    definePage({
      method: "GET",
      path,
      access: "signed-in",
      whileEnrolling: true,
      query: EnrollQuery,
      handler: async (ctx, { query, meta }) => {
        const returnTo = safeReturnTo(query.return_to, options.origin);
        const account = JSON.parse((await getUser(ctx, principalOf(ctx).id)).json) as User;
        const passkeys = account.oauth_provider === null && offersPasskeysHere(ctx) ? passkeysAddress(returnTo) : undefined;
        return { html: enrollView(viewOf(ctx, meta), { returnTo, passkeys }) };
      },
    }),
    definePage({
      method: "POST",
      path,
      access: "signed-in",
      whileEnrolling: true,
      form: EnrollForm,
      handler: async (ctx, { form: { code, return_to }, meta }) => {
        const returnTo = safeReturnTo(return_to, options.origin);
        try {
          return await submit(ctx, meta, returnTo, code);
        } catch (error) {
          if (!(error instanceof RosterError) || error.status >= 500) throw error;
          const needsSignIn = error.code === "auth.reauthentication_required" || error.code === "mfa.required";
          if (needsSignIn) return { redirect: signInAddress(enrollAddress(returnTo)) };
          if (error.code === "credentials.denied") throw error;
          return confirmPage(ctx, meta, returnTo, { problem: error });
        }
      },
    }),
  ];
}
