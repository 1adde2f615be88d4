import type { Catalogue } from "../texts/language.tsx";

interface SecurityTexts {
  readonly ways: string;
  readonly waysLead: string;
  readonly password: string;
  readonly passwordSet: (moment: string) => string;
  readonly passwordNone: string;
  readonly expired: string;
  readonly provider: string;
  readonly none: string;
  readonly linked: (count: number) => string;
  readonly magicLink: string;
  readonly offered: string;
  readonly notOffered: string;
  readonly locked: string;
  readonly lockedUntil: (moment: string) => string;
  readonly lockedWhy: string;
  readonly unlock: string;
  readonly unlocked: string;
  readonly reset: string;
  readonly resetTitle: (name: string) => string;
  readonly resetLink: string;
  readonly resetLinkWhy: string;
  readonly resetSet: string;
  readonly resetSetWhy: string;
  readonly noAddress: string;
  readonly newPassword: string;
  readonly suggest: string;
  readonly submitLink: string;
  readonly submitSet: string;
  readonly linkSent: (address: string) => string;
  readonly secretTitle: string;
  readonly secretLead: string;
  readonly expire: string;
  readonly expireWhy: string;
  readonly expiredNow: string;
  readonly external: (provider: string) => string;
  readonly machine: string;
  readonly second: string;
  readonly secondLead: string;
  readonly app: string;
  readonly appSince: (moment: string) => string;
  readonly appNone: string;
  readonly recoveryCodes: string;
  readonly passkeys: string;
  readonly passkeyName: string;
  readonly added: string;
  readonly lastUsed: string;
  readonly noPasskeys: string;
  readonly removeApp: string;
  readonly removeAppWhy: string;
  readonly appRemoved: string;
  readonly removePasskeys: string;
  readonly removePasskeysWhy: string;
  readonly passkeysRemoved: string;
  readonly copied: string;
  readonly bound: string;
}

