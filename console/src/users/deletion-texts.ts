import type { Catalogue } from "../texts/language.tsx";

interface DeletionTexts {
  readonly title: (name: string) => string;
  readonly delete: string;
  readonly goes: string;
  readonly stays: string;
  /** By what the API calls it; `null`: not worth a line. */
  readonly resources: Readonly<Record<string, (count: number) => string>>;
  readonly blocked: string;
  readonly soleOrganizations: (count: number) => string;
  readonly soleChoice: string;
  readonly otherAdmin: string;
  readonly passedOn: string;
  readonly restorable: (moment: string) => string;
  readonly forGood: string;
  readonly done: (name: string) => string;
  readonly looking: (done: number, all: number) => string;
  readonly stuck: (count: number) => string;
  readonly stuckWhy: string;
  readonly going: (count: number) => string;
}

const many = (one: string, more: string) => (count: number) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

export const deletionTexts: Catalogue<DeletionTexts> = {
  en: {
    title: (name) => `Delete ${name}`,
    delete: "Delete",
    goes: "Goes at once",
    stays: "Stays",
    resources: {
      account: many("account", "accounts"),
      session: many("session", "sessions"),
      device: many("device", "devices"),
      totp: many("authenticator app", "authenticator apps"),
      passkey: many("passkey", "passkeys"),
      membership: many("membership", "memberships"),
      organization: many("organization without other members", "organizations without other members"),
      api_key: many("API key", "API keys"),
      audit_entry: many("audit entry", "audit entries"),
      workspace: many("workspace", "workspaces"),
    },
    blocked: "This account cannot be deleted now",
    soleOrganizations: (count) => (count === 1 ? "One organization has no other member:" : `${count} organizations have no other member:`),
    soleChoice: "Delete these organizations, too",
    otherAdmin: "Make somebody else an administrator there first:",
    passedOn: "Passes to another administrator:",
    restorable: (moment) => `It can be restored until ${moment}. Then it is erased.`,
    forGood: "It is erased at once and cannot be restored.",
    done: (name) => `${name} is deleted.`,
    looking: (done, all) => `Looking at what would go: ${done} of ${all}`,
    stuck: many("account cannot be deleted", "accounts cannot be deleted"),
    stuckWhy: "They are left out.",
    going: many("account is deleted", "accounts are deleted"),
  },
  de: {
    title: (name) => `${name} löschen`,
    delete: "Löschen",
    goes: "Geht sofort",
    stays: "Bleibt",
    resources: {
      account: many("Konto", "Konten"),
      session: many("Sitzung", "Sitzungen"),
      device: many("Gerät", "Geräte"),
      totp: many("Authenticator-App", "Authenticator-Apps"),
      passkey: many("Passkey", "Passkeys"),
      membership: many("Mitgliedschaft", "Mitgliedschaften"),
      organization: many("Organisation ohne andere Mitglieder", "Organisationen ohne andere Mitglieder"),
      api_key: many("API-Schlüssel", "API-Schlüssel"),
      audit_entry: many("Eintrag im Protokoll", "Einträge im Protokoll"),
      workspace: many("Workspace", "Workspaces"),
    },
    blocked: "Dieses Konto lässt sich jetzt nicht löschen",
    soleOrganizations: (count) => (count === 1 ? "Eine Organisation hat kein anderes Mitglied:" : `${count} Organisationen haben kein anderes Mitglied:`),
    soleChoice: "Diese Organisationen mitlöschen",
    otherAdmin: "Dort braucht es zuerst eine andere Person in der Verwaltung:",
    passedOn: "Geht an eine andere Person in der Verwaltung über:",
    restorable: (moment) => `Wiederherstellen lässt es sich bis ${moment}. Danach wird es endgültig entfernt.`,
    forGood: "Es wird sofort endgültig entfernt und lässt sich nicht wiederherstellen.",
    done: (name) => `${name} ist gelöscht.`,
    looking: (done, all) => `Es wird nachgesehen, was ginge: ${done} von ${all}`,
    stuck: many("Konto lässt sich nicht löschen", "Konten lassen sich nicht löschen"),
    stuckWhy: "Sie werden ausgelassen.",
    going: many("Konto wird gelöscht", "Konten werden gelöscht"),
  },
};
