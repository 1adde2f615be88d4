import "@mantine/spotlight/styles.css";
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import { useMe, useWorld } from "../app/world.ts";
import { useRooms } from "../shortcuts/rooms.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { useFound } from "./found.ts";
import { paletteStore } from "./store.ts";
import { palette } from "./texts.ts";

/** What fits by its name, the words in any case. */
const fits = (typed: string) => {
  const words = typed.toLowerCase().split(/\s+/);
  return ({ label = "" }: SpotlightActionData) => words.every((word) => label.toLowerCase().includes(word));
};

/** Enter takes the first where none is marked: what was found came after the last key. */
function takeFirst({ key }: KeyboardEvent): void {
  if (key !== "Enter" || document.querySelector("[data-action][data-selected]")) return;
  document.querySelector<HTMLElement>("[data-action]")?.click();
}

/** Pages and actions, of those that whoever is signed in may see. */
function useFixed(): { readonly pages: SpotlightActionData[]; readonly actions: SpotlightActionData[] } {
  const [texts, words] = [useTexts(palette), useTexts(common)];
  const navigate = useNavigate();
  const { session } = useWorld();
  const isSuperuser = useMe()?.is_superuser === true;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const pages = useRooms().map(({ id, label, to }): SpotlightActionData => ({ id, label, onClick: () => void navigate({ to }) }));
  const actions: SpotlightActionData[] = [
    ...(isSuperuser ? [{ id: "new-application", label: texts.newApplication, onClick: () => void navigate({ to: "/applications/new" }) }] : []),
    { id: "light", label: texts.light, onClick: () => setColorScheme("light"), disabled: colorScheme === "light" },
    { id: "dark", label: texts.dark, onClick: () => setColorScheme("dark"), disabled: colorScheme === "dark" },
    { id: "sign-out", label: words.signOut, onClick: session.signOut },
  ];
  return { pages, actions };
}

/** Goes anywhere by typing: accounts, organizations, pages, actions. */
export function Palette() {
  const texts = useTexts(palette);
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [rested] = useDebouncedValue(typed.trim(), 250);
  const { users, organizations, isSearching } = useFound(rested);
  const { pages, actions } = useFixed();
  const fitting = fits(typed.trim());
  const groups: SpotlightActionGroupData[] = [
    {
      group: texts.users,
      actions: users.map(({ id, name, username, email }) => ({
        id: `user-${id}`,
        label: name ?? username,
        description: email ?? username,
        onClick: () => void navigate({ to: "/users/$userId", params: { userId: id } }),
      })),
    },
    {
      group: texts.organizations,
      actions: organizations.map(({ id, name }) => ({
        id: `organization-${id}`,
        label: name,
        onClick: () => void navigate({ to: "/organizations/$organizationId", params: { organizationId: id } }),
      })),
    },
    { group: texts.pages, actions: pages.filter(fitting) },
    { group: texts.actions, actions: actions.filter((action) => action.disabled !== true && fitting(action)) },
  ];
  return (
    <Spotlight
      store={paletteStore}
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
      actions={groups.filter((group) => group.actions.length > 0)}
      // What was found fits already.
      filter={(_query, given) => given}
      nothingFound={isSearching ? "…" : texts.nothing}
      highlightQuery={false}
      scrollable
      maxHeight={420}
      searchProps={{ placeholder: texts.hint, "aria-label": texts.label, onKeyDown: takeFirst }}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { "aria-label": texts.label } }}
    />
  );
}
