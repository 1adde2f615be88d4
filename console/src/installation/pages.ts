import { IconApps, IconKey } from "@tabler/icons-react";

/** The pages of the installation, in the order of the navigation. */
export const INSTALLATION_PAGES = [
  { name: "applications", to: "/applications", icon: IconApps },
  { name: "keys", to: "/signing-keys", icon: IconKey },
] as const;

export type InstallationPage = (typeof INSTALLATION_PAGES)[number]["name"];
