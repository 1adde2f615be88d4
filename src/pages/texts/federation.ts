import { ERRORS, type ErrorCode } from "../../kernel/errors.ts";
import type { Catalogue } from "../language.ts";

interface FederationTexts {
  /** On a button. @param name of the provider */
  readonly signInWith: (name: string) => string;
  readonly waysLabel: string;
  readonly linkTitle: string;
  readonly linkLead: (name: string, email: string) => string;
  readonly linkAfter: (name: string) => string;
  readonly password: string;
  readonly linkSubmit: string;
  readonly wrongPassword: string;
  readonly tooMany: string;
  readonly testTitle: string;
  readonly testOutcome: Readonly<Record<"waiting" | "failed" | "refused" | "make" | "sign_in" | "link" | "ask_password", string>>;
  readonly testNobody: string;
  readonly profile: string;
  readonly claims: string;
  /** What is said of a refusal. */
  readonly problem: (code: ErrorCode) => string;
}

const GERMAN: Partial<Record<ErrorCode, string>> = {
  "federation.unknown_connection": "Diesen Weg der Anmeldung gibt es nicht.",
  "federation.connection_needed": "Bitte einen der Anbieter auf der Anmeldeseite wählen.",
  "federation.not_started_here":
    "Diese Anmeldung wurde nicht in diesem Browser begonnen, ist älter als 10 Minuten oder schon abgeschlossen. Bitte noch einmal beginnen.",
  "federation.denied": "Die Anmeldung wurde beim Anbieter abgebrochen.",
  "federation.provider_unavailable": "Der Anbieter antwortet nicht, wie er sollte. Bitte in Kürze erneut versuchen.",
  "federation.provider_refused": "Der Anbieter hat mit etwas geantwortet, dem nicht zu trauen ist. Niemand wurde angemeldet.",
  "federation.email_missing": "Der Anbieter nennt keine E-Mail-Adresse, und ein Konto braucht eine.",
  "federation.email_unverified": "Der Anbieter hat diese E-Mail-Adresse nicht bestätigt; deshalb kann sie hier nicht verwendet werden.",
  "federation.domain_denied": "E-Mail-Adressen dieser Domain dürfen sich so nicht anmelden.",
  "federation.email_taken": "Ein anderes Konto hat diese E-Mail-Adresse. Bitte dort anmelden wie bisher.",
  "federation.account_unavailable": "Dieses Konto kann sich nicht anmelden. Wer die Installation verwaltet, kann helfen.",
  "federation.authority_changed": "Dieses Konto gehört zu einem anderen Anbieter, der früher so hieß. Wer die Installation verwaltet, kann helfen.",
  "federation.link_expired": "Es ist zu viel Zeit vergangen. Bitte die Anmeldung noch einmal beginnen.",
};

export const federation: Catalogue<FederationTexts> = {
  en: {
    signInWith: (name) => `Sign in with ${name}`,
    waysLabel: "Other ways to sign in",
    linkTitle: "One more step",
    linkLead: (name, email) =>
      `${name} says that you are ${email}. There is an account with this address already. Enter its password to make sure that it is yours.`,
    linkAfter: (name) => `From then on you sign in with ${name} only: the password is removed, and you are signed out elsewhere.`,
    password: "Password of the account",
    linkSubmit: "Connect and sign in",
    wrongPassword: "The password is wrong.",
    tooMany: "Too many failed attempts. Wait a little, then try again.",
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
    problem: (code) => ERRORS[code].detail,
  },
  de: {
    signInWith: (name) => `Mit ${name} anmelden`,
    waysLabel: "Andere Wege der Anmeldung",
    linkTitle: "Noch ein Schritt",
    linkLead: (name, email) =>
      `Laut ${name} gehört Ihnen die Adresse ${email}. Mit dieser Adresse gibt es schon ein Konto. Bitte das Passwort dieses Kontos eingeben, damit sicher ist, dass es Ihres ist.`,
    linkAfter: (name) => `Danach melden Sie sich nur noch mit ${name} an: Das Passwort wird entfernt, und andernorts werden Sie abgemeldet.`,
    password: "Passwort des Kontos",
    linkSubmit: "Verbinden und anmelden",
    wrongPassword: "Das Passwort ist falsch.",
    tooMany: "Zu viele Fehlversuche. Bitte kurz warten und es dann erneut versuchen.",
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
    problem: (code) => GERMAN[code] ?? ERRORS[code].detail,
  },
};
