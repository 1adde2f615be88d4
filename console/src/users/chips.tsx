import { Button, Group } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { dateFormat } from "../parts/formats.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";
import type { FilterProps } from "./filters.tsx";
import { userList } from "./list-texts.ts";
import { useOrganizationName } from "./organization-select.tsx";
import { type Day, hiddenFilters, type MoreFlag, type Place, type UserSearch } from "./search.ts";

const isDay = (name: string): name is Day => name.endsWith("_after") || name.endsWith("_before");

/** What places that an address names are called. */
function usePlaceNames({ organization_id, role_id, team_id }: UserSearch): Readonly<Record<Place, string | undefined>> {
  const { api } = useWorld();
  const role = useQuery({
    queryKey: ["role-name", role_id ?? null],
    queryFn: async ({ signal }) => answerOf(await api.GET("/roles/{role_id}", { params: { path: { role_id: role_id ?? "" } }, signal })).value.name,
    enabled: role_id !== undefined,
    staleTime: 300_000,
  });
  const team = useQuery({
    queryKey: ["team-name", team_id ?? null],
    queryFn: async ({ signal }) => answerOf(await api.GET("/teams/{team_id}", { params: { path: { team_id: team_id ?? "" } }, signal })).value.name,
    enabled: team_id !== undefined,
    staleTime: 300_000,
  });
  return { organization_id: useOrganizationName(organization_id), role_id: role.data, team_id: team.data };
}

/** The filters that are set and not seen elsewhere, each to be removed. */
export function Chips({ search, onChange }: FilterProps) {
  const texts = useTexts(userList);
  const { language } = useLanguage();
  const places = usePlaceNames(search);
  const day = (value: string) => dateFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(value));
  const hidden = hiddenFilters(search);
  const wordsOf = (name: (typeof hidden)[number]): string => {
    if (name === "oauth_provider") return `${texts.provider}: ${search.oauth_provider}`;
    if (isDay(name)) return `${texts.days[name]} ${day(search[name] ?? "")}`;
    if (name in texts.places) return `${texts.places[name as Place]}: ${places[name as Place] ?? "…"}`;
    const { label, yes, no } = texts.filters[name as MoreFlag];
    return `${label}: ${search[name as MoreFlag] ? yes : no}`;
  };
  const cleared = Object.fromEntries(hidden.map((name) => [name, undefined]));
  return (
    <Group gap={6} role="group" aria-label={texts.activeFilters}>
      {hidden.map((name) => {
        const words = wordsOf(name);
        const without = name === "organization_id" ? { organization_id: undefined, role_id: undefined, team_id: undefined } : { [name]: undefined };
        return (
          <Button
            key={name}
            size="compact-sm"
            variant="light"
            rightSection={<IconX size={14} aria-hidden="true" />}
            aria-label={texts.removeFilter(words)}
            onClick={() => onChange(without, true)}
          >
            <bdi>{words}</bdi>
          </Button>
        );
      })}
      {hidden.length > 1 && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(cleared, true)}>
          {texts.clearFilters}
        </Button>
      )}
    </Group>
  );
}
