import Type, { type Static } from "typebox";
import { definePage, type Page, type PageAnswer, type PageMeta } from "../http/define-page.ts";
import type { Context } from "../kernel/context.ts";
import { RosterError } from "../kernel/errors.ts";
import { parseUserCode, shownUserCode } from "../modules/devices/codes.ts";
import { denyDevice, type Elsewhere, findAskingDevice, type Throttle, verifyDevice } from "../modules/devices/verify-service.ts";
import { deviceCodePage, deviceConfirmPage, deviceDonePage } from "./device-views.ts";
import { viewOf } from "./layout.ts";
import { device as texts } from "./texts/device.ts";

const PATH = "/device";

const DeviceQuery = Type.Object({ user_code: Type.Optional(Type.String({ maxLength: 64 })) });

const DeviceForm = Type.Object({
  user_code: Type.Optional(Type.String({ maxLength: 64 })),
  decision: Type.Optional(Type.Union([Type.Literal("approve"), Type.Literal("deny")])),
  trusted_device: Type.Optional(Type.Boolean()),
});
type DeviceForm = Static<typeof DeviceForm>;

/** A code as people see it, where it is one of ours; else as it came. */
function shown(typed: string): string {
  const code = parseUserCode(typed);
  return code === undefined ? typed : shownUserCode(code);
}

function codePage(ctx: Context, meta: PageMeta, userCode: string, refused?: RosterError): PageAnswer {
  const view = viewOf(ctx, meta);
  const t = texts[view.language];
  const errors: Readonly<Record<string, string>> = { "auth.too_many_attempts": t.tooMany, "device.verify_denied": t.notAllowed };
  const error = refused && (errors[refused.code] ?? t.wrongCode);
  return { status: refused?.status ?? 200, html: deviceCodePage(view, { action: PATH, hidden: {}, error, userCode: shown(userCode) }) };
}

/** What lives as long as the process. */
interface Options {
  readonly throttle: Throttle;
  readonly elsewhere: Elsewhere;
}

async function confirmPage(ctx: Context, meta: PageMeta, { throttle, elsewhere }: Options, userCode: string): Promise<PageAnswer> {
  const found = await findAskingDevice(ctx, throttle, userCode, elsewhere);
  if (typeof found === "string") return { redirect: found };
  const { name, os, ip_address: address, expires } = found;
  const ends = expires === null ? null : new Date(expires);
  const asked = ends && new Date(ends.getTime() - ctx.app.config.deviceCodeLifetime * 1000);
  const what = { name, os, address, asked, ends, userCode: shown(userCode), mayTrust: true };
  return { html: deviceConfirmPage(viewOf(ctx, meta), { action: PATH, hidden: { user_code: userCode }, what }) };
}

/** What the form asks for: to see what asks, or to decide on it. */
async function act(ctx: Context, meta: PageMeta, options: Options, form: DeviceForm): Promise<PageAnswer> {
  const { user_code: code = "", decision, trusted_device } = form;
  const { throttle } = options;
  if (decision === undefined) return confirmPage(ctx, meta, options, code);
  if (decision === "approve") await verifyDevice(ctx, throttle, { user_code: code, trusted_device: trusted_device === true });
  else await denyDevice(ctx, throttle, code);
  return { html: deviceDonePage(viewOf(ctx, meta), decision === "approve") };
}

/** Letting a device in by the code that it shows (RFC 8628 3.3). Other parameters of the address are ignored. */
export function devicePages(options: Options): Page[] {
  return [
    definePage({
      method: "GET",
      path: PATH,
      access: "signed-in",
      query: DeviceQuery,
      handler: async (ctx, { query, meta }) => codePage(ctx, meta, query.user_code ?? ""),
    }),
    definePage({
      method: "POST",
      path: PATH,
      access: "signed-in",
      form: DeviceForm,
      handler: async (ctx, { form, meta }) => {
        try {
          return await act(ctx, meta, options, form);
        } catch (error) {
          if (!(error instanceof RosterError) || error.status >= 500) throw error;
          return codePage(ctx, meta, form.user_code ?? "", error);
        }
      },
    }),
  ];
}
