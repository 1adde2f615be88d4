import type { Catalogue } from "../texts/language.tsx";

interface DeletedTexts {
  readonly title: string;
  readonly lead: string;
  readonly deleted: string;
  readonly until: string;
  readonly restore: string;
  readonly restoreOne: (name: string) => string;
  readonly restored: (name: string) => string;
  readonly none: string;
  readonly noneWhy: string;
}

export const deletedTexts: Catalogue<DeletedTexts> = {
  en: {
    title: "Deleted users",
    lead: "They can be restored for a while, with their password; then they are erased. Memberships, sessions and keys do not come back.",
    deleted: "Deleted",
    until: "Erased after",
    restore: "Restore",
    restoreOne: (name) => `Restore ${name}`,
    restored: (name) => `${name} is restored.`,
    none: "No deleted account fits",
    noneWhy: "Accounts that were deleted are listed here until they are erased.",
  },
  de: {
    title: "Gelöschte Konten",
    lead: "Eine Zeit lang lassen sie sich mit ihrem Passwort wiederherstellen, danach werden sie endgültig entfernt. Mitgliedschaften, Sitzungen und Schlüssel kommen nicht zurück.",
    deleted: "Gelöscht",
    until: "Endgültig entfernt nach",
    restore: "Wiederherstellen",
    restoreOne: (name) => `${name} wiederherstellen`,
    restored: (name) => `${name} ist wiederhergestellt.`,
    none: "Kein gelöschtes Konto passt",
    noneWhy: "Gelöschte Konten stehen hier, bis sie endgültig entfernt sind.",
  },
};
