import { isolated } from "../kernel/text.ts";
import { type Html, html } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, hiddenFields, type ProviderButton, providerButtons, REVEAL_SCRIPT } from "./parts.ts";
import { signIn as texts } from "./texts/sign-in.ts";

/** What the sign-in page shows. */
export interface SignInModel {
  /** Whether username and password are a way in. */
  readonly withPassword: boolean;
  readonly username?: string | undefined;
  readonly returnTo?: string | undefined;
  readonly uiLocales?: string | undefined;
  /** What went wrong, in words. */
  readonly problem?: string | undefined;
  readonly providers: readonly ProviderButton[];
  /** Further ways in, shown under the form. */
  readonly waysIn: Html | null;
  /** Paths of scripts that those need. */
  readonly scripts?: readonly string[];
}

function passwordForm(view: View, { username, returnTo, uiLocales, problem }: SignInModel): Html {
  const t = texts[view.language];
  const isNoticed = problem !== undefined;
  const knowsWho = username !== undefined && username !== "";
  return html`<form method="post" action="/sign-in">
${hiddenFields({ return_to: returnTo, ui_locales: uiLocales })}${field(view, { name: "username", label: t.username, autocomplete: "username", value: username, isNoticed, autofocus: !knowsWho })}
${field(view, { name: "password", label: t.password, type: "password", autocomplete: "current-password", isNoticed, autofocus: knowsWho })}
<button class="button" type="submit">${t.submit}</button>
</form>`;
}

/** The sign-in page: external providers, username and password, further ways in. */
export function signInView(view: View, model: SignInModel): string {
  const t = texts[view.language];
  const { providers, waysIn, withPassword, problem } = model;
  const hasWayIn = withPassword || providers.length > 0 || waysIn !== null;
  const body = html`${notice("error", problem)}
${!hasWayIn && html`<p class="lead">${t.noWayIn}</p>`}
${providerButtons(view, providers)}
${withPassword && providers.length > 0 && html`<p class="divider">${t.or}</p>`}
${withPassword && passwordForm(view, model)}
${waysIn !== null && html`<div class="ways-in">${waysIn}</div>`}`;
  return document(view, { title: t.title(isolated(view.name)), body, scripts: [...(withPassword ? [REVEAL_SCRIPT] : []), ...(model.scripts ?? [])] });
}
