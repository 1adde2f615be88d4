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
  },
};
