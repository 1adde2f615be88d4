import type { ErrorCode } from "../../kernel/errors.ts";
import type { Catalogue } from "../language.ts";

/**
 * Refusals in words for people. English has only those whose sentence in kernel/errors.ts speaks to programs;
 * what a language lacks is said in the words of that file.
 */
export const errors: Catalogue<Partial<Readonly<Record<ErrorCode, string>>>> = {
  en: {
    "auth.required": "Sign in first.",
    "auth.invalid_token": "You are not signed in any more. Sign in again.",
    "auth.reauthentication_required": "This takes a fresh sign-in, no older than 10 minutes. Sign in again, then repeat it.",
    "auth.foreign_origin": "This came from another site, or your browser did not say from where. Open the page here and try again.",
    "password.expired": "Your password has expired. Choose a new one before anything else.",
    "password.confirmation_required": "Enter your current password as well.",
    "password.wrong_current": "The current password is wrong.",
    "federation.connection_needed": "Choose one of the providers on the sign-in page.",
    "request.bad": "The request could not be read.",
    "request.too_large": "That was more than this page takes.",
    "request.unknown_path": "There is nothing at this address. It may be mistyped, or the page may be gone.",
    "request.method": "This address does not take what was sent to it.",
  },
  de: {
    "auth.required": "Bitte melden Sie sich zuerst an.",
    "auth.invalid_token": "Sie sind nicht mehr angemeldet. Bitte melden Sie sich erneut an.",
    "auth.insufficient_scope": "Dafür fehlt dieser Anmeldung die Berechtigung.",
    "auth.reauthentication_required":
      "Dafür darf die Anmeldung höchstens 10 Minuten zurückliegen. Bitte melden Sie sich erneut an und versuchen Sie es dann noch einmal.",
    "auth.mfa_required": "Für dieses Konto wird ein zweiter Faktor benötigt.",
    "auth.invalid_credentials": "Benutzername oder Passwort ist falsch.",
    "auth.method_off": "Die Anmeldung mit Passwort ist hier abgeschaltet.",
    "auth.too_many_attempts": "Zu viele Fehlversuche. Bitte kurz warten und es dann erneut versuchen.",
    "auth.busy": "Gerade ist sehr viel los. Bitte gleich noch einmal versuchen.",
    "auth.foreign_origin":
      "Die Anfrage kam von einer anderen Website, oder Ihr Browser sagt nicht, woher. Bitte öffnen Sie die Seite hier und versuchen Sie es erneut.",
    "password.expired": "Ihr Passwort ist abgelaufen. Bitte wählen Sie zuerst ein neues.",
    "password.confirmation_required": "Bitte geben Sie auch Ihr aktuelles Passwort ein.",
    "password.wrong_current": "Das aktuelle Passwort ist falsch.",
    "password.length": "Ein Passwort hat 12 bis 128 Zeichen.",
    "password.common": "Dieses Passwort gehört zu den häufigsten oder wiederholt Ihren Namen oder Ihre Adresse. Bitte wählen Sie ein anderes.",
    "access.denied": "Das dürfen Sie nicht.",
    "access.superuser": "Das dürfen nur Superuser.",
    "user.not_found": "Dieses Konto gibt es nicht, oder Sie dürfen es nicht sehen.",
    "user.update_denied": "Dieses Konto dürfen Sie nicht ändern, oder es gibt es nicht.",
    "user.field_denied": "Das dürfen Sie an diesem Konto nicht ändern.",
    "user.external": "Benutzername, E-Mail-Adresse und Passwort dieses Kontos verwaltet ein externer Anbieter.",
    "user.identifier_taken": "Diesen Benutzernamen oder diese E-Mail-Adresse hat schon ein anderes Konto.",
    "user.last_administrator":
      "Danach könnte sich hier niemand mehr anmelden, der die Installation verwaltet. Bitte machen Sie zuerst ein anderes Konto zum Superuser.",
    "passkey.not_found": "Diesen Passkey haben Sie nicht mehr.",
    "mfa.required": "Dafür ist eine Anmeldung mit einem zweiten Faktor nötig.",
    "credentials.denied": "Für dieses Konto gilt das nicht: Es meldet sich anders an.",
    "session.not_found": "Diese Anmeldung gibt es nicht mehr.",
    "federation.too_many_starts": "Von dieser Adresse wurden zu viele Anmeldungen begonnen. Bitte eine Minute warten und es dann erneut versuchen.",
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
    "request.bad": "Die Anfrage ließ sich nicht lesen.",
    "request.too_large": "Das war mehr, als diese Seite annimmt.",
    "request.media_type": "Das Formular kam in einer Form an, die diese Seite nicht annimmt.",
    "request.unknown_path": "Unter dieser Adresse gibt es nichts. Vielleicht ist sie vertippt, oder die Seite gibt es nicht mehr.",
    "request.method": "Diese Adresse nimmt nicht an, was ihr geschickt wurde.",
    "database.unavailable": "Die Datenbank antwortet gerade nicht. Bitte gleich noch einmal versuchen; was gerade lief, kann geschehen sein oder auch nicht.",
    "server.stopping": "Der Server wird gerade beendet. Bitte gleich noch einmal versuchen.",
    "database.not_migrated": "Der Server wird gerade aktualisiert. Bitte gleich noch einmal versuchen.",
    "server.internal": "Bei uns ist etwas schiefgegangen.",
  },
};
