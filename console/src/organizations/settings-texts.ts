import type { Catalogue } from "../texts/language.tsx";

interface SettingsTexts {
  readonly notYours: string;
  readonly general: string;
  readonly security: string;
  readonly fields: Readonly<Record<"name" | "description" | "logo_url" | "trusted_domains" | "require_mfa", string>>;
  readonly logoWhy: string;
  readonly domains: string;
  readonly domainsWhy: string;
  readonly domainsHint: string;
  readonly domainsSuperusers: string;
  readonly requireMfa: string;
  readonly requireMfaWhy: string;
  readonly mfaShuts: string;
  readonly mfaShutsWhy: string;
  readonly mfaYou: string;
  readonly mfaYouWhy: string;
  readonly owner: string;
  readonly ownerLead: string;
  readonly ownerOnly: string;
  readonly noOwner: string;
  readonly handOver: string;
  readonly handOverWhy: string;
  readonly newOwner: string;
  readonly newOwnerHint: string;
  readonly handedOver: (name: string) => string;
  readonly deleteTitle: string;
  readonly deleteLead: string;
  readonly deleteButton: string;
  readonly deleteAsk: (name: string) => string;
  readonly deleteWhy: string;
  readonly goes: string;
  /** Kinds of things, as the API names them, by number. */
  readonly counted: Readonly<Record<string, (count: number) => string>>;
  readonly restorable: string;
  readonly notRestorable: string;
  readonly deleted: (name: string) => string;
}

const counted = (one: string, many: string) => (count: number) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const settings: Catalogue<SettingsTexts> = {
  en: {
    notYours: "You may see this organization, but not change it.",
    general: "General",
    security: "Access",
    fields: {
      name: "Name",
      description: "Description",
      logo_url: "Address of the logo",
      trusted_domains: "Trusted domains",
      require_mfa: "Second factor required",
    },
    logoWhy: "Shown to whoever is invited. It begins with https.",
    domains: "Trusted domains",
    domainsWhy: "Members may know of accounts with e-mail addresses in these domains, and invitations to them complete by themselves at a verified sign-in.",
    domainsHint: "example.com",
    domainsSuperusers: "Only superusers change them: ask one of yours.",
    requireMfa: "Require a second factor",
    requireMfaWhy: "Machines and API keys are not asked for one.",
    mfaShuts: "Whoever signed in without a second factor is shut out at once",
    mfaShutsWhy: "They stay members, and are let in again when they sign in with an authenticator app or a passkey.",
    mfaYou: "You have no second factor yourself",
    mfaYouWhy: "Set one up for your account and sign in with it first: nobody can change this who would be shut out.",
    owner: "Owner",
    ownerLead: "The owner is one of the Organization Admins, and cannot leave.",
    ownerOnly: "The owner is one of the Organization Admins. Only the owner and superusers hand it over.",
    noOwner: "It has no owner: a superuser can name one.",
    handOver: "Hand over",
    handOverWhy: "The new owner decides from then on to whom it is handed over. You keep your roles.",
    newOwner: "New owner",
    newOwnerHint: "People who are Organization Admin themselves.",
    handedOver: (name) => `The organization is ${name}'s now.`,
    deleteTitle: "Delete the organization",
    deleteLead: "What goes with it is shown before anything is done.",
    deleteButton: "Delete",
    deleteAsk: (name) => `Delete ${name}?`,
    deleteWhy: "It ends at once for everybody in it, and with it:",
    goes: "What goes",
    counted: {
      membership: counted("membership", "memberships"),
      service_account: counted("service account with its keys", "service accounts with their keys"),
      workspace: counted("workspace", "workspaces"),
      project: counted("project", "projects"),
      team: counted("team", "teams"),
      custom_role: counted("custom role", "custom roles"),
      invitation: counted("open invitation", "open invitations"),
    },
    restorable: "A superuser can restore it until",
    notRestorable: "It cannot be restored.",
    deleted: (name) => `${name} was deleted.`,
  },
  de: {
    notYours: "Sie dürfen diese Organisation sehen, aber nicht ändern.",
    general: "Allgemein",
    security: "Zugang",
    fields: {
      name: "Name",
      description: "Beschreibung",
      logo_url: "Adresse des Logos",
      trusted_domains: "Vertraute Domänen",
      require_mfa: "Zweiter Faktor verlangt",
    },
    logoWhy: "Wird Eingeladenen gezeigt. Sie beginnt mit https.",
    domains: "Vertraute Domänen",
    domainsWhy:
      "Mitglieder dürfen von Konten mit E-Mail-Adressen in diesen Domänen wissen, und Einladungen dorthin erfüllen sich bei einer geprüften Anmeldung von selbst.",
    domainsHint: "example.com",
    domainsSuperusers: "Nur Superuser ändern sie: fragen Sie dort nach.",
    requireMfa: "Zweiten Faktor verlangen",
    requireMfaWhy: "Maschinen und API-Schlüssel werden nicht danach gefragt.",
    mfaShuts: "Wer ohne zweiten Faktor angemeldet ist, wird sofort ausgesperrt",
    mfaShutsWhy: "Alle bleiben Mitglieder und kommen wieder hinein, wenn sie sich mit Authenticator-App oder Passkey anmelden.",
    mfaYou: "Sie selbst haben keinen zweiten Faktor",
    mfaYouWhy: "Richten Sie zuerst einen für Ihr Konto ein und melden Sie sich damit an: das kann nur ändern, wer nicht ausgesperrt würde.",
    owner: "Eigentümer",
    ownerLead: "Der Eigentümer ist einer der Organization Admins und kann nicht austreten.",
    ownerOnly: "Der Eigentümer ist einer der Organization Admins. Übergeben können sie nur der Eigentümer und Superuser.",
    noOwner: "Sie hat keinen Eigentümer: ein Superuser kann einen bestimmen.",
    handOver: "Übergeben",
    handOverWhy: "Danach entscheidet der neue Eigentümer, an wen sie übergeben wird. Ihre Rollen behalten Sie.",
    newOwner: "Neuer Eigentümer",
    newOwnerHint: "Menschen, die selbst Organization Admin sind.",
    handedOver: (name) => `Die Organisation gehört jetzt ${name}.`,
    deleteTitle: "Organisation löschen",
    deleteLead: "Was mit ihr verloren geht, wird gezeigt, bevor etwas geschieht.",
    deleteButton: "Löschen",
    deleteAsk: (name) => `${name} löschen?`,
    deleteWhy: "Sie endet sofort für alle, die darin sind, und mit ihr:",
    goes: "Was verloren geht",
    counted: {
      membership: counted("Mitgliedschaft", "Mitgliedschaften"),
      service_account: counted("Dienstkonto mit seinen Schlüsseln", "Dienstkonten mit ihren Schlüsseln"),
      workspace: counted("Workspace", "Workspaces"),
      project: counted("Projekt", "Projekte"),
      team: counted("Team", "Teams"),
      custom_role: counted("eigene Rolle", "eigene Rollen"),
      invitation: counted("offene Einladung", "offene Einladungen"),
    },
    restorable: "Ein Superuser kann sie wiederherstellen bis",
    notRestorable: "Sie lässt sich nicht wiederherstellen.",
    deleted: (name) => `${name} wurde gelöscht.`,
  },
};
