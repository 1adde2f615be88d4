import type { Invitation } from "../api/types.ts";
import type { Catalogue } from "../texts/language.tsx";

interface InvitationTexts {
  readonly title: string;
  readonly address: string;
  readonly status: string;
  readonly statuses: Readonly<Record<Invitation["status"], string>>;
  readonly openOnly: string;
  readonly everything: string;
  readonly roles: string;
  readonly rolesHint: string;
  readonly teams: string;
  readonly teamCount: (count: number) => string;
  readonly invitedBy: string;
  readonly created: string;
  readonly expires: string;
  readonly none: string;
  readonly noneWhy: string;
  readonly invite: string;
  readonly addresses: string;
  readonly addressesHint: string;
  readonly understood: (count: number) => string;
  readonly malformed: (count: number) => string;
  readonly doubled: (count: number) => string;
  readonly send: (count: number) => string;
  readonly sending: (count: number) => string;
  readonly sent: (count: number) => string;
  readonly link: string;
  readonly links: string;
  readonly linkLead: (email: string) => string;
  readonly linksLead: string;
  readonly linksOnce: string;
  readonly resend: string;
  readonly changeRoles: string;
  readonly addToTeam: string;
  readonly withdraw: string;
  readonly withdrawTitle: (email: string) => string;
  readonly withdrawWhy: string;
  readonly withdrawn: (email: string) => string;
}

export const invitations: Catalogue<InvitationTexts> = {
  en: {
    title: "Invitations",
    address: "E-mail address",
    status: "Status",
    statuses: { pending: "Open", accepted: "Accepted", declined: "Declined", withdrawn: "Withdrawn", expired: "Expired" },
    openOnly: "Open only",
    everything: "All of the last 30 days",
    roles: "Roles",
    rolesHint: "For whoever accepts; Organization Member where nothing is chosen.",
    teams: "Teams",
    teamCount: (count) => (count === 1 ? "1 team" : `${count} teams`),
    invitedBy: "Invited by",
    created: "Made",
    expires: "Open until",
    none: "Nobody is invited",
    noneWhy: "Invite people by their e-mail address: they get a link, and become members once they accept.",
    invite: "Invite people",
    addresses: "E-mail addresses",
    addressesHint: "One, or many: with commas or on lines of their own, also as Name <address>.",
    understood: (count) => (count === 1 ? "1 address" : `${count} addresses`),
    malformed: (count) => (count === 1 ? "1 is no e-mail address and is left out" : `${count} are no e-mail addresses and are left out`),
    doubled: (count) => (count === 1 ? "1 stands there more than once and is invited once" : `${count} stand there more than once and are invited once`),
    send: (count) => (count > 1 ? `Send ${count} invitations` : "Send invitation"),
    sending: (count) => `Sending ${count} invitations`,
    sent: (count) => (count === 1 ? "The invitation is on its way" : `${count} invitations are on their way`),
    link: "Link",
    links: "Addresses and links",
    linkLead: (email) => `It was mailed to ${email} if mail is set up. This link can be handed on by other ways too.`,
    linksLead: "They were mailed if mail is set up. These links can be handed on by other ways too, each to the one it belongs to.",
    linksOnce: "Sending an invitation again makes a new link, and ends the older ones.",
    resend: "Send again, get a link",
    changeRoles: "Change roles",
    addToTeam: "Add to a team",
    withdraw: "Withdraw",
    withdrawTitle: (email) => `Withdraw the invitation of ${email}?`,
    withdrawWhy: "Its links stop working. The address can be invited again.",
    withdrawn: (email) => `The invitation of ${email} was withdrawn.`,
  },
  de: {
    title: "Einladungen",
    address: "E-Mail-Adresse",
    status: "Status",
    statuses: { pending: "Offen", accepted: "Angenommen", declined: "Abgelehnt", withdrawn: "Zurückgezogen", expired: "Abgelaufen" },
    openOnly: "Nur offene",
    everything: "Alle der letzten 30 Tage",
    roles: "Rollen",
    rolesHint: "Für alle, die annehmen; ohne Auswahl Organization Member.",
    teams: "Teams",
    teamCount: (count) => (count === 1 ? "1 Team" : `${count} Teams`),
    invitedBy: "Eingeladen von",
    created: "Erstellt",
    expires: "Offen bis",
    none: "Niemand ist eingeladen",
    noneWhy: "Laden Sie Menschen mit ihrer E-Mail-Adresse ein: sie bekommen einen Link und werden Mitglied, sobald sie annehmen.",
    invite: "Menschen einladen",
    addresses: "E-Mail-Adressen",
    addressesHint: "Eine oder viele: mit Kommas oder auf eigenen Zeilen, auch als Name <Adresse>.",
    understood: (count) => (count === 1 ? "1 Adresse" : `${count} Adressen`),
    malformed: (count) => (count === 1 ? "1 ist keine E-Mail-Adresse und bleibt außen vor" : `${count} sind keine E-Mail-Adressen und bleiben außen vor`),
    doubled: (count) => (count === 1 ? "1 steht mehrfach da und wird einmal eingeladen" : `${count} stehen mehrfach da und werden einmal eingeladen`),
    send: (count) => (count > 1 ? `${count} Einladungen senden` : "Einladung senden"),
    sending: (count) => `${count} Einladungen werden gesendet`,
    sent: (count) => (count === 1 ? "Die Einladung ist unterwegs" : `${count} Einladungen sind unterwegs`),
    link: "Link",
    links: "Adressen und Links",
    linkLead: (email) => `Sie ging per Mail an ${email}, falls Mail eingerichtet ist. Diesen Link können Sie auch auf anderem Weg weitergeben.`,
    linksLead: "Sie gingen per Mail hinaus, falls Mail eingerichtet ist. Diese Links können Sie auch auf anderem Weg weitergeben, jeden an den, dem er gehört.",
    linksOnce: "Wird eine Einladung noch einmal gesendet, entsteht ein neuer Link, und die älteren gelten nicht mehr.",
    resend: "Noch einmal senden, Link holen",
    changeRoles: "Rollen ändern",
    addToTeam: "In ein Team aufnehmen",
    withdraw: "Zurückziehen",
    withdrawTitle: (email) => `Einladung von ${email} zurückziehen?`,
    withdrawWhy: "Ihre Links gelten nicht mehr. Die Adresse kann neu eingeladen werden.",
    withdrawn: (email) => `Die Einladung von ${email} wurde zurückgezogen.`,
  },
};
