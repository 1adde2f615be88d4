import { publicUrlOf } from "../config.ts";
import type { Context } from "../kernel/context.ts";
import { offersPasskeys } from "../modules/passkeys/service.ts";
import { type Html, html } from "./html.ts";
import type { View } from "./layout.ts";
import { passkeys as texts } from "./texts/passkeys.ts";

/** The scripts that the button needs, in their order. */
export const PASSKEY_SCRIPTS = ["/pages/webauthn.js", "/pages/passkey.js"] as const;

/** Whether this installation offers passkeys. */
export function offersPasskeysHere({ app: { config } }: Context): boolean {
  return offersPasskeys(config, publicUrlOf(config));
}

/** The button itself; its script shows it. @param returnTo a path that `safeReturnTo` let through */
export function passkeyButton({ language }: View, returnTo: string): Html {
  const t = texts[language];
  return html`<div data-passkey="${returnTo}" hidden>
<p class="notice error" role="alert" hidden>${t.refused}</p>
<button class="button plain" type="button">${t.signIn}</button>
</div>`;
}

/**
 * For the sign-in page: the way in with a passkey, where this installation offers it.
 *
 * @param returnTo a path that `safeReturnTo` let through
 */
export function passkeyWay(ctx: Context, view: View, returnTo: string): Html | null {
  return offersPasskeysHere(ctx) ? passkeyButton(view, returnTo) : null;
}
