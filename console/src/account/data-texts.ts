import type { Catalogue } from "../texts/language.tsx";

interface DataTexts {
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
