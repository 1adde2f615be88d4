import { Box, SimpleGrid } from "@mantine/core";
import { answerOf } from "../api/client.ts";
import { useMe, useWorld } from "../app/world.ts";
import { DateInput } from "../parts/date-input.tsx";
import { SearchSelect } from "../parts/search-select.tsx";
import { useTexts } from "../texts/language.tsx";
import { type FilterProps, FlagFilter } from "./filters.tsx";
import { userList } from "./list-texts.ts";
import { OrganizationSelect } from "./organization-select.tsx";
import { RoleSelect, TeamSelect } from "./place-selects.tsx";
import { DAYS, MORE_FLAGS } from "./search.ts";

/** An identity provider of the installation. */
function ProviderFilter({ search, onChange }: FilterProps) {
  const texts = useTexts(userList);
  const { api } = useWorld();
  const value = search.oauth_provider ?? null;
  const load = async (typed: string, signal: AbortSignal) => {
    const connections = answerOf(await api.GET("/connections", { params: { query: { limit: 100 } }, signal })).value;
    const found = connections.filter(({ name, display_name }) => `${name} ${display_name}`.toLowerCase().includes(typed.toLowerCase()));
    return found.map(({ name, display_name }) => ({ value: name, label: display_name, hint: name }));
  };
  return (
    <SearchSelect
      label={texts.provider}
      placeholder={texts.anyProvider}
      clearable
      queryKey={["provider-select"]}
      load={load}
      value={value}
      known={value === null ? undefined : { value, label: value }}
      onChange={(provider) => onChange({ oauth_provider: provider ?? undefined }, true)}
    />
  );
}

/** Filters for a closer look. What only superusers may ask is shown to them alone. */
export function MoreFilters({ search, onChange }: FilterProps) {
  const texts = useTexts(userList);
  const isSuperuser = useMe()?.is_superuser === true;
  const { organization_id: organizationId } = search;
  return (
    <Box role="group" aria-label={texts.moreFiltersTitle}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <OrganizationSelect
          label={texts.places.organization_id}
          placeholder={texts.anyPlace.organization_id}
          clearable
          value={organizationId ?? null}
          onChange={(id) => onChange({ organization_id: id ?? undefined, role_id: undefined, team_id: undefined }, true)}
        />
        {organizationId !== undefined && (
          <>
            <RoleSelect
              organizationId={organizationId}
              label={texts.places.role_id}
              placeholder={texts.anyPlace.role_id}
              clearable
              value={search.role_id ?? null}
              onChange={(id) => onChange({ role_id: id ?? undefined }, true)}
            />
            <TeamSelect
              organizationId={organizationId}
              label={texts.places.team_id}
              placeholder={texts.anyPlace.team_id}
              clearable
              value={search.team_id ?? null}
              onChange={(id) => onChange({ team_id: id ?? undefined }, true)}
            />
          </>
        )}
        {MORE_FLAGS.filter((flag) => flag !== "has_mfa" || isSuperuser).map((flag) => (
          <FlagFilter key={flag} flag={flag} search={search} onChange={onChange} />
        ))}
        {isSuperuser && <ProviderFilter search={search} onChange={onChange} />}
        {DAYS.map((day) => (
          <DateInput key={day} type="date" label={texts.days[day]} value={search[day] ?? ""} onChange={(value) => onChange({ [day]: value }, true)} />
        ))}
      </SimpleGrid>
    </Box>
  );
}
