import type { Catalogue } from "../language.ts";

interface PasskeyTexts {
  readonly signIn: string;
  readonly refused: string;
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly added: string;
  readonly lastUsed: string;
  readonly never: string;
  readonly backedUp: string;
  /** Whether it is on other devices of its owner, too; cannot be; could be. */
  readonly backup: Readonly<Record<"yes" | "no" | "not_yet", string>>;
  readonly change: string;
  readonly name: string;
  readonly nameHint: string;
  readonly rename: string;
  readonly remove: string;
  readonly addTitle: string;
  readonly add: string;
  /** Stays where there is no script, or no passkeys in the browser. */
  readonly needsScript: string;
  readonly failed: string;
  readonly known: string;
  readonly tooMany: string;
  /** What to do before anything is added or removed. */
  readonly again: Readonly<Record<"auth.reauthentication_required" | "mfa.required", string>>;
  readonly signInAgain: string;
  readonly done: Readonly<Record<"added" | "renamed" | "removed", string>>;
  readonly external: string;
  readonly unavailable: string;
  /** Links between the two second factors. */
  readonly appInstead: string;
  readonly passkeyInstead: string;
}

export const passkeys: Catalogue<PasskeyTexts> = {
  en: {
    signIn: "Sign in with a passkey",
    refused: "That did not work: the passkey is not known here, or it was cancelled.",
    title: "Your passkeys",
    lead: "A passkey signs you in with your fingerprint, your face or the PIN of your device, without a password.",
    none: "You have no passkey yet.",
    added: "Added",
    lastUsed: "Last used",
    never: "not yet",
    backedUp: "Backed up",
    backup: { yes: "yes, it can be on your other devices, too", no: "no, it is on one device only", not_yet: "not yet" },
    change: "Rename or remove",
    name: "Name",
    nameHint: "To know it by, such as Phone.",
    rename: "Save name",
    remove: "Remove passkey",
    addTitle: "Add a passkey",
    add: "Add passkey",
    needsScript: "This takes JavaScript, and a browser that has passkeys.",
    failed: "That did not work: it was cancelled, or took too long.",
    known: "This device has a passkey of your account already.",
    tooMany: "You have 20 passkeys, and no account has more. Remove one that you do not use any more to add another.",
    again: {
      "auth.reauthentication_required": "To add or remove a passkey, sign in once more: your last time is over 10 minutes ago.",
      "mfa.required": "To add or remove a passkey, sign in with a passkey, or with the code of your authenticator app.",
    },
    signInAgain: "Sign in again",
    done: { added: "The passkey was added. You can sign in with it from now on.", renamed: "The name was saved.", removed: "The passkey was removed." },
    external: "This account signs in with an external identity provider. Passkeys are for accounts that sign in here.",
    unavailable: "Passkeys are switched off here at the moment: nobody signs in with one.",
    appInstead: "Use an authenticator app instead",
    passkeyInstead: "Use a passkey instead",
  },
  de: {
    signIn: "Mit einem Passkey anmelden",
    refused: "Das hat nicht geklappt: Der Passkey ist hier nicht bekannt, oder es wurde abgebrochen.",
    title: "Ihre Passkeys",
    lead: "Ein Passkey meldet Sie mit Ihrem Fingerabdruck, Ihrem Gesicht oder der PIN Ihres Geräts an, ohne Passwort.",
    none: "Sie haben noch keinen Passkey.",
    added: "Hinzugefügt",
    lastUsed: "Zuletzt benutzt",
    never: "noch nie",
    backedUp: "Gesichert",
    backup: { yes: "ja, er kann auch auf Ihren anderen Geräten sein", no: "nein, er ist nur auf einem Gerät", not_yet: "noch nicht" },
    change: "Umbenennen oder entfernen",
    name: "Name",
    nameHint: "Woran Sie ihn wiedererkennen, zum Beispiel Telefon.",
    rename: "Namen speichern",
    remove: "Passkey entfernen",
    addTitle: "Passkey hinzufügen",
    add: "Passkey hinzufügen",
    needsScript: "Dafür braucht es JavaScript und einen Browser, der Passkeys kennt.",
    failed: "Das hat nicht geklappt: Es wurde abgebrochen oder hat zu lange gedauert.",
    known: "Auf diesem Gerät ist schon ein Passkey Ihres Kontos.",
    tooMany: "Sie haben 20 Passkeys, mehr hat kein Konto. Entfernen Sie einen, den Sie nicht mehr benutzen, um einen anderen hinzuzufügen.",
    again: {
      "auth.reauthentication_required":
        "Um einen Passkey hinzuzufügen oder zu entfernen, melden Sie sich bitte noch einmal an: Das letzte Mal ist über 10 Minuten her.",
      "mfa.required": "Um einen Passkey hinzuzufügen oder zu entfernen, melden Sie sich bitte mit einem Passkey oder mit dem Code Ihrer Authenticator-App an.",
    },
    signInAgain: "Erneut anmelden",
    done: {
      added: "Der Passkey ist hinzugefügt. Sie können sich jetzt damit anmelden.",
      renamed: "Der Name ist gespeichert.",
      removed: "Der Passkey ist entfernt.",
    },
    external: "Dieses Konto meldet sich mit einem externen Anbieter an. Passkeys gibt es für Konten, die sich hier anmelden.",
    unavailable: "Passkeys sind hier zurzeit abgeschaltet: Niemand meldet sich damit an.",
    appInstead: "Stattdessen eine Authenticator-App benutzen",
    passkeyInstead: "Stattdessen einen Passkey benutzen",
  },
};
