import type { Catalogue } from "../texts/language.tsx";

interface OneTexts {
  readonly tabs: string;
  readonly profile: string;
  readonly security: string;
  readonly access: string;
  readonly keys: string;
  readonly activity: string;
  readonly avatarHint: string;
  readonly metadataHint: string;
  readonly metadataFault: string;
  readonly activeWhy: string;
  readonly superuserWhy: string;
  readonly external: (provider: string) => string;
  readonly about: string;
  readonly id: string;
  readonly onlySuperusers: string;
}

export const oneTexts: Catalogue<OneTexts> = {
  en: {
    tabs: "Pages of the account",
    profile: "Profile",
    security: "Security",
    access: "Access",
    keys: "API keys",
    activity: "Activity",
    avatarHint: "Its address; applications show it.",
    metadataHint: "A JSON object of your own, 16 KiB at most. Empty: none.",
    metadataFault: "This is no JSON object.",
    activeWhy: "Deactivated, it is signed out everywhere and cannot sign in. What it holds stays.",
    superuserWhy: "May do everything: every account, every organization, the installation itself.",
    external: (provider) => `Kept by ${provider}: it is changed there.`,
    about: "About",
    id: "Id",
    onlySuperusers: "Only superusers see this.",
  },
  de: {
    tabs: "Seiten des Kontos",
    profile: "Profil",
    security: "Sicherheit",
    access: "Zugriff",
    keys: "API-Schlüssel",
    activity: "Verlauf",
    avatarHint: "Dessen Adresse; Anwendungen zeigen es.",
    metadataHint: "Ein eigenes JSON-Objekt, höchstens 16 KiB. Leer: keine.",
    metadataFault: "Das ist kein JSON-Objekt.",
    activeWhy: "Deaktiviert ist es überall abgemeldet und kann sich nicht anmelden. Was es hat, bleibt.",
    superuserWhy: "Darf alles: jedes Konto, jede Organisation, die Installation selbst.",
    external: (provider) => `Gehört zu ${provider} und wird dort geändert.`,
    about: "Angaben",
    id: "Id",
    onlySuperusers: "Das sehen nur Superuser.",
  },
};
