import type { Catalogue } from "../language.ts";

interface LinkTexts {
  readonly forgotLink: string;
  /** The same way in, where there are no passwords to forget. */
  readonly byMail: string;
  readonly forgotTitle: string;
  readonly identifier: string;
  readonly send: string;
  readonly sendMagic: string;
  readonly sent: string;
  readonly resetTitle: string;
  readonly password: string;
  readonly rule: string;
  readonly choose: string;
  readonly changed: string;
  readonly toSignIn: string;
  readonly linkTitle: string;
  readonly signIn: string;
  /** @param code of the refusal (kernel/errors.ts) */
  readonly refused: (code: string) => string;
}

export const links: Catalogue<LinkTexts> = {
  en: {
    forgotLink: "Forgot the password?",
    byMail: "Sign in by a link that is mailed to you",
    forgotTitle: "A link by mail",
    identifier: "Username or e-mail address",
    send: "Send a link to choose a new password",
    sendMagic: "Send a link to sign in",
    sent: "If there is such an account with an e-mail address, a link is on its way to it.",
    resetTitle: "Choose a new password",
    password: "New password",
    rule: "At least 12 characters.",
    choose: "Set the password",
    changed: "Your new password is set, and you are signed out everywhere.",
    toSignIn: "Sign in",
    linkTitle: "Sign in by link",
    signIn: "Sign in now",
    refused: (code) => {
      if (code === "auth.too_many_links") return "Too many links were asked for. Wait a little, then try again.";
      if (code === "password.length") return "A password has 12 to 128 characters.";
      if (code === "password.common") return "This password is among the most common ones, or repeats your own name or address.";
      if (code === "auth.busy") return "Too much is going on at this moment. Try again shortly.";
      if (code === "auth.magic_links_off" || code === "auth.method_off") return "This installation does not offer that.";
      return "This link was used before, is too old, or the account has changed since. Ask for a new one.";
    },
  },
  de: {
    forgotLink: "Passwort vergessen?",
    byMail: "Mit einem Link per E-Mail anmelden",
    forgotTitle: "Ein Link per E-Mail",
    identifier: "Benutzername oder E-Mail-Adresse",
    send: "Link für ein neues Passwort senden",
    sendMagic: "Link zum Anmelden senden",
    sent: "Falls es ein solches Konto mit E-Mail-Adresse gibt, ist ein Link dorthin unterwegs.",
    resetTitle: "Neues Passwort wählen",
    password: "Neues Passwort",
    rule: "Mindestens 12 Zeichen.",
    choose: "Passwort setzen",
    changed: "Ihr neues Passwort gilt, und Sie sind überall abgemeldet.",
    toSignIn: "Anmelden",
    linkTitle: "Mit Link anmelden",
    signIn: "Jetzt anmelden",
    refused: (code) => {
      if (code === "auth.too_many_links") return "Es wurden zu viele Links angefordert. Bitte kurz warten und es dann erneut versuchen.";
      if (code === "password.length") return "Ein Passwort hat 12 bis 128 Zeichen.";
      if (code === "password.common") return "Dieses Passwort gehört zu den häufigsten oder wiederholt Ihren Namen oder Ihre Adresse.";
      if (code === "auth.busy") return "Im Augenblick ist zu viel los. Bitte gleich noch einmal versuchen.";
      if (code === "auth.magic_links_off" || code === "auth.method_off") return "Diese Installation bietet das nicht an.";
      return "Dieser Link wurde schon benutzt, ist zu alt, oder das Konto hat sich seither geändert. Bitte einen neuen anfordern.";
    },
  },
};

/** The development inbox. */
export const inbox: Catalogue<{ readonly title: string; readonly lead: string; readonly empty: string }> = {
  en: { title: "Mail", lead: "What would have been mailed: there is no mail server. For development.", empty: "There is none." },
  de: { title: "E-Mail", lead: "Was verschickt worden wäre: Es gibt keinen Mailserver. Für die Entwicklung.", empty: "Es gibt keine." },
};
