import { isolated } from "../kernel/text.ts";
import { html, sentence } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, REVEAL_SCRIPT } from "./parts.ts";
import { common } from "./texts/common.ts";
import { federation as texts } from "./texts/federation.ts";

/** What somebody is asked before an account becomes the provider's. */
export interface LinkModel {
  /** The provider's name for people. */
  readonly provider: string;
  readonly email: string;
  /** What went wrong, in words. */
  readonly problem?: string | undefined;
  /** The account has a second factor. */
  readonly asksCode?: boolean;
}

/** Asks for the password of the account that has the provider's address. */
export function linkView(view: View, { provider, email, problem, asksCode = false }: LinkModel): string {
  const t = texts[view.language];
  const isNoticed = problem !== undefined;
  const body = html`${notice("error", problem)}
<p class="lead">${sentence(t.linkLead(isolated(provider), isolated(email)))}</p>
<p class="small">${sentence(t.linkAfter(isolated(provider)))}</p>
<form method="post" action="/sign-in/link-account">
<input name="username" autocomplete="username" value="${email}" hidden>
${field(view, { name: "password", label: t.password, type: "password", autocomplete: "current-password", isNoticed, autofocus: true })}
${asksCode && field(view, { name: "otp", label: t.code, autocomplete: "one-time-code", value: "" })}
<button class="button" type="submit">${t.linkSubmit}</button>
</form>
<p class="after"><a href="/sign-in">${common[view.language].cancel}</a></p>`;
  return document(view, { title: t.linkTitle, body, scripts: [REVEAL_SCRIPT] });
}

/** What a dry run of a connection came to. */
export interface TestModel {
  readonly outcome: keyof (typeof texts)["en"]["testOutcome"];
  readonly reason: string | null;
  /** The account as it would be made; `null` where it came to none. */
  readonly profile: object | null;
  /** What the provider said. */
  readonly claims: object | null;
}

/** Shows an administrator what a dry run came to. */
export function testView(view: View, { outcome, reason, profile, claims }: TestModel): string {
  const t = texts[view.language];
  const shown = (title: string, value: object | null) =>
    value &&
    html`<h2 class="section">${title}</h2>
<pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre>`;
  const body = html`<p class="lead">${t.testOutcome[outcome]} ${t.testNobody}</p>
${notice("error", reason ?? undefined)}
${shown(t.profile, profile)}
${shown(t.claims, claims)}`;
  return document(view, { title: t.testTitle, body });
}

/** Says why a provider's sign-in came to nothing. */
export function problemView(view: View, sentence: string, requestId: string | undefined): string {
  const t = common[view.language];
  const body = html`${notice("error", sentence)}
<p class="actions"><a class="button plain" href="/sign-in">${t.backToSignIn}</a></p>
${requestId !== undefined && html`<p class="small">${t.requestId}:<br><code>${requestId}</code></p>`}`;
  return document(view, { title: t.errorTitle, body });
}
