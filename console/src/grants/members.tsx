import { Button, Group, Text } from "@mantine/core";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import type { QueryKey } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { PageLink } from "../app/links.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { Mark } from "../parts/mark.tsx";
import { Loading } from "../parts/page.tsx";
import { Paging } from "../parts/paging.tsx";
import { Person } from "../parts/person.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { GiveDialog } from "./give-dialog.tsx";
import { holderOf, type Member, type Place } from "./place.ts";
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
        const link = { inherit: true, c: "inherit" } as const;
        const shown =
          type === "service_account" ? (
            <PageLink to="/organizations/$organizationId/service-accounts/$accountId" params={{ organizationId, accountId: member.id }} {...link}>
              {name}
            </PageLink>
          ) : user ? (
            <PageLink to="/users/$userId" params={{ userId: member.id }} {...link}>
              {name}
            </PageLink>
          ) : (
            name
          );
        return <Person name={shown} initials={name} machine={type === "service_account"} detail={user?.email ?? user?.username} />;
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
  /** Whether the reader may say who is in here. */
  readonly shares: boolean;
}

/** Who is in a workspace or a project, with which roles; they are given and taken here. One request a page. */
export function Members({ place, queryKey, load, cursor, lead, shares }: Props) {
  const texts = useTexts(grants);
  const columns = useColumns(place);
  const [isGiving, setGiving] = useState(false);
  const [edited, setEdited] = useState<string | null>(null);
  const last = useRef<Member>(undefined);
  const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  const { data, isPending, isPlaceholderData, error, refetch } = useListPage([...queryKey, query], (signal) => load(query, signal));
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
      {isPending && (
        <div className="padded">
          <Loading />
        </div>
      )}
      {error && (
        <div className="padded">
          <Failure error={error} retry={refetch} />
        </div>
      )}
      {data?.rows.length === 0 && <Empty icon={IconUsers} title={texts.none} why={texts.noneWhy[place.level]} />}
      {data && data.rows.length > 0 && (
        <DataTable label={texts.members} rows={data.rows} columns={columns} rowId={({ id }) => id} stale={isPlaceholderData} {...(shares && { rowActions })} />
      )}
      <div className="padded-steps">
        <Paging cursor={cursor} next={data?.next} />
      </div>
      <GiveDialog opened={isGiving} place={place} renews={[queryKey]} close={() => setGiving(false)} />
      {member && (
        <RolesDialog opened={edited !== null} close={() => setEdited(null)} place={place} holder={holderOf(member)} roles={member.roles} renews={[queryKey]} />
      )}
    </Section>
  );
}
