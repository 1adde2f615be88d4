import { IconArrowBackUp, IconTrash } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { useAct } from "../parts/act.tsx";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { Person } from "../parts/person.tsx";
import { RowButton } from "../parts/row-button.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { deletedTexts } from "./deleted-texts.ts";
import { users } from "./texts.ts";

type DeletedUser = Omit<components["schemas"]["ListedUser"], "password">;

const nameOf = ({ name, username }: DeletedUser) => name ?? username;

function useColumns(): readonly Column<DeletedUser>[] {
  const texts = useTexts(deletedTexts);
  const { fields } = useTexts(users);
  return [
    {
      id: "name",
      title: fields.name,
      sort: "name",
      names: true,
      cell: (user) => <Person machine={user.is_service_account} initials={nameOf(user)} name={nameOf(user)} detail={user.username} />,
    },
    { id: "email", title: fields.email, sort: "email", cell: ({ email }) => <bdi>{email}</bdi> },
    { id: "deleted", title: texts.deleted, cell: ({ deleted }) => deleted !== undefined && <Moment at={deleted} /> },
    { id: "until", title: texts.until, cell: ({ restorable_until: until }) => until !== undefined && <Moment at={until} /> },
  ];
}

/** Deleted accounts, to be restored while there is time. */
export function DeletedUsersPage() {
  const texts = useTexts(deletedTexts);
  const { title, searchHint } = useTexts(users);
  const { api } = useWorld();
  const search = useSearch({ from: "/users/deleted" });
  const navigate = useNavigate({ from: "/users/deleted" });
  const columns = useColumns();
  const list = useListPage(["deleted-users", search], async (signal) => {
    const query = { ...search, is_deleted: true, limit: PAGE_SIZE };
    return answerOf(await api.GET("/users", { params: { query }, signal }));
  });
  const restoring = useAct<DeletedUser>({
    run: async ({ id }) => answerOf(await api.POST("/users/{user_id}/restore", { params: { path: { user_id: id } } })),
    renews: [["deleted-users"], ["users"]],
    done: (user) => texts.restored(nameOf(user)),
    tellsFailure: true,
  });
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      crumbs={[
        <PageLink key="users" to="/users" size="sm">
          {title}
        </PageLink>,
      ]}
    >
      <search>
        <SearchBox hint={searchHint} value={search.q} onChange={(q) => navigate({ search: q === undefined ? {} : { q }, replace: true })} />
      </search>
      <ListView list={list} cursor={search.cursor} empty={<Empty icon={IconTrash} title={texts.none} why={texts.noneWhy} />}>
        {(rows, stale) => (
          <DataTable
            label={texts.title}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            rowName={nameOf}
            sort={search.sort}
            stale={stale}
            onSort={(sort) => navigate({ search: ({ cursor: _left, ...before }) => ({ ...before, sort }) as typeof before })}
            rowActions={(user) => (
              <RowButton
                icon={IconArrowBackUp}
                label={texts.restoreOne(nameOf(user))}
                loading={restoring.isPending && restoring.variables.id === user.id}
                run={() => restoring.mutate(user)}
              >
                {texts.restore}
              </RowButton>
            )}
          />
        )}
      </ListView>
    </Page>
  );
}
