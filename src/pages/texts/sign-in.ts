import type { Catalogue } from "../language.ts";

interface SignInTexts {
  readonly title: (name: string) => string;
  readonly username: string;
  readonly password: string;
  readonly submit: string;
  /** @param code of the refusal (kernel/errors.ts) */
  readonly refused: (code: string) => string;
}

export const signIn: Catalogue<SignInTexts> = {
  en: {
    title: (name) => `Sign in to ${name}`,
    username: "Username or e-mail address",
    password: "Password",
    submit: "Sign in",
    refused: (code) =>
      code === "auth.too_many_attempts" ? "Too many failed attempts. Wait a little, then try again." : "The username or the password is wrong.",
  },
  de: {
    title: (name) => `Bei ${name} anmelden`,
    username: "Benutzername oder E-Mail-Adresse",
    password: "Passwort",
    submit: "Anmelden",
    refused: (code) =>
      code === "auth.too_many_attempts" ? "Zu viele Fehlversuche. Bitte kurz warten und es dann erneut versuchen." : "Benutzername oder Passwort ist falsch.",
  },
};
