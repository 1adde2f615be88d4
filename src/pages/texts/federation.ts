import type { Catalogue } from "../language.ts";

interface FederationTexts {
  readonly linkTitle: string;
  readonly linkLead: (name: string, email: string) => string;
  readonly linkAfter: (name: string) => string;
  readonly password: string;
  readonly linkSubmit: string;
  readonly wrongPassword: string;
  readonly code: string;
  readonly codeToo: string;
  readonly wrongCode: string;
  readonly testTitle: string;
  readonly testOutcome: Readonly<Record<"waiting" | "failed" | "refused" | "make" | "sign_in" | "link" | "ask_password", string>>;
  readonly testNobody: string;
  readonly profile: string;
  readonly claims: string;
}

export const federation: Catalogue<FederationTexts> = {
  en: {
    linkTitle: "One more step",
    linkLead: (name, email) =>
      `${name} says that you are ${email}. There is an account with this address already. Enter its password to make sure that it is yours.`,
    linkAfter: (name) => `From then on you sign in with ${name} only: the password is removed, and you are signed out elsewhere.`,
    password: "Password of the account",
    linkSubmit: "Connect and sign in",
    wrongPassword: "The password is wrong.",
    code: "Code of your authenticator app, or a recovery code",
    codeToo: "This account has a second factor: enter the password and its code.",
    wrongCode: "The code is wrong, or was used before. Enter the password and a new code.",
    testTitle: "Dry run of a connection",
    testOutcome: {
      waiting: "Nobody has come back from the provider yet.",
      failed: "The provider's answer was no good.",
      refused: "Signing in would be refused.",
      make: "Signing in would make an account.",
      sign_in: "Signing in would lead to the account that has this identity.",
      link: "Signing in would link the account that has this address, which has no password.",
      ask_password: "Signing in would ask for the password of the account that has this address, and link it.",
    },
    testNobody: "Nobody was signed in.",
    profile: "As an account would have it",
    claims: "What the provider said",
  },
  de: {
    linkTitle: "Noch ein Schritt",
    linkLead: (name, email) =>
      `Laut ${name} gehört Ihnen die Adresse ${email}. Mit dieser Adresse gibt es schon ein Konto. Bitte das Passwort dieses Kontos eingeben, damit sicher ist, dass es Ihres ist.`,
    linkAfter: (name) => `Danach melden Sie sich nur noch mit ${name} an: Das Passwort wird entfernt, und andernorts werden Sie abgemeldet.`,
    password: "Passwort des Kontos",
    linkSubmit: "Verbinden und anmelden",
    wrongPassword: "Das Passwort ist falsch.",
    code: "Code der Authenticator-App oder ein Wiederherstellungscode",
    codeToo: "Dieses Konto hat einen zweiten Faktor: Bitte das Passwort und dessen Code eingeben.",
    wrongCode: "Der Code ist falsch oder wurde schon benutzt. Bitte das Passwort und einen neuen Code eingeben.",
    testTitle: "Probelauf einer Verbindung",
    testOutcome: {
      waiting: "Vom Anbieter ist noch niemand zurückgekommen.",
      failed: "Die Antwort des Anbieters taugt nicht.",
      refused: "Die Anmeldung würde abgelehnt.",
      make: "Die Anmeldung würde ein Konto anlegen.",
      sign_in: "Die Anmeldung würde zu dem Konto führen, das diese Identität hat.",
      link: "Die Anmeldung würde das Konto mit dieser Adresse verbinden, das kein Passwort hat.",
      ask_password: "Die Anmeldung würde nach dem Passwort des Kontos mit dieser Adresse fragen und es dann verbinden.",
    },
    testNobody: "Niemand wurde angemeldet.",
    profile: "So hätte es ein Konto",
    claims: "Das hat der Anbieter gesagt",
  },
};
