import { Button, Group, Text } from "@mantine/core";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import type { QueryKey } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { useHeld } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { LinkedPerson, Person } from "../parts/person.tsx";
import { Section } from "../parts/section.tsx";
import { ServiceAccountName } from "../service-accounts/name.tsx";
import { useTexts } from "../texts/language.tsx";
import { GiveDialog } from "./give-dialog.tsx";
import { ASSIGNS, holderOf, type Member, type Place } from "./place.ts";
import { RolesDialog } from "./roles-dialog.tsx";
import { grants } from "./texts.ts";

function useColumns({ level, organizationId }: Place): readonly Column<Member>[] {
  const texts = useTexts(grants);
  return [
    {
      id: "member",
      title: texts.member,
      names: true,
      cell: (member) => {
        const { name } = holderOf(member);
        const { user, type } = member;
        const detail = user?.email ?? user?.username;
        if (type === "service_account") return <ServiceAccountName organizationId={organizationId} id={member.id} name={name} detail={detail} />;
        return user ? <LinkedPerson id={member.id} name={name} detail={detail} /> : <Person name={name} initials={name} />;
      },
    },
    { id: "kind", title: texts.kind, cell: ({ type }) => texts.kinds[type] },
    {
      id: "roles",
      title: texts.roles,
      cell: ({ roles }) =>
        roles.length === 0 ? (
          <Text size="sm" c="dimmed">
            {texts.noneHere[level]}
          </Text>
        ) : (
          <Group gap={4}>
            {roles.map(({ id, name }) => (
              <Mark key={id}>
                <bdi>{name}</bdi>
              </Mark>
            ))}
          </Group>
        ),
    },
  ];
}

interface Props {
  readonly place: Place;
  /** Names the list in the cache. */
  readonly queryKey: QueryKey;
  load(
    query: { readonly limit: number; readonly cursor?: string },
    signal: AbortSignal,
  ): Promise<{ readonly value: readonly Member[]; readonly headers: Headers }>;
  readonly cursor: string | undefined;
  readonly lead?: string;
}

/** Who is in a workspace or a project, with which roles; they are given and taken here. One request a page. */
export function Members({ place, queryKey, load, cursor, lead }: Props) {
  const texts = useTexts(grants);
  const columns = useColumns(place);
  const shares = useHeld(place.organizationId).at(place).may(ASSIGNS[place.level]);
  const [isGiving, setGiving] = useState(false);
  const [edited, setEdited] = useState<string | null>(null);
  const last = useRef<Member>(undefined);
  const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  const list = useListPage([...queryKey, query], (signal) => load(query, signal));
  const { data, isPlaceholderData } = list;
  // Whoever lost their last role is in the list no more, and has none.
  const found = data?.rows.find(({ id }) => id === edited);
  if (found) last.current = found;
  else if (edited !== null && last.current && data && !isPlaceholderData) last.current = { ...last.current, roles: [] };
  const member = last.current;
  const give = shares && (
    <Button leftSection={<IconUserPlus {...ICON} />} onClick={() => setGiving(true)}>
      {texts.give}
    </Button>
  );
  const rowActions = (row: Member) => (
    <Button variant="default" size="xs" aria-label={texts.editOf(holderOf(row).name)} onClick={() => setEdited(row.id)}>
      {texts.edit}
    </Button>
  );
  return (
    <Section title={texts.members} {...(lead !== undefined && { lead })} flush actions={give}>
      <ListView list={list} cursor={cursor} bare empty={<Empty icon={IconUsers} title={texts.none} why={texts.noneWhy[place.level]} />}>
        {(rows, stale) => (
          <DataTable label={texts.members} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} {...(shares && { rowActions })} />
        )}
      </ListView>
      <GiveDialog opened={isGiving} place={place} renews={[queryKey]} close={() => setGiving(false)} />
      {member && (
        <RolesDialog opened={edited !== null} close={() => setEdited(null)} place={place} holder={holderOf(member)} roles={member.roles} renews={[queryKey]} />
      )}
    </Section>
  );
}
