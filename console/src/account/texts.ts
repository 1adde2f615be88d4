import type { Catalogue } from "../texts/language.tsx";

type ProfileField = "name" | "username" | "email" | "company" | "job_title" | "avatar_url";

interface AccountTexts {
  readonly title: string;
  readonly tabs: string;
  readonly profile: string;
  readonly security: string;
  readonly sessions: string;
  readonly keys: string;
  readonly connections: string;
  readonly invitations: string;
  readonly data: string;
  readonly profileLead: string;
  readonly fields: Readonly<Record<ProfileField, string>>;
  readonly hints: Readonly<Partial<Record<ProfileField, string>>>;
  readonly picture: string;
  readonly byProvider: string;
  readonly saved: string;
  readonly unchanged: string;
  readonly keysLead: string;
  readonly keysWarning: string;
  readonly invitationsLead: string;
  readonly noInvitations: string;
  readonly noInvitationsWhy: string;
  readonly invitationColumns: Readonly<Record<"organization" | "roles" | "invited_by" | "expires", string>>;
  readonly accept: string;
  readonly acceptOf: (name: string) => string;
  readonly accepted: (name: string) => string;
  readonly decline: string;
  readonly declineOf: (name: string) => string;
  readonly declined: (name: string) => string;
}

export const account: Catalogue<AccountTexts> = {
  en: {
    title: "Your account",
    tabs: "Parts of your account",
    profile: "Profile",
    security: "Sign-in and security",
    sessions: "Sessions and devices",
    keys: "Access tokens",
    connections: "Linked providers",
    invitations: "Invitations",
    data: "Your data",
    profileLead: "How others who may see your account know you.",
    fields: { name: "Name", username: "Username", email: "E-mail address", company: "Company", job_title: "Job title", avatar_url: "Address of your picture" },
    hints: {
      username: "You sign in with it, or with your e-mail address.",
      email: "Changing it takes a recent sign-in. The old address is told.",
      avatar_url: "Beginning with https://. Whoever sees your profile loads it from there.",
    },
    picture: "Lists show your initials; your picture is shown where applications show it.",
    byProvider: "Your username and e-mail address come from the provider that you sign in with.",
    saved: "Saved.",
    unchanged: "Nothing to save.",
    keysLead: "For programs that act as you: in place of your password, with all that you may do.",
    keysWarning:
      "A token goes on working when you change your password or sign out everywhere. Delete those that you do not know; give each an end, and one to each program.",
    invitationsLead: "Into organizations, to your e-mail address.",
    noInvitations: "No invitation is waiting",
    noInvitationsWhy: "Invitations to your e-mail address show here once the address is proven, for example by opening a link that was mailed to it.",
    invitationColumns: { organization: "Organization", roles: "You become", invited_by: "Invited by", expires: "Good until" },
    accept: "Accept",
    acceptOf: (name) => `Accept: ${name}`,
    accepted: (name) => `You are a member of ${name} now.`,
    decline: "Decline",
    declineOf: (name) => `Decline: ${name}`,
    declined: (name) => `You declined the invitation of ${name}.`,
  },
  de: {
    title: "Ihr Konto",
    tabs: "Teile Ihres Kontos",
    profile: "Profil",
    security: "Anmeldung und Sicherheit",
    sessions: "Sitzungen und Geräte",
    keys: "Zugriffstoken",
    connections: "Verknüpfte Anbieter",
    invitations: "Einladungen",
    data: "Ihre Daten",
    profileLead: "Wie andere, die Ihr Konto sehen dürfen, Sie kennen.",
    fields: { name: "Name", username: "Benutzername", email: "E-Mail-Adresse", company: "Firma", job_title: "Position", avatar_url: "Adresse Ihres Bildes" },
    hints: {
      username: "Damit oder mit Ihrer E-Mail-Adresse melden Sie sich an.",
      email: "Sie zu ändern setzt eine frische Anmeldung voraus. Die alte Adresse wird benachrichtigt.",
      avatar_url: "Beginnt mit https://. Wer Ihr Profil sieht, lädt es von dort.",
    },
    picture: "Listen zeigen Ihre Initialen; Ihr Bild erscheint, wo Anwendungen es zeigen.",
    byProvider: "Benutzername und E-Mail-Adresse kommen von dem Anbieter, mit dem Sie sich anmelden.",
    saved: "Gespeichert.",
    unchanged: "Nichts zu speichern.",
    keysLead: "Für Programme, die in Ihrem Namen handeln: anstelle Ihres Passworts, mit allem, was Sie dürfen.",
    keysWarning:
      "Ein Token gilt weiter, wenn Sie Ihr Passwort ändern oder sich überall abmelden. Löschen Sie, was Sie nicht kennen; geben Sie jedem ein Ende, und jedem Programm ein eigenes.",
    invitationsLead: "In Organisationen, an Ihre E-Mail-Adresse.",
    noInvitations: "Keine Einladung wartet",
    noInvitationsWhy:
      "Einladungen an Ihre E-Mail-Adresse stehen hier, sobald die Adresse bestätigt ist, etwa durch Öffnen eines Links, der an sie geschickt wurde.",
    invitationColumns: { organization: "Organisation", roles: "Sie werden", invited_by: "Eingeladen von", expires: "Gültig bis" },
    accept: "Annehmen",
    acceptOf: (name) => `Annehmen: ${name}`,
    accepted: (name) => `Sie sind jetzt Mitglied von ${name}.`,
    decline: "Ablehnen",
    declineOf: (name) => `Ablehnen: ${name}`,
    declined: (name) => `Sie haben die Einladung von ${name} abgelehnt.`,
  },
};
