import type { Catalogue } from "../texts/language.tsx";

interface SecurityTexts {
  readonly nudge: string;
  readonly nudgeWhy: string;
  readonly password: string;
  readonly passwordLead: string;
  readonly passwordNone: string;
  readonly passwordExternal: string;
  readonly current: string;
  readonly chosen: string;
  readonly chosenHint: string;
  readonly change: string;
  readonly set: string;
  readonly changed: string;
  readonly totp: string;
  readonly totpLead: string;
  readonly totpOn: string;
  readonly totpOff: string;
  readonly totpSince: string;
  readonly codesLeft: (count: number) => string;
  readonly codesFew: string;
  readonly setUp: string;
  readonly replace: string;
  readonly remove: string;
  readonly newCodes: string;
  readonly newCodesWhy: string;
  readonly makeCodes: string;
  readonly scan: string;
  readonly qr: string;
  readonly secret: string;
  readonly secretHint: string;
  readonly code: string;
  readonly codeHint: string;
  readonly confirm: string;
  readonly endsOthers: string;
  readonly removeTotp: string;
  readonly removeTotpWhy: string;
  readonly totpRemoved: string;
  readonly codesTitle: string;
  readonly codesLead: string;
  readonly download: string;
  readonly print: string;
  readonly codesFile: (username: string) => string;
  readonly passkeys: string;
  readonly passkeysLead: string;
  readonly passkeysNone: string;
  readonly passkeysNoneWhy: string;
  readonly passkeysUnavailable: string;
  readonly passkeysExternal: string;
  readonly passkeysUnsupported: string;
  readonly passkeyName: string;
  readonly passkeyNameHint: string;
  readonly addPasskey: string;
  readonly passkeyAdded: string;
  readonly passkeyFailed: string;
  readonly passkeyKnown: string;
  readonly rename: string;
  readonly renamePasskey: (name: string) => string;
  readonly renamed: string;
  readonly removePasskey: (name: string) => string;
  readonly removePasskeyWhy: string;
  readonly passkeyRemoved: (name: string) => string;
  readonly columns: Readonly<Record<"name" | "kind" | "created" | "last_used", string>>;
  readonly synced: string;
  readonly bound: string;
}

