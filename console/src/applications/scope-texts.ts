import type { Catalogue } from "../texts/language.tsx";
import type { Scope } from "./types.ts";

/** What a scope lets an application do: the sentences that people read where they are asked for consent. */
export const scopes: Catalogue<Readonly<Record<Scope, string>>> = {
  en: {
    openid: "Know who you are.",
    profile: "See your name, username and picture.",
    email: "See your e-mail address.",
    offline_access: "Do this when you are away too, until you end it.",
    "users:read": "Find and read the accounts that you may see.",
    "users:write": "Make, change and delete accounts, where you may.",
    "sessions:read": "See where you are signed in.",
    "sessions:write": "Sign you out elsewhere.",
    "credentials:read": "See how you can sign in.",
    "credentials:write": "Change how you can sign in.",
    "applications:read": "Read the applications of this installation.",
    "applications:write": "Make, change and delete applications.",
    "connections:read": "Read the identity providers of this installation.",
    "connections:write": "Make, change and delete identity providers.",
    "organizations:read": "See your organizations and workspaces, who is in them and with which roles.",
    "organizations:write": "Change your organizations and workspaces, their members, roles, teams, and service accounts with their keys, where you may.",
    "system:read": "Read facts of the installation that only its administrators see.",
    "system:write": "Change the installation, such as its signing keys.",
    "audit:read": "Read the audit log.",
  },
  de: {
    openid: "Wissen, wer Sie sind.",
    profile: "Ihren Namen, Ihren Benutzernamen und Ihr Bild sehen.",
    email: "Ihre E-Mail-Adresse sehen.",
    offline_access: "All das auch tun, wenn Sie nicht da sind, bis Sie es beenden.",
    "users:read": "Die Konten finden und lesen, die Sie sehen dürfen.",
    "users:write": "Konten anlegen, ändern und löschen, wo Sie das dürfen.",
    "sessions:read": "Sehen, wo Sie angemeldet sind.",
    "sessions:write": "Sie anderswo abmelden.",
    "credentials:read": "Sehen, wie Sie sich anmelden können.",
    "credentials:write": "Ändern, wie Sie sich anmelden können.",
    "applications:read": "Die Anwendungen dieser Installation lesen.",
    "applications:write": "Anwendungen anlegen, ändern und löschen.",
    "connections:read": "Die Identitätsanbieter dieser Installation lesen.",
    "connections:write": "Identitätsanbieter anlegen, ändern und löschen.",
    "organizations:read": "Sehen, welchen Organisationen und Arbeitsbereichen Sie angehören, und wer dort welche Rollen hat.",
    "organizations:write":
      "Ihre Organisationen und Arbeitsbereiche, deren Mitglieder, Rollen, Teams und Dienstkonten samt Schlüsseln ändern, wo Sie das dürfen.",
    "system:read": "Lesen, was nur die Verwaltung der Installation sieht.",
    "system:write": "Die Installation ändern, etwa ihre Signaturschlüssel.",
    "audit:read": "Das Prüfprotokoll lesen.",
  },
};
