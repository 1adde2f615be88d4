import { html } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, hiddenFields, REVEAL_SCRIPT } from "./parts.ts";
import { common } from "./texts/common.ts";
import { password as texts } from "./texts/password.ts";

/** What the page for a new password shows. */
export interface PasswordModel {
  /** Whose; lets a password manager keep the new one beside the right name. */
  readonly username: string;
  /** Nothing else can be done before. */
  readonly isExpired: boolean;
  readonly asksCurrent: boolean;
  readonly returnTo: string;
  /** What went wrong with a field, or with all of it. */
  readonly problem?: { readonly field: "current_password" | "password" | null; readonly text: string } | undefined;
}

/** The page where somebody chooses a new password. */
export function passwordView(view: View, { username, isExpired, asksCurrent, returnTo, problem }: PasswordModel): string {
  const t = texts[view.language];
  const errorOf = (name: "current_password" | "password") => (problem?.field === name ? problem.text : undefined);
  const focusCurrent = asksCurrent && problem?.field !== "password";
  const current = field(view, {
    name: "current_password",
    label: t.current,
    type: "password",
    autocomplete: "current-password",
    error: errorOf("current_password"),
    autofocus: focusCurrent,
  });
  const chosen = field(view, {
    name: "password",
    label: t.chosen,
    type: "password",
    autocomplete: "new-password",
    hint: t.rule,
    error: errorOf("password"),
    autofocus: !focusCurrent,
  });
  const body = html`<p class="lead">${isExpired ? t.expired : t.lead}</p>
${problem?.field === null && notice("error", problem.text)}
<form method="post" action="/password">
${hiddenFields({ return_to: returnTo })}<input name="username" autocomplete="username" value="${username}" hidden>
${asksCurrent && current}
${chosen}
<button class="button" type="submit">${t.submit}</button>
</form>
${isExpired ? html`<p class="after"><a href="/sign-out">${t.signOut}</a></p>` : html`<p class="after"><a href="${returnTo}">${common[view.language].cancel}</a></p>`}`;
  return document(view, { title: isExpired ? t.titleExpired : t.title, body, scripts: [REVEAL_SCRIPT] });
}

/** Instead, where somebody else keeps the password. */
export function noPasswordView(view: View, returnTo: string): string {
  const t = texts[view.language];
  const body = html`<p class="lead">${t.external}</p>
<p class="actions"><a class="button plain" href="${returnTo}">${common[view.language].continue}</a></p>`;
  return document(view, { title: t.title, body });
}
