import type { Catalogue } from "../language.ts";

interface InvitationTexts {
  readonly title: (organization: string) => string;
  readonly invited: (inviter: string) => string;
  readonly sentTo: string;
  readonly roles: string;
  readonly until: string;
  /** Who is signed in, and whom it was sent to, are not the same. */
  readonly other: (account: string, address: string) => string;
  readonly signedInAs: string;
  readonly accept: string;
  readonly decline: string;
  readonly otherAccount: string;
  readonly signInLead: string;
  /** Somebody without an account needs the other link. */
  readonly byMailLead: (address: string) => string;
  readonly signIn: string;
  readonly registerLead: (address: string) => string;
  readonly name: string;
  readonly nameRule: string;
  readonly password: string;
  readonly rule: string;
  readonly register: string;
  readonly hasAccount: string;
  readonly accepted: (organization: string) => string;
  readonly declined: (organization: string) => string;
  readonly overTitle: string;
}

export const invitation: Catalogue<InvitationTexts> = {
  en: {
    title: (organization) => `Join ${organization}?`,
    invited: (inviter) => `${inviter} invites you.`,
    sentTo: "Sent to",
    roles: "Your roles",
    until: "Open until",
    other: (account, address) => `The invitation was sent to ${address}, and you are signed in as ${account}. If you accept, it is ${account} that joins.`,
    signedInAs: "You are signed in as:",
    accept: "Accept",
    decline: "Decline",
    otherAccount: "Use another account",
    signInLead: "Sign in to answer.",
    byMailLead: (address) => `Sign in to answer. To make an account, open the link that was mailed to ${address}.`,
    signIn: "Sign in",
    registerLead: (address) => `Make an account for ${address} to accept.`,
    name: "Your name",
    nameRule: "A name has 1 to 50 characters.",
    password: "Password",
    rule: "At least 12 characters.",
    register: "Make the account and accept",
    hasAccount: "Sign in with an account that you have",
    accepted: (organization) => `You are a member of ${organization} now.`,
    declined: (organization) => `You declined the invitation to ${organization}.`,
    overTitle: "Invitation",
  },
  de: {
    title: (organization) => `${organization} beitreten?`,
    invited: (inviter) => `${inviter} lädt Sie ein.`,
    sentTo: "Gesendet an",
    roles: "Ihre Rollen",
    until: "Offen bis",
    other: (account, address) => `Die Einladung ging an ${address}, und Sie sind als ${account} angemeldet. Wenn Sie annehmen, tritt ${account} bei.`,
    signedInAs: "Sie sind angemeldet als:",
    accept: "Annehmen",
    decline: "Ablehnen",
    otherAccount: "Anderes Konto verwenden",
    signInLead: "Bitte melden Sie sich an, um zu antworten.",
    byMailLead: (address) => `Bitte melden Sie sich an, um zu antworten. Um ein Konto anzulegen, öffnen Sie den Link, der an ${address} gesendet wurde.`,
    signIn: "Anmelden",
    registerLead: (address) => `Legen Sie ein Konto für ${address} an, um anzunehmen.`,
    name: "Ihr Name",
    nameRule: "Ein Name hat 1 bis 50 Zeichen.",
    password: "Passwort",
    rule: "Mindestens 12 Zeichen.",
    register: "Konto anlegen und annehmen",
    hasAccount: "Mit einem vorhandenen Konto anmelden",
    accepted: (organization) => `Sie sind jetzt Mitglied von ${organization}.`,
    declined: (organization) => `Sie haben die Einladung zu ${organization} abgelehnt.`,
    overTitle: "Einladung",
  },
};
