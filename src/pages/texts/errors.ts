import type { ErrorCode, RosterError } from "../../kernel/errors.ts";
import type { Catalogue, Language } from "../language.ts";
import { refusals } from "./refusals.ts";

type Own = Partial<Readonly<Record<ErrorCode, string>>>;

/** What pages say otherwise: they are read by whoever signs in, and have forms and links where the API has fields and parameters. */
export const otherwise: Catalogue<Own> = {
  en: {
    "auth.required": "Sign in first.",
    "auth.invalid_token": "You are not signed in any more. Sign in again.",
    "auth.reauthentication_required": "This takes a fresh sign-in, no older than 10 minutes. Sign in again, then repeat it.",
    "auth.foreign_origin": "This came from another site, or your browser did not say from where. Open the page here and try again.",
    "password.expired": "Your password has expired. Choose a new one before anything else.",
    // Its form has a field for it.
    "password.confirmation_required": "Enter your current password as well.",
    "password.wrong_current": "The current password is wrong.",
    // They list the providers; the console names one.
    "federation.connection_needed": "Choose one of the providers on the sign-in page.",
    "request.bad": "The request could not be read.",
    "request.too_large": "That was more than this page takes.",
    // A person has come to it by hand or by a link.
    "request.unknown_path": "There is nothing at this address. It may be mistyped, or the page may be gone.",
    "request.method": "This address does not take what was sent to it.",
    // Whoever signs in has no migrations to see to.
    "database.not_migrated": "The server is being updated. Try again shortly.",
  },
  de: {
    "password.confirmation_required": "Geben Sie auch Ihr aktuelles Passwort ein.",
    "federation.connection_needed": "Wählen Sie einen der Anbieter auf der Anmeldeseite.",
    "request.unknown_path": "Unter dieser Adresse gibt es nichts. Vielleicht ist sie vertippt, oder die Seite gibt es nicht mehr.",
    "database.not_migrated": "Der Server wird gerade aktualisiert. Versuchen Sie es gleich noch einmal.",
  },
};

/** A refusal in words for people: in German those of its code; in English also what is said more exactly than by the code. */
export function sentenceOf(language: Language, { code, message }: Pick<RosterError, "code" | "message">): string {
  return otherwise[language][code] ?? (language === "de" ? refusals[code] : message);
}
