import type { Catalogue } from "../language.ts";

interface SecondFactorTexts {
  readonly title: string;
  readonly lead: string;
  readonly code: string;
  readonly submit: string;
  readonly again: string;
  /** @param code of the refusal (kernel/errors.ts) */
  readonly refused: (code: string) => string;
  readonly enrollTitle: string;
  readonly enrollLead: string;
  readonly begin: string;
  readonly scan: string;
  /** What the picture is, for those who do not see it. */
  readonly qrCode: string;
  readonly open: string;
  readonly secret: string;
  readonly confirm: string;
  readonly doneTitle: string;
  readonly doneLead: string;
  readonly goOn: string;
}

export const secondFactor: Catalogue<SecondFactorTexts> = {
  en: {
    title: "Second factor",
    lead: "Enter the code that your authenticator app shows, or one of your recovery codes.",
    code: "Code",
    submit: "Sign in",
    again: "Begin again",
    refused: (code) => {
      if (code === "auth.too_many_attempts") return "Too many wrong codes. Wait a little, then try again.";
      if (code === "totp.not_pending") return "This took too long. Begin again.";
      return "The code is wrong, or was used before.";
    },
    enrollTitle: "Set up an authenticator app",
    enrollLead: "An app on your phone then shows a code that you enter when you sign in.",
    begin: "Begin",
    scan: "Scan the code with your authenticator app, or type the key into it. Both are shown only now.",
    qrCode: "QR code of the key below",
    open: "Open it in an app on this device",
    secret: "Key",
    confirm: "Confirm",
    doneTitle: "Your recovery codes",
    doneLead: "Each signs you in once, should you lose your phone. Keep them in a safe place: they are shown only now.",
    goOn: "I have kept them: continue",
  },
  de: {
    title: "Zweiter Faktor",
    lead: "Geben Sie den Code ein, den Ihre Authenticator-App zeigt, oder einen Ihrer Wiederherstellungscodes.",
    code: "Code",
    submit: "Anmelden",
    again: "Von vorn beginnen",
    refused: (code) => {
      if (code === "auth.too_many_attempts") return "Zu viele falsche Codes. Bitte kurz warten und es dann erneut versuchen.";
      if (code === "totp.not_pending") return "Das hat zu lange gedauert. Bitte von vorn beginnen.";
      return "Der Code ist falsch oder wurde schon benutzt.";
    },
    enrollTitle: "Authenticator-App einrichten",
    enrollLead: "Eine App auf Ihrem Telefon zeigt dann einen Code, den Sie beim Anmelden eingeben.",
    begin: "Beginnen",
    scan: "Scannen Sie den Code mit Ihrer Authenticator-App, oder geben Sie dort den Schlüssel ein. Beide werden nur jetzt gezeigt.",
    qrCode: "QR-Code des Schlüssels unten",
    open: "In einer App auf diesem Gerät öffnen",
    secret: "Schlüssel",
    confirm: "Bestätigen",
    doneTitle: "Ihre Wiederherstellungscodes",
    doneLead: "Jeder meldet Sie einmal an, falls Ihr Telefon verloren geht. Bewahren Sie sie sicher auf: Sie werden nur jetzt gezeigt.",
    goOn: "Ich habe sie aufbewahrt: weiter",
  },
};
