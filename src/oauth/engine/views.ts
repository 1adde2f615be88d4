import type { ErrorOut, KoaContextWithOIDC } from "oidc-provider";
import type { PageMeta } from "../../http/define-page.ts";
import { pageHeaders } from "../../http/mount-pages.ts";
import type { Context } from "../../kernel/context.ts";
import { deviceCodePage, deviceConfirmPage, deviceDonePage } from "../../pages/device-views.ts";
import { Html } from "../../pages/html.ts";
import { type View, viewOf } from "../../pages/layout.ts";
import { logoutPage, oauthErrorPage, signedOutPage } from "../../pages/oauth-views.ts";
import { device as deviceTexts } from "../../pages/texts/device.ts";

/** The pages that the engine shows itself, in our look. */
export type EngineViews = ReturnType<typeof createViews>;

interface Options {
  readonly contextOf: (koa: KoaContextWithOIDC) => Context;
  readonly imageSources: readonly string[];
}

const secretOf = (koa: KoaContextWithOIDC): string => String((koa.oidc.session?.state as { secret?: string } | undefined)?.secret ?? "");

/** Where signing out leads: an address that the application registered. One with a scheme of its own is named by that. */
function logoutTarget(koa: KoaContextWithOIDC): string[] {
  const uri = (koa.oidc.session?.state as { postLogoutRedirectUri?: string } | undefined)?.postLogoutRedirectUri;
  if (uri === undefined || !URL.canParse(uri)) return [];
  const { origin, protocol } = new URL(uri);
  return [origin === "null" ? protocol : origin];
}

/** What the engine says, to people. */
export function createViews({ contextOf, imageSources }: Options) {
  function view(koa: KoaContextWithOIDC): View {
    const meta = {
      cookies: koa.get("cookie"),
      acceptLanguage: koa.get("accept-language"),
      url: koa.url,
      raw: { request: koa.req, response: koa.res },
    } as unknown as PageMeta;
    const locales = koa.oidc.params?.["ui_locales"];
    return viewOf(contextOf(koa), meta, typeof locales === "string" ? locales : undefined);
  }

  function show(koa: KoaContextWithOIDC, html: string, formTargets: readonly string[] = []): void {
    koa.set(pageHeaders(imageSources, formTargets));
    koa.type = "html";
    koa.body = html;
  }

  const action = "/oauth/device";
  return {
    error(koa: KoaContextWithOIDC, out: ErrorOut): void {
      const { requestId } = contextOf(koa);
      show(koa, oauthErrorPage(view(koa), { error: out.error, description: out.error_description, requestId }));
    },
    logout(koa: KoaContextWithOIDC, form: string): void {
      const application = koa.oidc.client?.clientName ?? null;
      show(koa, logoutPage(view(koa), { form: new Html(form), formId: "op.logoutForm", application }), logoutTarget(koa));
    },
    signedOut(koa: KoaContextWithOIDC): void {
      show(koa, signedOutPage(view(koa), { application: koa.oidc.client?.clientName ?? null }));
    },
    deviceCode(koa: KoaContextWithOIDC, _form: string, _out?: ErrorOut, error?: unknown): void {
      const seen = view(koa);
      const t = deviceTexts[seen.language];
      const wrong = error === undefined ? undefined : koa.status === 429 ? t.tooMany : t.wrongCode;
      show(koa, deviceCodePage(seen, { action, hidden: { xsrf: secretOf(koa) }, error: wrong, userCode: "" }));
    },
    deviceConfirm(
      koa: KoaContextWithOIDC,
      _form: string,
      client: { clientName?: string | undefined; clientId: string },
      info: unknown,
      userCode: string,
    ): void {
      const { ip } = info as { ip?: string };
      const what = { name: client.clientName ?? client.clientId, os: null, address: ip ?? null, asked: null, ends: null, userCode, mayTrust: false };
      const answers = { approve: ["confirm", "yes"], deny: ["abort", "yes"] } as const;
      show(koa, deviceConfirmPage(view(koa), { action, hidden: { xsrf: secretOf(koa), user_code: userCode }, what, answers }));
    },
    deviceDone(koa: KoaContextWithOIDC): void {
      show(koa, deviceDonePage(view(koa), true));
    },
  };
}
