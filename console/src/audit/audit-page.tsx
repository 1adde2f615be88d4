import "./audit.css";
import { Button, Code, Stack, UnstyledButton } from "@mantine/core";
import { IconDownload, IconListDetails } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { download } from "../parts/download.ts";
import { NoneFits } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { Page } from "../parts/page.tsx";
import { useTexts } from "../texts/language.tsx";
import { EntryDialog } from "./entry-dialog.tsx";
import { AuditFilters } from "./filters.tsx";
import { type AuditEntry, useSentences } from "./sentence.ts";
import { audit } from "./texts.ts";

function useColumns(show: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] {
  const texts = useTexts(audit);
  const { sentenceOf } = useSentences();
  return [
    { id: "when", title: texts.when, cell: ({ created }) => <Moment at={created} /> },
    {
      id: "what",
      title: texts.what,
      names: true,
      cell: (entry) => (
        <UnstyledButton className="wraps row-button" onClick={() => show(entry)} aria-haspopup="dialog">
          <bdi>{sentenceOf(entry)}</bdi>
        </UnstyledButton>
      ),
    },
    { id: "action", title: texts.filters.action, cell: ({ action }) => <Code>{action}</Code> },
    { id: "address", title: texts.address, cell: ({ address }) => address ?? "–" },
  ];
}

/** Gives a page of the log as a file: an entry a line. */
function save(rows: readonly AuditEntry[]): void {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  download(`audit-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.jsonl`, "application/x-ndjson", text);
}

/** The audit log: what it is narrowed to is in the address. */
export function AuditPage() {
  const texts = useTexts(audit);
  const { api } = useWorld();
  const search = useSearch({ from: "/installation/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const [shown, show] = useState<AuditEntry | null>(null);
  const columns = useColumns(show);
  const list = useListPage(["audit", search], async (signal) =>
    answerOf(await api.GET("/audit", { params: { query: { ...search, limit: PAGE_SIZE } }, signal })),
  );
  const clear = () => navigate({ search: {} });
  const change = (others: Readonly<Record<string, string | undefined>>, lasting: boolean) =>
    navigate({
      search: ({ cursor: _left, ...before }) => Object.fromEntries(Object.entries({ ...before, ...others }).filter(([, value]) => value !== undefined)),
      replace: !lasting,
    });
  const rows = list.data?.rows ?? [];
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      actions={
        <Button variant="default" leftSection={<IconDownload {...ICON} />} disabled={rows.length === 0} onClick={() => save(rows)}>
          {texts.export}
        </Button>
      }
    >
      <Stack>
        <AuditFilters search={search} onChange={change} clear={clear} />
        <ListView
          list={list}
          cursor={search.cursor}
          empty={<NoneFits icon={IconListDetails} title={texts.none} why={texts.noneWhy} label={texts.clear} clear={clear} />}
        >
          {(page, stale) => <DataTable label={texts.table} rows={page} columns={columns} rowId={({ id }) => id} stale={stale} minWidth={760} />}
        </ListView>
      </Stack>
      {shown && (
        <EntryDialog
          entry={shown}
          close={() => show(null)}
          only={(only) => {
            show(null);
            navigate({ search: only });
          }}
        />
      )}
    </Page>
  );
}
