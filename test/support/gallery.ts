/** Every page in every state that matters, without a database: for pictures of them, and for tests that look at all. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pageHeaders } from "../../src/http/mount-pages.ts";
import { type ErrorCode, refusal } from "../../src/kernel/errors.ts";
import { SCOPES } from "../../src/kernel/permissions.ts";
import { chooseAccountPage } from "../../src/pages/account-choice-view.ts";
import { assetsOf } from "../../src/pages/assets.ts";
import { type ConsentModel, consentPage } from "../../src/pages/consent-view.ts";
import { deviceCodePage, deviceConfirmPage, deviceDonePage } from "../../src/pages/device-views.ts";
import { errorView } from "../../src/pages/error.ts";
import { linkView, problemView, testView } from "../../src/pages/federation-views.ts";
import { homeView, signedOutView, signOutView } from "../../src/pages/home-view.ts";
import { html } from "../../src/pages/html.ts";
import { inboxView } from "../../src/pages/inbox-view.ts";
import { type InvitationModel, invitationDoneView, invitationOverView, invitationView } from "../../src/pages/invitation-view.ts";
import type { Language } from "../../src/pages/language.ts";
import type { View } from "../../src/pages/layout.ts";
import { forgotView, linkDoneView, tokenView } from "../../src/pages/link-views.ts";
import { continuePage, logoutPage, oauthErrorPage, signedOutPage } from "../../src/pages/oauth-views.ts";
import { PASSKEY_SCRIPTS, passkeyButton } from "../../src/pages/passkey-way.ts";
import { noPasskeysView, type PasskeysModel, passkeysView } from "../../src/pages/passkeys-view.ts";
import { noPasswordView, type PasswordModel, passwordView } from "../../src/pages/password-view.ts";
import { codeView, confirmView, enrollView, recoveryCodesView } from "../../src/pages/second-factor-view.ts";
import { type SignInModel, signInView } from "../../src/pages/sign-in-view.ts";
import { common } from "../../src/pages/texts/common.ts";
import { device } from "../../src/pages/texts/device.ts";
import { sentenceOf } from "../../src/pages/texts/errors.ts";
import { federation } from "../../src/pages/texts/federation.ts";
import { scopeSentence } from "../../src/pages/texts/scopes.ts";
import { signIn } from "../../src/pages/texts/sign-in.ts";

/** An address that leaves the browser on the page it is on. */
export const STAY = "/stay";

const requestId = "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55";
const ada = { name: "Ada Lovelace", username: "ada" };
const logo = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#0a7d5a"/></svg>')}`;

const providers = [
  { name: "acme", label: "Acme Identity", href: "/federation/acme", logo },
  { name: "hub", label: "CodeHub", href: "/federation/hub" },
];
const plainSignIn: SignInModel = { withPassword: true, providers: [], waysIn: null };
const chosen: PasswordModel = { username: "ada", isExpired: false, asksCurrent: true, returnTo: "/" };
const shownSecret = {
  secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  otpauthUri: "otpauth://totp/Roster:ada?issuer=Roster&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
};
const invited: InvitationModel = {
  token: "x",
  organization: { name: "Analytical Engines", logoUrl: null },
  inviter: "Charles Babbage",
  email: "ada@example.com",
  roles: ["Organization Member", "Workspace Developer"],
  expires: "2026-12-01T08:30:00.000Z",
  visitor: { kind: "signed_in", account: ada, address: "ada@example.com", isSame: true },
  signInAddress: "/sign-in",
};
const links = html`<a href="/forgot">Forgot your password?</a>`;

const said = (view: View, code: ErrorCode) => sentenceOf(view.language, refusal(code));

function consent(view: View, names: readonly string[], more: Partial<ConsentModel> = {}): string {
  return consentPage(view, {
    uid: "V1StGXR8_Z5jdHi6B",
    application: { name: "Pipeline Studio", logoUrl: null, isRegisteredByItself: false },
    account: ada,
    scopes: names.map((name) => ({ name, sentence: scopeSentence(view.language, name), isNew: true })),
    redirectHost: "studio.example.com",
    ...more,
  });
}

const passkey = {
  id: requestId,
  name: "Phone",
  aaguid: "00000000-0000-0000-0000-000000000000",
  transports: ["internal"],
  backup_eligible: true,
  backed_up: true,
  created: "2026-11-24T08:30:00.000+00:00",
  last_used: "2026-11-24T09:15:00.000+00:00",
};
const keys: PasskeysModel = {
  passkeys: [
    passkey,
    {
      ...passkey,
      id: requestId.replace("0193", "0194"),
      name: "A-key-with-a-name-of-fifty-characters-without-space",
      backup_eligible: false,
      backed_up: false,
      last_used: null,
    },
  ],
  adding: "possible",
  returnTo: "/",
  again: STAY,
  added: STAY,
};

type Render = (view: View) => string;

