import type { Catalogue } from "../texts/language.tsx";
import type { InstallationPage } from "./pages.ts";

interface InstallationTexts {
  readonly title: string;
  readonly pages: Readonly<Record<InstallationPage, string>>;
  readonly superusersOnly: string;
  readonly notForYou: string;
  readonly superusersOnlyWhy: string;
}

export const installation: Catalogue<InstallationTexts> = {
  en: {
    title: "Installation",
    pages: {
      applications: "Applications",
      keys: "Signing keys",
    },
    superusersOnly: "For superusers only",
    notForYou: "You may not see this page (403)",
    superusersOnlyWhy: "It is about the whole installation. A superuser can make you one, or look for you.",
  },
  de: {
    title: "Installation",
    pages: {
      applications: "Anwendungen",
      keys: "Signaturschlüssel",
    },
    superusersOnly: "Nur für Superuser",
    notForYou: "Diese Seite dürfen Sie nicht sehen (403)",
    superusersOnlyWhy: "Sie betrifft die ganze Installation. Ein Superuser kann Sie dazu machen oder für Sie nachsehen.",
  },
};
