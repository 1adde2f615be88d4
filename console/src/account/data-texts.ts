import type { Catalogue } from "../texts/language.tsx";

interface DataTexts {
  readonly linked: string;
  readonly linkedLead: string;
  readonly noLinked: string;
  readonly noLinkedWhy: string;
  readonly linkedWhy: string;
  readonly columns: Readonly<Record<"name" | "email" | "linked" | "last_used", string>>;
  readonly linkTitle: string;
  readonly linkLead: (email: string | null) => string;
  readonly linkTo: (name: string) => string;
  readonly linkSure: (name: string) => string;
  readonly linkEffects: readonly string[];
  readonly goOn: string;
  readonly noneOffered: string;
  readonly hasPasskeys: string;
  readonly export: string;
  readonly exportLead: string;
  readonly exportWhat: string;
  readonly exportDo: string;
  readonly exported: string;
  readonly delete: string;
  readonly deleteLead: string;
  readonly deleteDo: string;
  readonly deleteTitle: string;
  readonly goes: string;
  readonly stays: string;
  readonly resources: Readonly<Record<string, string>>;
  readonly blocked: string;
  readonly blockedOrganizations: string;
  readonly passedOn: string;
  readonly withOrganizations: string;
  readonly restorable: string;
  readonly erased: string;
  readonly goodbye: string;
  readonly goodbyeWhy: string;
  readonly signIn: string;
}

