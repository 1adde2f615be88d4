import { isolated, plain } from "../kernel/text.ts";
import { type Html, html, sentence } from "./html.ts";
import { document, notice, type View } from "./layout.ts";
import { field, hiddenFields, person, picture, REVEAL_SCRIPT, type ShownAccount } from "./parts.ts";
import { common } from "./texts/common.ts";
import { invitation as texts } from "./texts/invitation.ts";

/** Who looks at an invitation. */
export type Visitor =
  | {
      readonly kind: "signed_in";
      readonly account: ShownAccount;
      /** Its e-mail address, or its username where it has none: named where the invitation was sent elsewhere. */
      readonly address: string;
      readonly isSame: boolean;
    }
  | {
      readonly kind: "stranger";
      /** Whether an account with the address can be made here; `by_mail`: by the link that was mailed. */
      readonly registration: "open" | "by_mail" | "closed";
      /** What was entered and refused. */
      readonly name?: string | undefined;
      readonly problem?: { readonly field: "name" | "password"; readonly text: string } | undefined;
    };

/** What the page of an invitation shows. */
export interface InvitationModel {
  readonly token: string;
  readonly organization: { readonly name: string; readonly logoUrl: string | null };
  readonly inviter: string | null;
  readonly email: string;
  readonly roles: readonly string[];
  /** RFC 3339, UTC. */
  readonly expires: string;
  readonly visitor: Visitor;
  /** Where somebody signs in to come back. */
  readonly signInAddress: string;
  /** What went wrong, in words. */
  readonly problem?: string | undefined;
}

function facts(view: View, { email, roles, expires }: InvitationModel): Html {
  const t = texts[view.language];
  const iso = new Date(expires).toISOString();
  const named = roles.map((role, i) => html`${i > 0 && html`<br>`}<bdi>${plain(role)}</bdi>`);
  return html`<dl class="asking">
<dt>${t.sentTo}</dt><dd><bdi>${plain(email)}</bdi></dd>
${roles.length > 0 && html`<dt>${t.roles}</dt><dd>${named}</dd>\n`}<dt>${t.until}</dt><dd><time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time></dd>
</dl>`;
}

function answerForm(view: View, { token, email, signInAddress }: InvitationModel, visitor: Extract<Visitor, { kind: "signed_in" }>): Html {
  const t = texts[view.language];
  return html`${visitor.isSame ? html`<p class="lead">${t.signedInAs}</p>` : notice("info", t.other(isolated(visitor.address), isolated(email)))}
<div class="account">${person(view, visitor.account)}</div>
<form method="post" action="/invitation/accept">
${hiddenFields({ token })}<div class="buttons pair">
<button class="button" type="submit">${t.accept}</button>
<button class="button plain" type="submit" formaction="/invitation/decline">${t.decline}</button>
</div>
</form>
<p class="after"><a href="${signInAddress}">${t.otherAccount}</a></p>`;
}

function registerForm(view: View, { token, email, signInAddress }: InvitationModel, { name, problem }: Extract<Visitor, { kind: "stranger" }>): Html {
  const t = texts[view.language];
  const errorOf = (of: "name" | "password") => (problem?.field === of ? problem.text : undefined);
  const isName = problem?.field !== "password";
  return html`<p class="lead">${sentence(t.registerLead(isolated(email)))}</p>
<form method="post" action="/invitation/register">
${hiddenFields({ token })}<input name="username" autocomplete="username" value="${email}" hidden>
${field(view, { name: "name", label: t.name, autocomplete: "name", value: name, error: errorOf("name"), autofocus: isName })}
${field(view, { name: "password", label: t.password, type: "password", autocomplete: "new-password", hint: t.rule, error: errorOf("password"), autofocus: !isName })}
<button class="button" type="submit">${t.register}</button>
</form>
<p class="after"><a href="${signInAddress}">${t.hasAccount}</a></p>`;
}

function signInWay(view: View, { email, signInAddress }: InvitationModel, isByMail: boolean): Html {
  const t = texts[view.language];
  return html`<p class="lead">${isByMail ? sentence(t.byMailLead(isolated(email))) : t.signInLead}</p>
<p class="actions"><a class="button" href="${signInAddress}">${t.signIn}</a></p>`;
}

/** The page of an invitation: who invites into what, and the ways to answer. */
export function invitationView(view: View, model: InvitationModel): string {
  const t = texts[view.language];
  const { organization, inviter, visitor, problem } = model;
  const isNew = visitor.kind === "stranger" && visitor.registration === "open";
  const ways =
    visitor.kind === "signed_in"
      ? answerForm(view, model, visitor)
      : isNew
        ? registerForm(view, model, visitor)
        : signInWay(view, model, visitor.registration === "by_mail");
  const body = html`${notice("error", problem)}
${inviter !== null && html`<p class="lead">${sentence(t.invited(isolated(inviter)))}</p>`}
${facts(view, model)}
${ways}`;
  const above = picture(view, "application", organization.name, organization.logoUrl);
  return document(view, { title: t.title(isolated(organization.name)), above, body, scripts: isNew ? [REVEAL_SCRIPT] : [] });
}

/** Says what came of it. */
export function invitationDoneView(view: View, done: "accepted" | "declined", organization: string): string {
  const t = texts[view.language];
  const body = html`${notice("info", t[done](isolated(organization)))}
<p class="actions"><a class="button plain" href="/">${common[view.language].continue}</a></p>`;
  return document(view, { title: t.overTitle, body });
}

/** Instead, where the link is good no more. @param problem what went wrong, in words */
export function invitationOverView(view: View, problem: string): string {
  const body = html`${notice("error", problem)}
<p class="actions"><a class="button plain" href="/">${common[view.language].backToStart}</a></p>`;
  return document(view, { title: texts[view.language].overTitle, body });
}