export const security: Catalogue<SecurityTexts> = {
  en: {
    nudge: "A second factor would make your account safer",
    nudgeWhy: "At the moment whoever learns your password gets in. A passkey or an authenticator app takes a minute to set up.",
    password: "Password",
    passwordLead: "12 to 128 characters, and neither a common password nor your own name. Several words are easier to remember than odd characters.",
    passwordNone: "Your account has no password so far. You can choose one to sign in with, too.",
    passwordExternal: "You sign in with an identity provider: your password is there, not here.",
    current: "Current password",
    chosen: "New password",
    chosenHint: "Everywhere else you are signed out; here you stay.",
    change: "Change password",
    set: "Set password",
    changed: "Your password was changed. All other sessions have ended.",
    totp: "Authenticator app",
    totpLead: "After your password, signing in asks for a code that an app on your phone shows.",
    totpOn: "On",
    totpOff: "Off",
    totpSince: "In use since",
    codesLeft: (count) => (count === 1 ? "1 recovery code is left." : `${count} recovery codes are left.`),
    codesFew: "Make new ones soon: without a code and without the app you could not get in.",
    setUp: "Set up",
    replace: "Set up another app",
    remove: "Remove",
    newCodes: "New recovery codes",
    newCodesWhy: "You get ten new codes. Those that you have now stop working.",
    makeCodes: "Make new codes",
    scan: "Scan this with your authenticator app, then enter the code that it shows.",
    qr: "QR code for your authenticator app",
    secret: "Or type this key in",
    secretHint: "Time based, 6 digits, 30 seconds.",
    code: "Code from the app",
    codeHint: "6 digits",
    confirm: "Turn on",
    endsOthers: "With your first second factor all your other sessions end.",
    removeTotp: "Remove the authenticator app?",
    removeTotpWhy: "Signing in will not ask for its codes any more, and your recovery codes stop working.",
    totpRemoved: "The authenticator app was removed.",
    codesTitle: "Your recovery codes",
    codesLead: "Each lets you in once in place of the app's code, should you lose your phone. Keep them where your password is not.",
    download: "Download as text",
    print: "Print",
    codesFile: (username) => `Recovery codes of ${username}. Each works once, in place of the authenticator app's code.`,
    passkeys: "Passkeys",
    passkeysLead: "Sign in with your fingerprint, your face or the PIN of your device, without a password and without a code.",
    passkeysNone: "You have no passkey yet",
    passkeysNoneWhy: "Add one for each device that you sign in with.",
    passkeysUnavailable: "This installation offers no passkeys: they take an address with a name (not an IP address) that is reached by HTTPS.",
    passkeysExternal: "You sign in with an identity provider. Passkeys are for accounts that sign in here.",
    passkeysUnsupported: "This browser has no passkeys.",
    passkeyName: "Name of the passkey",
    passkeyNameHint: "For you, to tell them apart: “Phone”, “Work laptop”.",
    addPasskey: "Add passkey",
    passkeyAdded: "The passkey was added. You can sign in with it from now on.",
    passkeyFailed: "No passkey was made: it was cancelled, or took too long.",
    passkeyKnown: "This device has a passkey of your account already.",
    rename: "Rename",
    renamePasskey: (name) => `Rename ${name}`,
    renamed: "The name was saved.",
    removePasskey: (name) => `Remove ${name}`,
    removePasskeyWhy: "Nobody can sign in with it any more. Remove it from your device, too.",
    passkeyRemoved: (name) => `The passkey ${name} was removed.`,
    columns: { name: "Name", kind: "Kind", created: "Added", last_used: "Last used" },
    synced: "Synced",
    bound: "On one device",
  },
  de: {
    nudge: "Ein zweiter Faktor würde Ihr Konto sicherer machen",
    nudgeWhy: "Zurzeit kommt hinein, wer Ihr Passwort erfährt. Ein Passkey oder eine Authenticator-App ist in einer Minute eingerichtet.",
    password: "Passwort",
    passwordLead: "12 bis 128 Zeichen, weder ein verbreitetes Passwort noch Ihr eigener Name. Mehrere Wörter merkt man sich leichter als Sonderzeichen.",
    passwordNone: "Ihr Konto hat bisher kein Passwort. Sie können eines wählen, um sich auch damit anzumelden.",
    passwordExternal: "Sie melden sich mit einem Identitätsanbieter an: Ihr Passwort liegt dort, nicht hier.",
    current: "Jetziges Passwort",
    chosen: "Neues Passwort",
    chosenHint: "Überall sonst werden Sie abgemeldet; hier bleiben Sie angemeldet.",
    change: "Passwort ändern",
    set: "Passwort setzen",
    changed: "Ihr Passwort wurde geändert. Alle anderen Sitzungen sind beendet.",
    totp: "Authenticator-App",
    totpLead: "Nach dem Passwort fragt die Anmeldung nach einem Code, den eine App auf Ihrem Telefon zeigt.",
    totpOn: "Ein",
    totpOff: "Aus",
    totpSince: "In Gebrauch seit",
    codesLeft: (count) => (count === 1 ? "1 Wiederherstellungscode ist übrig." : `${count} Wiederherstellungscodes sind übrig.`),
    codesFew: "Erzeugen Sie bald neue: Ohne Code und ohne App kämen Sie nicht mehr hinein.",
    setUp: "Einrichten",
    replace: "Andere App einrichten",
    remove: "Entfernen",
    newCodes: "Neue Wiederherstellungscodes",
    newCodesWhy: "Sie bekommen zehn neue Codes. Die jetzigen gelten dann nicht mehr.",
    makeCodes: "Neue Codes erzeugen",
    scan: "Scannen Sie das mit Ihrer Authenticator-App und geben Sie den Code ein, den sie zeigt.",
    qr: "QR-Code für Ihre Authenticator-App",
    secret: "Oder tippen Sie diesen Schlüssel ein",
    secretHint: "Zeitbasiert, 6 Ziffern, 30 Sekunden.",
    code: "Code aus der App",
    codeHint: "6 Ziffern",
    confirm: "Einschalten",
    endsOthers: "Mit Ihrem ersten zweiten Faktor enden alle Ihre anderen Sitzungen.",
    removeTotp: "Authenticator-App entfernen?",
    removeTotpWhy: "Die Anmeldung fragt nicht mehr nach ihren Codes, und Ihre Wiederherstellungscodes gelten nicht mehr.",
    totpRemoved: "Die Authenticator-App wurde entfernt.",
    codesTitle: "Ihre Wiederherstellungscodes",
    codesLead: "Jeder lässt Sie einmal anstelle des App-Codes hinein, falls Sie Ihr Telefon verlieren. Bewahren Sie sie getrennt vom Passwort auf.",
    download: "Als Text herunterladen",
    print: "Drucken",
    codesFile: (username) => `Wiederherstellungscodes von ${username}. Jeder gilt einmal, anstelle des Codes der Authenticator-App.`,
    passkeys: "Passkeys",
    passkeysLead: "Melden Sie sich mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts an, ohne Passwort und ohne Code.",
    passkeysNone: "Sie haben noch keinen Passkey",
    passkeysNoneWhy: "Fügen Sie für jedes Gerät, mit dem Sie sich anmelden, einen hinzu.",
    passkeysUnavailable:
      "Diese Installation bietet keine Passkeys an: Sie brauchen eine Adresse mit einem Namen (keine IP-Adresse), die über HTTPS erreicht wird.",
    passkeysExternal: "Sie melden sich mit einem Identitätsanbieter an. Passkeys sind für Konten, die sich hier anmelden.",
    passkeysUnsupported: "Dieser Browser kann keine Passkeys.",
    passkeyName: "Name des Passkeys",
    passkeyNameHint: "Für Sie, zum Auseinanderhalten: „Telefon“, „Dienstlaptop“.",
    addPasskey: "Passkey hinzufügen",
    passkeyAdded: "Der Passkey wurde hinzugefügt. Ab jetzt können Sie sich damit anmelden.",
    passkeyFailed: "Es wurde kein Passkey angelegt: Es wurde abgebrochen oder hat zu lange gedauert.",
    passkeyKnown: "Dieses Gerät hat schon einen Passkey Ihres Kontos.",
    rename: "Umbenennen",
    renamePasskey: (name) => `${name} umbenennen`,
    renamed: "Der Name wurde gespeichert.",
    removePasskey: (name) => `${name} entfernen`,
    removePasskeyWhy: "Niemand kann sich mehr damit anmelden. Entfernen Sie ihn auch von Ihrem Gerät.",
    passkeyRemoved: (name) => `Der Passkey ${name} wurde entfernt.`,
    columns: { name: "Name", kind: "Art", created: "Hinzugefügt", last_used: "Zuletzt benutzt" },
    synced: "Synchronisiert",
    bound: "Auf einem Gerät",
  },
};
