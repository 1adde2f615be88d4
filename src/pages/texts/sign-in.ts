import type { ErrorCode } from "../../kernel/errors.ts";
import type { Catalogue } from "../language.ts";
import { secondsIn } from "./units.ts";

interface SignInTexts {
  readonly title: (name: string) => string;
  readonly username: string;
  readonly password: string;
  readonly submit: string;
  /** Between the external providers and the form. */
  readonly or: string;
  /** Where there is no way in at all. */
  readonly noWayIn: string;
  /**
   * @param code of the refusal (kernel/errors.ts)
   * @param seconds until another attempt is heard, where that is known
   */
  readonly refused: (code: ErrorCode, seconds: number | undefined) => string;
}

export const signIn: Catalogue<SignInTexts> = {
  en: {
    title: (name) => `Sign in to ${name}`,
    username: "Username or e-mail address",
    password: "Password",
    submit: "Sign in",
    or: "or",
    noWayIn: "There is no way to sign in here at the moment. Ask whoever runs this installation.",
    refused: (code, seconds) => {
      if (code === "auth.method_off") return "Signing in with a password is switched off here.";
      const wait = seconds === undefined ? "Wait a little, then try again." : `Try again in ${secondsIn("en", seconds)}.`;
      if (code === "auth.too_many_attempts") return `Too many failed attempts. ${wait}`;
      if (code === "auth.busy") return `Very many people are signing in right now. ${wait}`;
      return "The username or the password is wrong.";
    },
  },
  de: {
    title: (name) => `Bei ${name} anmelden`,
    username: "Benutzername oder E-Mail-Adresse",
    password: "Passwort",
    submit: "Anmelden",
    or: "oder",
    noWayIn: "Eine Anmeldung ist hier zurzeit nicht möglich. Bitte wenden Sie sich an die Betreiber.",
    refused: (code, seconds) => {
      if (code === "auth.method_off") return "Die Anmeldung mit Passwort ist hier abgeschaltet.";
      const wait = seconds === undefined ? "Bitte kurz warten und es dann erneut versuchen." : `Bitte in ${secondsIn("de", seconds)} erneut versuchen.`;
      if (code === "auth.too_many_attempts") return `Zu viele Fehlversuche. ${wait}`;
      if (code === "auth.busy") return `Gerade melden sich sehr viele an. ${wait}`;
      return "Benutzername oder Passwort ist falsch.";
    },
  },
};
