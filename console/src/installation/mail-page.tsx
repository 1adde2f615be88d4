import { IconMailCheck } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Mark } from "../parts/mark.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { type Mail, stateTexts } from "./state-texts.ts";

function useColumns(): readonly Column<Mail>[] {
  const texts = useTexts(stateTexts).mail;
  return [
    { id: "recipient", title: texts.recipient, names: true, cell: ({ recipient }) => <bdi>{recipient}</bdi> },
    { id: "subject", title: texts.subject, cell: ({ subject }) => <bdi>{subject}</bdi> },
    { id: "state", title: texts.state, cell: ({ status }) => <Mark tone={status === "failed" ? "bad" : "plain"}>{texts.states[status]}</Mark> },
    {
      id: "problem",
      title: texts.problem,
      cell: ({ problem }) => (
        <span className="wraps" {...(problem !== null && { lang: "en" })}>
          {problem ?? "–"}
        </span>
      ),
    },
    { id: "attempts", title: texts.attempts, align: "right", cell: ({ attempts }) => attempts },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
    { id: "expires", title: texts.expires, cell: ({ expires }) => <Moment at={expires} /> },
  ];
}

/** Mail that waits, or could not be sent. */
export function MailPage() {
  const texts = useTexts(stateTexts).mail;
  const columns = useColumns();
  const { api } = useWorld();
  const search = useSearch({ from: "/installation/mail" });
  const list = useListPage(["mail", search], async (signal) =>
    answerOf(await api.GET("/mail", { params: { query: { ...search, limit: PAGE_SIZE } }, signal })),
  );
  return (
    <Page title={texts.title} lead={texts.lead}>
      <ListView list={list} cursor={search.cursor} empty={<Empty icon={IconMailCheck} title={texts.none} why={texts.noneWhy} />}>
        {(rows, stale) => <DataTable label={texts.title} rows={rows} columns={columns} rowId={({ id }) => id} stale={stale} minWidth={1000} />}
      </ListView>
    </Page>
  );
}