export const dataTexts: Catalogue<DataTexts> = {
  en: {
    linked: "Linked providers",
    linkedLead: "Identity providers that you sign in with.",
    noLinked: "No provider is linked",
    noLinkedWhy: "You sign in here, with a password, a passkey or a link by mail.",
    linkedWhy: "This is the only way into your account, so it cannot be removed. Your profile follows what the provider says when you sign in.",
    columns: { name: "Provider", email: "Address there", linked: "Linked", last_used: "Last used" },
    linkTitle: "Link a provider",
    linkLead: (email) =>
      email === null
        ? "Your account needs the e-mail address that the provider knows you by: fill it in in your profile first."
        : `At the provider you must have the address ${email}. Afterwards you sign in with the provider only.`,
    linkTo: (name) => `Link ${name}`,
    linkSure: (name) => `Link ${name}?`,
    linkEffects: [
      "You are led to the provider, and are asked for your password here once more when you come back.",
      "From then on you sign in with the provider only: your password is deleted, and all your sessions end.",
      "With another e-mail address there you would sign in to another account, or make one: this account stays as it is.",
    ],
    goOn: "Go on",
    noneOffered: "This installation offers no identity providers.",
    hasPasskeys: "Accounts with passkeys cannot be linked: remove your passkeys first, if you want to sign in with a provider only.",
    export: "Export your data",
    exportLead: "All that is known of your account here, as one JSON file.",
    exportWhat:
      "Profile, ways to sign in, memberships, roles, teams, sessions, devices, consents, tokens, invitations, and what was recorded of your account. No passwords or keys, and nothing of others.",
    exportDo: "Download",
    exported: "The file was downloaded.",
    delete: "Delete your account",
    deleteLead: "You are signed out everywhere, and your memberships end.",
    deleteDo: "Delete account…",
    deleteTitle: "Delete your account?",
    goes: "What goes at once",
    stays: "What stays",
    resources: {
      account: "Account",
      session: "Sessions",
      device: "Devices",
      totp: "Authenticator app",
      membership: "Memberships",
      organization: "Organizations",
      passkey: "Passkeys",
      api_key: "Access tokens",
      audit_entry: "Audit entries",
      workspace: "Workspaces",
    },
    blocked: "This stands in the way",
    blockedOrganizations: "Make somebody else an administrator of these first:",
    passedOn: "These pass to another administrator:",
    withOrganizations: "Also delete organizations in which you are the only member:",
    restorable: "An administrator can restore it until",
    erased: "It is erased at once and cannot be brought back.",
    goodbye: "Your account was deleted",
    goodbyeWhy: "You are signed out everywhere. You can close this page.",
    signIn: "Sign in with another account",
  },
  de: {
    linked: "Verknüpfte Anbieter",
    linkedLead: "Identitätsanbieter, mit denen Sie sich anmelden.",
    noLinked: "Kein Anbieter ist verknüpft",
    noLinkedWhy: "Sie melden sich hier an: mit Passwort, Passkey oder einem Link per E-Mail.",
    linkedWhy: "Das ist der einzige Weg in Ihr Konto und kann darum nicht entfernt werden. Ihr Profil folgt dem, was der Anbieter bei der Anmeldung sagt.",
    columns: { name: "Anbieter", email: "Adresse dort", linked: "Verknüpft", last_used: "Zuletzt benutzt" },
    linkTitle: "Anbieter verknüpfen",
    linkLead: (email) =>
      email === null
        ? "Ihr Konto braucht die E-Mail-Adresse, unter der der Anbieter Sie kennt: Tragen Sie sie zuerst in Ihrem Profil ein."
        : `Beim Anbieter müssen Sie die Adresse ${email} haben. Danach melden Sie sich nur noch mit dem Anbieter an.`,
    linkTo: (name) => `${name} verknüpfen`,
    linkSure: (name) => `${name} verknüpfen?`,
    linkEffects: [
      "Sie werden zum Anbieter geführt und bei der Rückkehr hier noch einmal nach Ihrem Passwort gefragt.",
      "Ab dann melden Sie sich nur noch mit dem Anbieter an: Ihr Passwort wird gelöscht, und alle Ihre Sitzungen enden.",
      "Mit einer anderen E-Mail-Adresse dort würden Sie sich an einem anderen Konto anmelden oder eines anlegen: Dieses bleibt, wie es ist.",
    ],
    goOn: "Weiter",
    noneOffered: "Diese Installation bietet keine Identitätsanbieter an.",
    hasPasskeys:
      "Konten mit Passkeys lassen sich nicht verknüpfen: Entfernen Sie zuerst Ihre Passkeys, wenn Sie sich nur noch mit einem Anbieter anmelden wollen.",
    export: "Ihre Daten exportieren",
    exportLead: "Alles, was hier über Ihr Konto bekannt ist, in einer JSON-Datei.",
    exportWhat:
      "Profil, Anmeldewege, Mitgliedschaften, Rollen, Teams, Sitzungen, Geräte, Zustimmungen, Token, Einladungen und was über Ihr Konto aufgezeichnet ist. Keine Passwörter oder Schlüssel und nichts von anderen.",
    exportDo: "Herunterladen",
    exported: "Die Datei wurde heruntergeladen.",
    delete: "Ihr Konto löschen",
    deleteLead: "Sie werden überall abgemeldet, und Ihre Mitgliedschaften enden.",
    deleteDo: "Konto löschen …",
    deleteTitle: "Ihr Konto löschen?",
    goes: "Was sofort verschwindet",
    stays: "Was bleibt",
    resources: {
      account: "Konto",
      session: "Sitzungen",
      device: "Geräte",
      totp: "Authenticator-App",
      membership: "Mitgliedschaften",
      organization: "Organisationen",
      passkey: "Passkeys",
      api_key: "Zugriffstoken",
      audit_entry: "Protokolleinträge",
      workspace: "Workspaces",
    },
    blocked: "Das steht im Weg",
    blockedOrganizations: "Machen Sie hier zuerst jemand anderen zum Administrator:",
    passedOn: "Diese gehen an einen anderen Administrator über:",
    withOrganizations: "Auch Organisationen löschen, in denen Sie das einzige Mitglied sind:",
    restorable: "Ein Administrator kann es wiederherstellen bis",
    erased: "Es wird sofort gelöscht und lässt sich nicht zurückholen.",
    goodbye: "Ihr Konto wurde gelöscht",
    goodbyeWhy: "Sie sind überall abgemeldet. Sie können diese Seite schließen.",
    signIn: "Mit einem anderen Konto anmelden",
  },
};