export const securityTexts: Catalogue<SecurityTexts> = {
  en: {
    ways: "Ways to sign in",
    waysLead: "How the account's owner gets in, and what stands in the way.",
    password: "Password",
    passwordSet: (moment) => `Set on ${moment}`,
    passwordNone: "None",
    expired: "Expired",
    provider: "Identity provider",
    none: "None",
    linked: (count) => (count === 1 ? "1 linked" : `${count} linked`),
    magicLink: "Link by mail",
    offered: "Can be asked for",
    notOffered: "Not for this account",
    locked: "Failed attempts",
    lockedUntil: (moment) => `Held back until ${moment}`,
    lockedWhy: "Too many attempts failed from some address. Unlocking forgets them, wherever they came from.",
    unlock: "Unlock",
    unlocked: "The account is unlocked.",
    reset: "Reset the password",
    resetTitle: (name) => `Reset the password of ${name}`,
    resetLink: "Mail a link to choose one",
    resetLinkWhy: "The present password stays good until another is chosen.",
    resetSet: "Set a one-time password",
    resetSetWhy: "It is shown once for you to hand over, must be changed at the first sign-in, and ends all sessions.",
    noAddress: "The account has no e-mail address that a link could be mailed to.",
    newPassword: "One-time password",
    suggest: "Suggest one",
    submitLink: "Mail the link",
    submitSet: "Set the password",
    linkSent: (address) => `A link is on its way to ${address}.`,
    secretTitle: "The one-time password",
    secretLead: "Hand it over. It is good for one sign-in, at which another must be chosen.",
    expire: "Expire the password",
    expireWhy: "At the next sign-in another one must be chosen before anything else. Sessions that are open stay open.",
    expiredNow: "The password has expired.",
    external: (provider) => `The password is kept by ${provider}: it is reset there.`,
    machine: "A machine signs in with API keys or secrets, not with a password.",
    second: "Second factors",
    secondLead: "Take them away from whoever lost them: they can sign in with one factor then, and set up new ones.",
    app: "Authenticator app",
    appSince: (moment) => `Since ${moment}`,
    appNone: "None",
    recoveryCodes: "Recovery codes left",
    passkeys: "Passkeys",
    passkeyName: "Name",
    added: "Added",
    lastUsed: "Last used",
    noPasskeys: "No passkeys",
    removeApp: "Remove the app",
    removeAppWhy: "Its recovery codes go with it, and the account's sessions end.",
    appRemoved: "The authenticator app is removed.",
    removePasskeys: "Remove all passkeys",
    removePasskeysWhy: "None of them signs in any more, and the account's sessions end.",
    passkeysRemoved: "The passkeys are removed.",
    copied: "Copied between devices",
    bound: "On one device",
  },
  de: {
    ways: "Wege zur Anmeldung",
    waysLead: "Wie man in das Konto kommt, und was dem im Weg steht.",
    password: "Passwort",
    passwordSet: (moment) => `Gesetzt am ${moment}`,
    passwordNone: "Keines",
    expired: "Abgelaufen",
    provider: "Identitätsanbieter",
    none: "Keiner",
    linked: (count) => (count === 1 ? "1 verknüpft" : `${count} verknüpft`),
    magicLink: "Link per E-Mail",
    offered: "Lässt sich anfordern",
    notOffered: "Nicht für dieses Konto",
    locked: "Fehlversuche",
    lockedUntil: (moment) => `Gebremst bis ${moment}`,
    lockedWhy: "Von irgendeiner Adresse kamen zu viele Fehlversuche. Entsperren vergisst sie, woher sie auch kamen.",
    unlock: "Entsperren",
    unlocked: "Das Konto ist entsperrt.",
    reset: "Passwort zurücksetzen",
    resetTitle: (name) => `Passwort von ${name} zurücksetzen`,
    resetLink: "Einen Link zum Wählen schicken",
    resetLinkWhy: "Das jetzige Passwort gilt, bis ein anderes gewählt ist.",
    resetSet: "Ein Einmalpasswort setzen",
    resetSetWhy: "Es wird einmal gezeigt, damit Sie es weitergeben, muss bei der ersten Anmeldung geändert werden und beendet alle Sitzungen.",
    noAddress: "Das Konto hat keine E-Mail-Adresse, an die ein Link gehen könnte.",
    newPassword: "Einmalpasswort",
    suggest: "Eines vorschlagen",
    submitLink: "Link schicken",
    submitSet: "Passwort setzen",
    linkSent: (address) => `Ein Link ist unterwegs an ${address}.`,
    secretTitle: "Das Einmalpasswort",
    secretLead: "Geben Sie es weiter. Es gilt für eine Anmeldung, bei der ein anderes gewählt werden muss.",
    expire: "Passwort ablaufen lassen",
    expireWhy: "Bei der nächsten Anmeldung muss zuerst ein anderes gewählt werden. Offene Sitzungen bleiben offen.",
    expiredNow: "Das Passwort ist abgelaufen.",
    external: (provider) => `Das Passwort gehört zu ${provider} und wird dort zurückgesetzt.`,
    machine: "Eine Maschine meldet sich mit API-Schlüsseln oder Geheimnissen an, nicht mit einem Passwort.",
    second: "Zweite Faktoren",
    secondLead: "Wer sie verloren hat, dem lassen sie sich abnehmen: Dann reicht ein Faktor zur Anmeldung, und neue lassen sich einrichten.",
    app: "Authenticator-App",
    appSince: (moment) => `Seit ${moment}`,
    appNone: "Keine",
    recoveryCodes: "Übrige Wiederherstellungscodes",
    passkeys: "Passkeys",
    passkeyName: "Name",
    added: "Hinzugefügt",
    lastUsed: "Zuletzt benutzt",
    noPasskeys: "Keine Passkeys",
    removeApp: "App entfernen",
    removeAppWhy: "Ihre Wiederherstellungscodes gehen mit, und die Sitzungen des Kontos enden.",
    appRemoved: "Die Authenticator-App ist entfernt.",
    removePasskeys: "Alle Passkeys entfernen",
    removePasskeysWhy: "Mit keinem lässt sich mehr anmelden, und die Sitzungen des Kontos enden.",
    passkeysRemoved: "Die Passkeys sind entfernt.",
    copied: "Auf mehreren Geräten",
    bound: "Auf einem Gerät",
  },
};
