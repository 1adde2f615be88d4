import type { Catalogue } from "../texts/language.tsx";

interface OrganizationTexts {
  readonly title: string;
  readonly tabs: string;
  readonly overview: string;
  readonly members: string;
  readonly invitations: string;
  readonly teams: string;
  readonly roles: string;
  readonly settings: string;
  readonly requiresMfa: string;
  readonly facts: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly domains: string;
  readonly created: string;
  readonly none: string;
  readonly noneWhy: string;
}

export const organizations: Catalogue<OrganizationTexts> = {
  en: {
    title: "Organizations",
    tabs: "Pages of the organization",
    overview: "Overview",
    members: "Members",
    invitations: "Invitations",
    teams: "Teams",
    roles: "Roles",
    settings: "Settings",
    requiresMfa: "Second factor required",
    facts: "About",
    name: "Name",
    description: "Description",
    owner: "Owner",
    domains: "Trusted domains",
    created: "Created",
    none: "No organization fits",
    noneWhy: "Make one, or ask to be invited into one.",
  },
  de: {
    title: "Organisationen",
    tabs: "Seiten der Organisation",
    overview: "Überblick",
    members: "Mitglieder",
    invitations: "Einladungen",
    teams: "Teams",
    roles: "Rollen",
    settings: "Einstellungen",
    requiresMfa: "Zweiter Faktor verlangt",
    facts: "Angaben",
    name: "Name",
    description: "Beschreibung",
    owner: "Eigentümer",
    domains: "Vertraute Domänen",
    created: "Angelegt",
    none: "Keine Organisation passt",
    noneWhy: "Legen Sie eine an, oder lassen Sie sich in eine einladen.",
  },
};
