import { SCOPES, type ScopeName } from "../../kernel/permissions.ts";
import type { Catalogue, Language } from "../language.ts";

/** The scopes of OpenID Connect itself (Core 1.0, 5.4 and 11). */
type IdentityScope = "openid" | "profile" | "email" | "offline_access";

/** What a scope lets an application do, after "it will be able to". The console has the same sentences (`npm run gen`). */
export const scopes: Catalogue<Readonly<Record<ScopeName | IdentityScope, string>>> = {
  en: {
    ...SCOPES,
    openid: "Know who you are.",
    profile: "See your name, username and picture.",
    email: "See your e-mail address.",
    offline_access: "Do this when you are away too, until you end it.",
  },
  de: {
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
    "organizations:read": "Sehen, welchen Organisationen und Workspaces Sie angehören, und wer dort welche Rollen hat.",
    "organizations:write": "Ihre Organisationen und Workspaces, deren Mitglieder, Rollen, Teams und Dienstkonten samt Schlüsseln ändern, wo Sie das dürfen.",
    "system:read": "Lesen, was nur die Verwaltung der Installation sieht.",
    "system:write": "Die Installation ändern, etwa ihre Signaturschlüssel.",
    "audit:read": "Das Prüfprotokoll lesen.",
    openid: "Wissen, wer Sie sind.",
    profile: "Ihren Namen, Ihren Benutzernamen und Ihr Bild sehen.",
    email: "Ihre E-Mail-Adresse sehen.",
    offline_access: "All das auch tun, wenn Sie nicht da sind, bis Sie es beenden.",
  },
};

/** What a scope lets an application do, in words; a scope that is not ours is its own name. */
export function scopeSentence(language: Language, name: string): string {
  const known = scopes[language];
  return Object.hasOwn(known, name) ? known[name as keyof typeof known] : name;
}