/** What is in the gallery, by name. */
export const gallery: Readonly<Record<string, Render>> = {
  "sign-in": (view) => signInView(view, plainSignIn),
  "sign-in-wrong": (view) =>
    signInView(view, { ...plainSignIn, username: "ada@example.com", problem: signIn[view.language].refused("auth.invalid_credentials", undefined) }),
  "sign-in-throttled": (view) => signInView(view, { ...plainSignIn, username: "ada", problem: signIn[view.language].refused("auth.too_many_attempts", 90) }),
  "sign-in-all-ways": (view) => signInView(view, { ...plainSignIn, providers, waysIn: links }),
  "sign-in-passkey": (view) => signInView(view, { ...plainSignIn, waysIn: html`${passkeyButton(view, "/")}${links}`, scripts: PASSKEY_SCRIPTS }),
  "sign-in-providers-only": (view) => signInView({ ...view, logoUrl: logo }, { ...plainSignIn, withPassword: false, providers }),
  "sign-in-no-way": (view) => signInView(view, { ...plainSignIn, withPassword: false }),
  password: (view) => passwordView(view, chosen),
  "password-expired": (view) => passwordView(view, { ...chosen, isExpired: true, asksCurrent: false }),
  "password-refused": (view) => passwordView(view, { ...chosen, problem: { field: "password", text: said(view, "password.common") } }),
  "password-elsewhere": (view) => noPasswordView(view, "/"),
  "link-account": (view) => linkView(view, { provider: "Acme Identity", email: "ada@example.com" }),
  "link-account-wrong": (view) => linkView(view, { provider: "Acme Identity", email: "ada@example.com", problem: federation[view.language].wrongPassword }),
  "federation-problem": (view) => problemView(view, said(view, "federation.denied"), requestId),
  "connection-test": (view) =>
    testView(view, {
      outcome: "ask_password",
      reason: null,
      profile: { subject: "248289761001", ...ada, groups: ["engineers"] },
      claims: { sub: "248289761001", ...ada },
    }),
  "connection-test-failed": (view) => testView(view, { outcome: "failed", reason: "id.example.com cannot be reached.", profile: null, claims: null }),
  home: (view) => homeView(view, { ...ada, email: "ada@example.com", hasPassword: true, mayHavePasskeys: true }),
  "sign-out": signOutView,
  "signed-out": signedOutView,
  consent: (view) => consent(view, ["openid", "profile", "email", "users:read"]),
  "consent-more": (view) =>
    consent(view, [], {
      scopes: ["openid", "profile", "offline_access", ...Object.keys(SCOPES)].map((name, i) => ({
        name,
        sentence: scopeSentence(view.language, name),
        isNew: i > 12,
      })),
      application: { name: "A rather long-winded name of an application, GmbH & Co. KG", logoUrl: logo, isRegisteredByItself: true },
      account: { name: null, username: "augusta.ada.king.countess.of.lovelace@analytical-engines.example.com" },
      redirectHost: "callback.of.a.very-long-host-name.that-goes-on.example.com:8443",
    }),
  "choose-account": (view) =>
    chooseAccountPage(view, {
      uid: "V1StGXR8_Z5jdHi6B",
      accounts: [
        { ...ada, avatarUrl: null },
        { name: "Grace Hopper", username: "grace.hopper@example.com", avatarUrl: logo },
        { name: null, username: "augusta.ada.king.countess.of.lovelace@analytical-engines.example.com", avatarUrl: "https://elsewhere.example.com/a.png" },
      ],
    }),
  logout: (view) =>
    logoutPage(view, {
      form: html`<form id="op.logoutForm" method="post" action="/oauth/session/end/confirm"><input type="hidden" name="xsrf" value="x"></form>`,
      formId: "op.logoutForm",
      application: "Pipeline Studio",
    }),
  "device-code": (view) => deviceCodePage(view, { action: STAY, hidden: {}, userCode: "" }),
  "device-code-wrong": (view) => deviceCodePage(view, { action: STAY, hidden: {}, userCode: "BCDF-GHJK", error: device[view.language].wrongCode }),
  "device-confirm": (view) =>
    deviceConfirmPage(view, {
      action: STAY,
      hidden: {},
      what: {
        name: "laptop.example.com",
        os: "Linux",
        address: "192.0.2.7",
        asked: new Date(0),
        ends: new Date(600_000),
        userCode: "BCDF-GHJK",
        mayTrust: true,
      },
    }),
  "device-done": (view) => deviceDonePage(view, true),
  "oauth-signed-out": (view) => signedOutPage(view, { application: "Pipeline Studio" }),
  continue: (view) => continuePage(view, { to: STAY }),
  "oauth-error": (view) =>
    oauthErrorPage(view, {
      error: "invalid_redirect_uri",
      description: "redirect_uri did not match any of the client's registered redirect_uris",
      requestId,
      uri: "https://example.com/help",
    }),
  "second-factor": (view) => codeView(view, { returnTo: "/", again: "/sign-in" }),
  "second-factor-wrong": (view) => codeView(view, { returnTo: "/", again: "/sign-in", refused: "auth.wrong_code" }),
  enroll: (view) => enrollView(view, { returnTo: "/", passkeys: "/passkeys" }),
  "enroll-secret": (view) => confirmView(view, { returnTo: "/", again: "/second-factor", made: shownSecret }),
  "enroll-wrong": (view) => confirmView(view, { returnTo: "/", again: "/second-factor", refused: "totp.wrong_code" }),
  "recovery-codes": (view) => recoveryCodesView(view, { returnTo: "/", codes: Array.from({ length: 10 }, (_, i) => `7QFD-2M0C-XK4W-9TB${i}`) }),
  passkeys: (view) => passkeysView(view, keys),
  "passkeys-none": (view) => passkeysView(view, { ...keys, passkeys: [], app: "/second-factor" }),
  "passkeys-done": (view) => passkeysView(view, { ...keys, passkeys: keys.passkeys.slice(1), done: "removed" }),
  "passkeys-refused": (view) => passkeysView(view, { ...keys, problem: said(view, "user.last_administrator") }),
  "passkeys-sign-in-again": (view) => passkeysView(view, { ...keys, stepUp: "auth.reauthentication_required" }),
  "passkeys-weak": (view) => passkeysView(view, { ...keys, stepUp: "mfa.required" }),
  "passkeys-too-many": (view) => passkeysView(view, { ...keys, adding: "too_many" }),
  "passkeys-off": (view) => passkeysView(view, { ...keys, adding: "unavailable" }),
  "passkeys-elsewhere": (view) => noPasskeysView(view, "/"),
  forgot: (view) => forgotView(view, { returnTo: "/", withPassword: true, withMagicLink: true }),
  "forgot-refused": (view) => forgotView(view, { returnTo: "/", withPassword: false, withMagicLink: true, refused: "auth.too_many_links" }),
  "link-sent": (view) => linkDoneView(view, "sent"),
  "password-reset": (view) => tokenView(view, { kind: "reset", token: "x", isOver: false }),
  "password-reset-refused": (view) => tokenView(view, { kind: "reset", token: "x", isOver: false, refused: "password.common" }),
  "link-sign-in": (view) => tokenView(view, { kind: "link", token: "x", isOver: false }),
  "link-over": (view) => tokenView(view, { kind: "link", token: "x", isOver: true, refused: "link.invalid" }),
  invitation: (view) => invitationView(view, invited),
  "invitation-elsewhere": (view) =>
    invitationView(view, {
      ...invited,
      organization: { name: "A rather long-winded name of an organization, Inc.", logoUrl: logo },
      visitor: {
        kind: "signed_in",
        account: { name: null, username: "augusta.ada.king.countess.of.lovelace@analytical-engines.example.com" },
        address: "augusta.ada.king.countess.of.lovelace@analytical-engines.example.com",
        isSame: false,
      },
    }),
  "invitation-sign-in": (view) => invitationView(view, { ...invited, inviter: null, visitor: { kind: "stranger", registration: "by_mail" } }),
  "invitation-register": (view) => invitationView(view, { ...invited, visitor: { kind: "stranger", registration: "open" } }),
  "invitation-refused": (view) =>
    invitationView(view, {
      ...invited,
      visitor: {
        kind: "stranger",
        registration: "open",
        name: "Ada",
        problem: { field: "password", text: said(view, "password.common") },
      },
    }),
  "invitation-done": (view) => invitationDoneView(view, "accepted", "Analytical Engines"),
  "invitation-over": (view) => invitationOverView(view, said(view, "invitation.link_invalid")),
  inbox: (view) =>
    inboxView(view, [
      { recipient: "ada@example.com", subject: "Sign in to Roster", text: "Hello Ada,\n\nhttps://roster.example.com/sign-in/link?token=x\n\nRoster" },
    ]),
  "inbox-empty": (view) => inboxView(view, []),
  "not-found": (view) => errorView(view, { status: 404, sentence: said(view, "request.unknown_path"), requestId }),
  "error-fields": (view) =>
    errorView(view, {
      status: 422,
      sentence: common[view.language].unfit,
      faults: ["return_to: String should have at most 4096 characters", "to: Field required"],
      requestId,
    }),
};

/** A page of the gallery. */
export function galleryPage(name: string, language: Language): string | undefined {
  const here = `/gallery/${name}?${new URLSearchParams({ language })}`;
  return gallery[name]?.({ language, name: "Roster", logoUrl: null, imageOrigins: [], here });
}

/** A web server of the gallery: `/gallery/NAME?language=en`, with the headers of real pages. */
export async function serveGallery(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const assets = assetsOf("Roster");
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://gallery");
    const asset = assets.find(({ path }) => path === url.pathname);
    if (asset) return response.writeHead(200, { "content-type": asset.type }).end(asset.read());
    if (url.pathname === STAY) return response.writeHead(204).end();
    const page = galleryPage(url.pathname.slice("/gallery/".length), url.searchParams.get("language") === "de" ? "de" : "en");
    if (page === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { ...pageHeaders([]), "content-type": "text/html; charset=utf-8" }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
