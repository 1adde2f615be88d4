import "@mantine/spotlight/styles.css";
import { useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useState } from "react";
import { useMe, useWorld } from "../app/world.ts";
import { useRooms } from "../shortcuts/rooms.ts";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { useFound } from "./found.ts";
import { paletteStore } from "./store.ts";
import { palette } from "./texts.ts";

/** Something to go to, or to do. */
interface Offer {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  run(): void;
}

/** So much the API searches for. */
const MOST_TYPED = 200;

/** What fits by its name, the words in any case. */
const fits = (typed: string) => {
  const words = typed.toLowerCase().split(/\s+/);
  return ({ label }: Offer) => words.every((word) => label.toLowerCase().includes(word));
};

/** Pages and actions, of those that whoever is signed in may see. */
function useFixed(): { readonly pages: readonly Offer[]; readonly actions: readonly Offer[] } {
  const [texts, words] = [useTexts(palette), useTexts(common)];
  const navigate = useNavigate();
  const { session } = useWorld();
  const isSuperuser = useMe()?.is_superuser === true;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const pages = useRooms().map(({ id, label, to }): Offer => ({ id, label, run: () => void navigate({ to }) }));
  const actions: Offer[] = [
    ...(isSuperuser ? [{ id: "new-application", label: texts.newApplication, run: () => void navigate({ to: "/applications/new" }) }] : []),
    ...(["light", "dark"] as const)
      .filter((scheme) => scheme !== colorScheme)
      .map((scheme) => ({ id: scheme, label: texts[scheme], run: () => setColorScheme(scheme) })),
    { id: "sign-out", label: words.signOut, run: session.signOut },
  ];
  return { pages, actions };
}

interface Group {
  readonly title: string;
  readonly offers: readonly Offer[];
}

/** What is offered for what was typed. */
function useGroups(typed: string): { readonly groups: readonly Group[]; readonly isSearching: boolean } {
  const texts = useTexts(palette);
  const navigate = useNavigate();
  const [rested] = useDebouncedValue(typed.trim(), 250);
  const { users, organizations, isSearching } = useFound(rested);
  const { pages, actions } = useFixed();
  const fitting = fits(typed.trim());
  const groups: readonly Group[] = [
    {
      title: texts.users,
      offers: users.map(({ id, name, username, email }) => ({
        id,
        label: name ?? username,
        description: email ?? username,
        run: () => void navigate({ to: "/users/$userId", params: { userId: id } }),
      })),
    },
    {
      title: texts.organizations,
      offers: organizations.map(({ id, name }) => ({
        id,
        label: name,
        run: () => void navigate({ to: "/organizations/$organizationId", params: { organizationId: id } }),
      })),
    },
    { title: texts.pages, offers: pages.filter(fitting) },
    { title: texts.actions, offers: actions.filter(fitting) },
  ];
  return { groups: groups.filter(({ offers }) => offers.length > 0), isSearching: isSearching || rested !== typed.trim() };
}

/** Goes anywhere by typing: accounts, organizations, pages, actions. The arrows mark one, which whoever listens is told; Enter takes it. */
export function Palette() {
  const texts = useTexts(palette);
  const { rowsFound } = useTexts(common);
  const prefix = useId();
  const [typed, setTyped] = useState("");
  const { groups, isSearching } = useGroups(typed);
  const all = groups.flatMap(({ offers }) => offers);
  // The library's own mark is in the document alone: it is told here, and from here where what is offered has changed.
  const [at, setAt] = useState(-1);
  useEffect(() => paletteStore.updateState((state) => ({ ...state, selected: at })));
  const follow = () => queueMicrotask(() => setAt(paletteStore.getState().selected));
  // Whoever typed means the first, before they say otherwise.
  const type = (text: string) => {
    setTyped(text);
    setAt(text === "" ? -1 : 0);
  };
  const marked = all[at] ?? (at < 0 ? undefined : all[0]);
  const idOf = ({ id }: Offer) => `${prefix}${id}`;
  return (
    <Spotlight.Root
      store={paletteStore}
      shortcut={null}
      query={typed}
      onQueryChange={type}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { "aria-label": texts.label } }}
    >
      <Spotlight.Search
        placeholder={texts.hint}
        aria-label={texts.label}
        maxLength={MOST_TYPED}
        role="combobox"
        onKeyDown={follow}
        aria-autocomplete="list"
        aria-expanded={all.length > 0}
        aria-controls={`${prefix}list`}
        {...(marked && { "aria-activedescendant": idOf(marked) })}
      />
      {all.length > 0 ? (
        <Spotlight.ActionsList>
          <div id={`${prefix}list`} role="listbox" aria-label={texts.label}>
            {groups.map(({ title, offers }) => (
              <Spotlight.ActionsGroup key={title} label={title} role="group" aria-label={title}>
                {offers.map((offer) => (
                  <Spotlight.Action
                    key={offer.id}
                    // The library keeps an `id` to itself.
                    renderRoot={(props: object) => <button {...props} id={idOf(offer)} />}
                    role="option"
                    aria-selected={offer === marked}
                    data-selected={offer === marked || undefined}
                    label={offer.label}
                    onClick={offer.run}
                    {...(offer.description !== undefined && { description: offer.description })}
                  />
                ))}
              </Spotlight.ActionsGroup>
            ))}
          </div>
        </Spotlight.ActionsList>
      ) : (
        <Spotlight.Empty>{isSearching ? "…" : texts.nothing}</Spotlight.Empty>
      )}
      <div className="heard" aria-live="polite">
        {typed !== "" && !isSearching && rowsFound(all.length, false)}
      </div>
    </Spotlight.Root>
  );
}
