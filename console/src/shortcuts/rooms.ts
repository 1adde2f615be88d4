import { useMe } from "../app/world.ts";
import { INSTALLATION_PAGES, type InstallationPage } from "../installation/pages.ts";
import { installation } from "../installation/texts.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";

/** The keys that lead to the installation's pages, after `g`. */
const INSTALLATION_KEYS: Readonly<Record<InstallationPage, string>> = {
  applications: "p",
  connections: "c",
  keys: "k",
  settings: "s",
  jobs: "j",
  mail: "m",
  health: "e",
  audit: "l",
};

/** Rooms that are not of the installation, in the order of the navigation. */
const ROOMS = [
  { id: "overview", to: "/", key: "h", isForAll: false },
  { id: "users", to: "/users", key: "u", isForAll: true },
  { id: "organizations", to: "/organizations", key: "o", isForAll: true },
  { id: "account", to: "/account", key: "a", isForAll: true },
] as const;

const INSTALLATION = INSTALLATION_PAGES.map(({ name, to }) => ({ id: name, to, key: INSTALLATION_KEYS[name], isForAll: false }));

/** Where a key leads after `g`; `undefined` where it leads nowhere, or to what only superusers see. */
export const roomOf = (key: string, isSuperuser: boolean) => [...ROOMS, ...INSTALLATION].find((room) => room.key === key && (isSuperuser || room.isForAll))?.to;

/** The rooms that whoever is signed in may see, by their names and keys. */
export function useRooms() {
  const [words, { pages }] = [useTexts(common), useTexts(installation)];
  const isSuperuser = useMe()?.is_superuser === true;
  const named = [...ROOMS.map((room) => ({ ...room, label: words[room.id] })), ...INSTALLATION.map((room) => ({ ...room, label: pages[room.id] }))];
  return named.filter(({ isForAll }) => isForAll || isSuperuser);
}
