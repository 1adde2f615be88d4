import { useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { RowLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { Section } from "../parts/section.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { connections } from "./texts.ts";
import type { Connection, Identity } from "./types.ts";

/** What the provider said of somebody's name, the last time. */
function nameIn({ claims, subject }: Identity): string {
  const said = claims["name"] ?? claims["preferred_username"] ?? claims["email"];
  return typeof said === "string" && said !== "" ? said : subject;
}

function useColumns(): readonly Column<Identity>[] {
  const texts = useTexts(connections);
  const { yes, no } = useTexts(common);
  return [
    {
      id: "account",
      title: texts.account,
      names: true,
      cell: (identity) => (
        <RowLink to="/users/$userId" params={{ userId: identity.user_id }}>
          <bdi>{nameIn(identity)}</bdi>
        </RowLink>
      ),
    },
    { id: "subject", title: texts.profileFields.subject, cell: ({ subject }) => <span className="mono">{subject}</span> },
    { id: "verified", title: texts.verified, cell: ({ email_verified }) => (email_verified ? yes : no) },
    { id: "groups", title: texts.profileFields.groups, cell: ({ groups }) => groups.join(", ") },
    { id: "linked", title: texts.linked, cell: ({ linked }) => <Moment at={linked} /> },
    { id: "last_used", title: texts.lastUsed, cell: ({ last_used }) => <Moment at={last_used} /> },
  ];
}

/** The accounts that the provider knows. */
export function Identities({ connection: { id } }: { readonly connection: Connection }) {
  const texts = useTexts(connections);
  const columns = useColumns();
  const { api } = useWorld();
  const { cursor } = useSearch({ from: "/installation/connections/$connectionId" });
  const list = useListPage(["identities", id, cursor], async (signal) =>
    answerOf(
      await api.GET("/connections/{connection_id}/identities", {
        params: { path: { connection_id: id }, query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <Section title={texts.identities} lead={texts.identitiesLead} flush>
      <ListView list={list} cursor={cursor} bare empty={<Empty title={texts.noIdentities} />}>
        {(rows, stale) => <DataTable label={texts.identitiesTable} rows={rows} columns={columns} rowId={({ user_id }) => user_id} stale={stale} />}
      </ListView>
    </Section>
  );
}
