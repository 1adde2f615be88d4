import { IconActivityHeartbeat, IconApps, IconClockPlay, IconKey, IconListDetails, IconMail, IconPlugConnected, IconSettings } from "@tabler/icons-react";

/** The pages of the installation, in the order of the navigation. */
export const INSTALLATION_PAGES = [
  { name: "applications", to: "/applications", icon: IconApps },
  { name: "connections", to: "/connections", icon: IconPlugConnected },
  { name: "keys", to: "/signing-keys", icon: IconKey },
  { name: "settings", to: "/settings", icon: IconSettings },
  { name: "jobs", to: "/jobs", icon: IconClockPlay },
  { name: "mail", to: "/mail", icon: IconMail },
  { name: "health", to: "/health", icon: IconActivityHeartbeat },
  { name: "audit", to: "/audit", icon: IconListDetails },
] as const;

export type InstallationPage = (typeof INSTALLATION_PAGES)[number]["name"];
