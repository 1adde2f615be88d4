import { Button, Group, Select, Stack } from "@mantine/core";
import { IconMailPlus, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Member } from "../api/types.ts";
import { ButtonLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { NoneFits } from "../parts/empty.tsx";
import { FilterSelect } from "../parts/filter-select.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useRoles } from "../roles/read.ts";
import { roles as roleCatalogue } from "../roles/texts.ts";
import { useTexts } from "../texts/language.tsx";
import { AddAccount } from "./add-account.tsx";
import { MembersBulk } from "./members-bulk.tsx";
import { KINDS, type MemberSearch, memberQuery } from "./members-search.ts";
import { MemberTable } from "./members-table.tsx";
import { members as catalogue } from "./members-texts.ts";
import { useOrganization } from "./read.ts";
import { useRights } from "./rights.ts";

interface FilterProps {
  readonly organizationId: string;
  readonly search: MemberSearch;
  /** @param lasting whether the browser's way back leads to what was before */
  onChange(change: MemberSearch, lasting: boolean): void;
}

function Filters({ organizationId, search, onChange, children }: FilterProps & { readonly children: ReactNode }) {
  const texts = useTexts(catalogue);
  const { levels } = useTexts(roleCatalogue);
  const { may } = useRights();
  const roles = useRoles(organizationId).filter(({ level }) => level !== "team");
  const data = (["organization", "workspace", "project"] as const).map((level) => ({
    group: levels[level],
    items: roles.filter((role) => role.level === level).map(({ id, name }) => ({ value: id, label: name })),
  }));
  const kinds = KINDS.filter((kind) => kind !== "pending" || may("invitation:read"));
  return (
    <Group align="flex-end" role="search">
      <SearchBox hint={texts.searchHint} value={search.q} onChange={(q) => onChange({ q } as MemberSearch, false)} />
      <FilterSelect
        label={texts.kind}
        all={texts.everybody}
        choices={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        value={search.kind}
        onChange={(kind) => onChange({ kind } as MemberSearch, true)}
      />
      <Select
        label={texts.role}
        placeholder={texts.anyRole}
        value={search.role ?? null}
        data={data.filter(({ items }) => items.length > 0)}
        searchable
        clearable
        clearButtonProps={{ "aria-label": texts.clearRole }}
        onChange={(role) => onChange({ role: role ?? undefined } as MemberSearch, true)}
      />
      {children}
    </Group>
  );
}

function Actions({ organizationId }: { readonly organizationId: string }) {
  const texts = useTexts(catalogue);
  const { may, isSuperuser } = useRights();
  const [adds, setAdds] = useState(false);
  return (
    <Group gap="xs">
      {isSuperuser && (
        <Button variant="default" leftSection={<IconUserPlus {...ICON} />} onClick={() => setAdds(true)}>
          {texts.addAccount}
        </Button>
      )}
      {may("invitation:create") && (
        <ButtonLink
          to="/organizations/$organizationId/invitations"
          params={{ organizationId }}
          search={{ invite: true }}
          leftSection={<IconMailPlus {...ICON} />}
        >
          {texts.invite}
        </ButtonLink>
      )}
      {adds && <AddAccount organizationId={organizationId} close={() => setAdds(false)} />}
    </Group>
  );
}

/** Who belongs to an organization: search, filters and place are in the address. */
export function MembersPage() {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { organizationId } = useOrganization();
  const search = useSearch({ from: "/organizations/$organizationId/members" });
  const navigate = useNavigate({ from: "/organizations/$organizationId/members" });
  const { known, may } = useRights();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const pending = may("invitation:read");
  const list = useListPage<Member>(
    ["members", organizationId, search, pending],
    async (signal) => {
      const query = { ...memberQuery(search, pending), limit: PAGE_SIZE };
      return answerOf(await api.GET("/organizations/{organization_id}/members", { params: { path: { organization_id: organizationId }, query }, signal }));
    },
    known,
  );
  const change = (others: MemberSearch, lasting: boolean) => {
    setSelected(new Set());
    return navigate({ search: ({ cursor: _left, ...before }) => ({ ...before, ...others }), replace: !lasting });
  };
  const rows = list.data?.rows ?? [];
  const chosen = rows.filter(({ id }) => selected.has(id));
  const mayMany = may("role:assign") || may("team:update") || may("member:delete");
  const empty = <NoneFits icon={IconUsers} title={texts.none} why={texts.noneWhy} label={texts.clear} clear={() => navigate({ search: {} })} />;
  return (
    <Stack>
      <Filters organizationId={organizationId} search={search} onChange={change}>
        <Actions organizationId={organizationId} />
      </Filters>
      <MembersBulk organizationId={organizationId} chosen={chosen} keep={(ids) => setSelected(new Set(ids))} />
      <ListView list={list} cursor={search.cursor} empty={empty}>
        {(shown, stale) => (
          <MemberTable organizationId={organizationId} rows={shown} stale={stale} selected={selected} onSelect={mayMany ? setSelected : undefined} />
        )}
      </ListView>
    </Stack>
  );
}
