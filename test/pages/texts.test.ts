import { describe, expect, test } from "vitest";
import { ERRORS, type ErrorCode, refusal } from "../../src/kernel/errors.ts";
import { SCOPES } from "../../src/kernel/permissions.ts";
import { invitationMessage } from "../../src/modules/invitations/messages.ts";
import { linkMessage } from "../../src/modules/links/messages.ts";
import { consentPage } from "../../src/pages/consent-view.ts";
import { html } from "../../src/pages/html.ts";
import { LANGUAGES } from "../../src/pages/language.ts";
import { oauthErrorPage, signedOutPage } from "../../src/pages/oauth-views.ts";
import { picture, providerButtons } from "../../src/pages/parts.ts";
import { otherwise, sentenceOf } from "../../src/pages/texts/errors.ts";
import { refusals } from "../../src/pages/texts/refusals.ts";
import { scopeSentence } from "../../src/pages/texts/scopes.ts";
import { secondsIn } from "../../src/pages/texts/units.ts";
import { gallery, galleryPage } from "../support/gallery.ts";

test("every scope has a sentence in every language, and what is no scope is its own name", () => {
  for (const language of LANGUAGES) {
    for (const name of [...Object.keys(SCOPES), "openid", "profile", "email", "offline_access"])
      expect(scopeSentence(language, name)).toMatch(/^[A-ZÄÖÜ].*\.$/);
    for (const name of ["constructor", "__proto__", "else"]) expect(scopeSentence(language, name)).toBe(name);
  }
});

test("what people read of a refusal is a sentence, and pages say nothing otherwise that is said the same", () => {
  const sentence = expect.stringMatching(/^[A-ZÄÖÜ].*\.$/s);
  for (const [code, text] of Object.entries(refusals)) expect([code, text]).toEqual([code, sentence]);
  for (const language of LANGUAGES) {
    for (const [code, text] of Object.entries(otherwise[language])) {
      expect([code, text]).toEqual([code, sentence]);
      expect(text).not.toBe(language === "de" ? refusals[code as ErrorCode] : ERRORS[code as ErrorCode].detail);
    }
    expect(sentenceOf(language, refusal("request.unknown_path"))).toBe(otherwise[language]["request.unknown_path"]);
  }
  expect(sentenceOf("de", refusal("team.not_found", "No team."))).toBe(refusals["team.not_found"]);
  expect(sentenceOf("en", refusal("team.not_found", "No team."))).toBe("No team.");
});

test("a time to wait is in words", () => {
  expect([1, 90, 121].map((seconds) => secondsIn("en", seconds))).toEqual(["1 second", "90 seconds", "3 minutes"]);
  expect([1, 90, 121].map((seconds) => secondsIn("de", seconds))).toEqual(["1 Sekunde", "90 Sekunden", "3 Minuten"]);
});

describe("HTML", () => {
  test("what is put in is text, unless it is HTML already", () => {
    expect(html`<p title="${`"'<>&`}">${[1, " ", html`<b>${"<"}</b>`, null, undefined, false]}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;">1 <b>&lt;</b></p>',
    );
  });

  test("a picture that somebody else keeps is not asked for: they would learn who looks", () => {
    const view = { language: "en", name: "Roster", logoUrl: null, imageOrigins: ["https://roster.example"], here: null } as const;
    const shown = (url: string | null) => picture(view, "person", "ada", url).text.startsWith("<img");
    for (const url of [
      null,
      "https://elsewhere.example/a.png",
      "//elsewhere.example/a.png",
      "/\\elsewhere.example",
      "javascript:alert(1)",
      "data:text/html,x",
      "",
    ]) {
      expect([url, shown(url)]).toEqual([url, false]);
    }
    for (const url of ["https://roster.example/a.png", "/a.png", "data:image/png;base64,AAAA"]) expect([url, shown(url)]).toEqual([url, true]);
  });
});

test("an application's name cannot turn the sentence that it stands in, nor end it", () => {
  const view = { language: "en", name: "Roster", logoUrl: null, imageOrigins: [], here: null } as const;
  const consent = (name: string, account = { name: "ada", username: "ada" }) =>
    consentPage(view, { uid: '"><b>', application: { name, logoUrl: null, isRegisteredByItself: true }, account, scopes: [], redirectHost: "<b>" });
  const text = consent("\u202eevil\u2066 <b>");
  expect(text).toContain("<h1>Allow evil &lt;b&gt; to use your account?</h1>");
  expect(text).toContain('action="/oauth/interaction/%22%3E%3Cb%3E/consent"');
  expect(text).not.toContain("<b>");
  const hebrew = consent("\u05d0<b>\u202e", { name: "\u05d1", username: "\u202egnp.exe" });
  expect(hebrew).toContain("<h1>Allow <bdi>\u05d0&lt;b&gt;</bdi> to use your account?</h1>");
  expect(hebrew).toContain("<title>Allow \u2068\u05d0&lt;b&gt;\u2069 to use your account? · Roster</title>");
  expect(hebrew).toContain('<span class="full"><bdi>\u05d1</bdi></span><span class="username"><bdi>gnp.exe</bdi></span>');
  for (const error of ["constructor", "__proto__", "<b>"]) {
    expect(oauthErrorPage(view, { error, description: "<b>", requestId: "1", uri: "javascript:alert(1)" })).not.toMatch(/<b>|javascript|native code/);
  }
});

test("names of others stand alone on buttons, in questions and in mails", () => {
  const view = { language: "en", name: "\u05d2", logoUrl: null, imageOrigins: [], here: null } as const;
  const button = providerButtons(view, [{ name: "x", label: "\u05d0 1", href: "/x" }]);
  expect(String(button)).toContain("<span>Continue with <bdi>\u05d0 1</bdi></span>");
  expect(signedOutPage(view, { application: "\u05d0" })).toContain("signed out of <bdi>\u05d0</bdi> too");
  const mail = linkMessage({ purpose: "magic_link", language: "en", name: view.name, address: "https://a.example/", lifetime: 60 });
  const organization = "<b>\u05d0\r\nBcc: all";
  const invitation = invitationMessage({ installation: view.name, organization, address: "https://a.example/?a=b&c", days: 1 });
  expect(invitation.subject).toBe(
    "\u2068\u05d2\u2069: you are invited to \u2068<b>\u05d0Bcc: all\u2069 / Sie sind zu \u2068<b>\u05d0Bcc: all\u2069 eingeladen",
  );
  expect(invitation.html).toContain('<a href="https://a.example/?a=b&amp;c">Einladung ansehen</a>');
  expect(invitation.html).not.toContain("<b>");
  expect([mail.subject, mail.text]).toEqual(["Sign in to \u2068\u05d2\u2069", expect.stringContaining("to sign in to \u2068\u05d2\u2069.")]);
});

test("every page has one title, one h1 and no label without its field, in every language", () => {
  for (const language of LANGUAGES) {
    for (const name of Object.keys(gallery)) {
      const text = galleryPage(name, language) ?? "";
      expect([name, text.match(/<h1>/g)?.length, text.match(/<title>/g)?.length]).toEqual([name, 1, 1]);
      expect(text).toContain(`<html lang="${language}">`);
      for (const [, id] of text.matchAll(/(?:for|aria-labelledby|form)="([^"]+)"/g)) expect([name, text.includes(` id="${id}"`)]).toEqual([name, true]);
      for (const [, ids] of text.matchAll(/aria-describedby="([^"]+)"/g)) for (const id of String(ids).split(" ")) expect(text).toContain(` id="${id}"`);
    }
  }
});
