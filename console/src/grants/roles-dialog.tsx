import { Button, Group, Stack, Text } from "@mantine/core";
import type { QueryKey } from "@tanstack/react-query";
import { RoleDescription } from "../described/described.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Failure } from "../parts/failure.tsx";
import { useHeld } from "../parts/held.ts";
import { useTexts } from "../texts/language.tsx";
import type { Holder, Place, Role } from "./place.ts";
import { RoleSelect } from "./role-select.tsx";
import { grants } from "./texts.ts";
import { useGive, useTake } from "./use-grants.ts";

interface Props {
  readonly place: Place;
  readonly holder: Holder;
  /** What it holds itself in the whole of the place. */
  readonly roles: readonly Role[];
  readonly renews: readonly QueryKey[];
  /** Nothing can be given or taken. */
  readonly readOnly?: boolean;
}

/** The roles that somebody holds at a place: each can be taken, and others given. */
export function HeldRoles({ place, holder, roles, renews, readOnly = false }: Props) {
  const texts = useTexts(grants);
  const { mayGrant } = useHeld(place.organizationId).at(place);
  const giving = useGive(place, renews);
  const taking = useTake(place, renews);
  const error = giving.error ?? taking.error;
  return (
    <Stack>
      {roles.length === 0 && <Text size="sm">{texts.noneHere[place.level]}</Text>}
      {roles.length > 0 && (
        <ul className="plain-list held-roles">
          {roles.map((role) => (
            <li key={role.id}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Stack gap={0} miw={0}>
                  <Text size="sm" fw={550}>
                    <bdi>{role.name}</bdi>
                  </Text>
                  <Text size="xs" c="dimmed">
                    <RoleDescription role={role} />
                  </Text>
                </Stack>
                {!readOnly && mayGrant(role) && (
                  <Button
                    variant="default"
                    size="xs"
                    flex="none"
                    aria-label={texts.takeRole(role.name)}
                    loading={taking.isPending && taking.variables?.role.id === role.id}
                    onClick={() => {
                      giving.reset();
                      taking.mutate({ holder, role });
                    }}
                  >
                    {texts.take}
                  </Button>
                )}
              </Group>
            </li>
          ))}
        </ul>
      )}
      {!readOnly && (
        <>
          <RoleSelect
            key={roles.length}
            place={place}
            label={texts.another}
            without={roles.map(({ id }) => id)}
            value={null}
            onChange={(role) => {
              taking.reset();
              if (role && !giving.isPending) giving.mutate({ holder, role });
            }}
          />
          {error && <Failure error={error} />}
          <Text size="xs" c="dimmed">
            {texts.lastWhy[place.level]}
          </Text>
        </>
      )}
    </Stack>
  );
}

/** The same over the page. */
export function RolesDialog({ opened, close, ...props }: Props & { readonly opened: boolean; close(): void }) {
  const texts = useTexts(grants);
  return (
    <Dialog title={texts.editOf(props.holder.name)} opened={opened} close={close}>
      <HeldRoles {...props} />
    </Dialog>
  );
}
