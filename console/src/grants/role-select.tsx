import { Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { RoleDescription } from "../described/described.tsx";
import { Failure } from "../parts/failure.tsx";
import { useHeld } from "../parts/held.ts";
import { useTexts } from "../texts/language.tsx";
import type { Place, Role } from "./place.ts";
import { grants } from "./texts.ts";

interface Props {
  readonly place: Place;
  readonly label: string;
  readonly description?: string;
  readonly clearable?: boolean;
  readonly error?: ReactNode;
  /** Roles that are held already. */
  readonly without?: readonly string[];
  readonly value: string | null;
  onChange(role: Role | null): void;
}

/** Chooses one of the roles that can be held at a place; those that one may not give there are not to be chosen. */
export function RoleSelect({ place, without = [], value, onChange, ...props }: Props) {
  const texts = useTexts(grants);
  const { api } = useWorld();
  const { organizationId, level } = place;
  const { mayGrant } = useHeld(organizationId).at(place);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ["roles", "of level", organizationId, level],
    queryFn: async ({ signal }) => {
      const params = { path: { organization_id: organizationId }, query: { level, limit: 1000 } };
      return answerOf(await api.GET("/organizations/{organization_id}/roles", { params, signal })).value;
    },
  });
  const choices = (data ?? []).filter(({ id }) => !without.includes(id));
  if (error) return <Failure error={error} retry={refetch} />;
  return (
    <Select
      {...props}
      placeholder={texts.chooseRole}
      searchable
      disabled={isPending}
      nothingFoundMessage={texts.noRoles}
      value={value}
      data={choices.map((role) => ({ value: role.id, label: role.name, disabled: !mayGrant(role) }))}
      renderOption={({ option }) => {
        const role = choices.find(({ id }) => id === option.value);
        return (
          <Stack gap={0}>
            <Text size="sm">
              <bdi>{option.label}</bdi>
            </Text>
            <Text size="xs" c="dimmed">
              {role && <RoleDescription role={role} />}
            </Text>
          </Stack>
        );
      }}
      onChange={(id) => onChange(choices.find((role) => role.id === id) ?? null)}
    />
  );
}
