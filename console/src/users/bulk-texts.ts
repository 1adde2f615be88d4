import type { Catalogue } from "../texts/language.tsx";

/** What is done to many accounts at once. */
export type BulkKind = "activate" | "deactivate" | "expire" | "sign_out" | "team" | "invite" | "delete";

interface Words {
  readonly item: string;
  readonly title: (count: number) => string;
  /** What it means, asked before; without it there is nothing to ask. */
  readonly why?: string;
  readonly submit: string;
  readonly done: (count: number) => string;
}

interface BulkTexts {
  readonly menu: string;
  readonly clear: string;
  readonly toolbar: string;
  readonly kinds: Readonly<Record<BulkKind, Words>>;
  readonly noPassword: string;
  readonly noEmail: string;
  readonly organization: string;
  readonly team: string;
  readonly role: string;
  readonly roleHint: string;
}

const accounts = (count: number) => (count === 1 ? "1 account" : `${count} accounts`);
const konten = (count: number) => (count === 1 ? "1 Konto" : `${count} Konten`);

export const bulkTexts: Catalogue<BulkTexts> = {
  en: {
    menu: "Actions",
    clear: "Clear the selection",
    toolbar: "What is selected",
    kinds: {
      activate: { item: "Activate", title: (n) => `Activate ${accounts(n)}`, submit: "Activate", done: (n) => `${accounts(n)} activated.` },
      deactivate: {
        item: "Deactivate",
        title: (n) => `Deactivate ${accounts(n)}`,
        why: "They are signed out everywhere and cannot sign in until they are activated again. What they hold in organizations stays.",
        submit: "Deactivate",
        done: (n) => `${accounts(n)} deactivated.`,
      },
      expire: {
        item: "Expire the password",
        title: (n) => `Expire the password of ${accounts(n)}`,
        why: "Whoever signs in must choose a new password before anything else. Sessions that are open stay open.",
        submit: "Expire",
        done: (n) => `The password of ${accounts(n)} has expired.`,
      },
      sign_out: {
        item: "Sign out everywhere",
        title: (n) => `Sign ${accounts(n)} out everywhere`,
        why: "Their sessions end at once, in browsers, applications and on devices. Your own session here stays. API keys go on working.",
        submit: "Sign out",
        done: (n) => `${accounts(n)} signed out.`,
      },
      team: { item: "Add to a team…", title: (n) => `Add ${accounts(n)} to a team`, submit: "Add", done: (n) => `${accounts(n)} added to the team.` },
      invite: {
        item: "Invite to an organization…",
        title: (n) => `Invite ${accounts(n)} to an organization`,
        why: "Each gets an invitation to their e-mail address, and is a member once they accept it.",
        submit: "Invite",
        done: (n) => `${accounts(n)} invited.`,
      },
      delete: { item: "Delete…", title: (n) => `Delete ${accounts(n)}`, submit: "Delete", done: (n) => `${accounts(n)} deleted.` },
    },
    noPassword: "There is no local password that could expire.",
    noEmail: "There is no e-mail address to invite.",
    organization: "Organization",
    team: "Team",
    role: "Role",
    roleHint: "Organization Member, where nothing is chosen.",
  },
  de: {
    menu: "Aktionen",
    clear: "Auswahl aufheben",
    toolbar: "Was ausgewählt ist",
    kinds: {
      activate: { item: "Aktivieren", title: (n) => `${konten(n)} aktivieren`, submit: "Aktivieren", done: (n) => `${konten(n)} aktiviert.` },
      deactivate: {
        item: "Deaktivieren",
        title: (n) => `${konten(n)} deaktivieren`,
        why: "Sie werden überall abgemeldet und können sich nicht anmelden, bis sie wieder aktiviert sind. Was sie in Organisationen haben, bleibt.",
        submit: "Deaktivieren",
        done: (n) => `${konten(n)} deaktiviert.`,
      },
      expire: {
        item: "Passwort ablaufen lassen",
        title: (n) => `Passwort von ${konten(n)} ablaufen lassen`,
        why: "Wer sich anmeldet, muss zuerst ein neues Passwort wählen. Offene Sitzungen bleiben offen.",
        submit: "Ablaufen lassen",
        done: (n) => `Das Passwort von ${konten(n)} ist abgelaufen.`,
      },
      sign_out: {
        item: "Überall abmelden",
        title: (n) => `${konten(n)} überall abmelden`,
        why: "Ihre Sitzungen enden sofort, in Browsern, Anwendungen und auf Geräten. Ihre eigene Sitzung hier bleibt. API-Schlüssel gelten weiter.",
        submit: "Abmelden",
        done: (n) => `${konten(n)} abgemeldet.`,
      },
      team: {
        item: "In ein Team aufnehmen …",
        title: (n) => `${konten(n)} in ein Team aufnehmen`,
        submit: "Aufnehmen",
        done: (n) => `${konten(n)} in das Team aufgenommen.`,
      },
      invite: {
        item: "In eine Organisation einladen …",
        title: (n) => `${konten(n)} in eine Organisation einladen`,
        why: "Alle bekommen eine Einladung an ihre E-Mail-Adresse und sind Mitglied, sobald sie sie annehmen.",
        submit: "Einladen",
        done: (n) => `${konten(n)} eingeladen.`,
      },
      delete: { item: "Löschen …", title: (n) => `${konten(n)} löschen`, submit: "Löschen", done: (n) => `${konten(n)} gelöscht.` },
    },
    noPassword: "Es gibt kein lokales Passwort, das ablaufen könnte.",
    noEmail: "Es gibt keine E-Mail-Adresse für eine Einladung.",
    organization: "Organisation",
    team: "Team",
    role: "Rolle",
    roleHint: "Organization Member, wenn nichts gewählt ist.",
  },
};
