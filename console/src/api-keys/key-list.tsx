import { Button } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { useKeyColumns } from "./columns.tsx";
import { KeyMenu } from "./key-menu.tsx";
import type { ApiKey, KeySource } from "./source.ts";
import { keys } from "./texts.ts";
import { type KeyWindow, KeyWindows } from "./windows.tsx";

interface Props {
  readonly source: KeySource;
  /** One sentence on what these keys are for. */
  readonly lead?: ReactNode;
  /** Of the page that is shown, as the address has it. */
  readonly cursor: string | undefined;
  /** Whether the reader may make and change them. */
  readonly writes: boolean;
  readonly columns?: readonly Column<ApiKey>[];
}

/** The keys of one account, with all that can be done to them. */
export function KeyList({ source, lead, cursor, writes, columns }: Props) {
  const texts = useTexts(keys);
  const usual = useKeyColumns();
  const [window, show] = useState<KeyWindow | null>(null);
  const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  const list = useListPage([...source.queryKey, query], (signal) => source.list(query, signal));
  const create = writes && (
    <Button leftSection={<IconPlus {...ICON} />} onClick={() => show({ kind: "create" })}>
      {texts.create}
    </Button>
  );
  return (
    <Section title={texts.title} {...(lead !== undefined && { lead })} flush actions={create}>
      <ListView list={list} cursor={cursor} bare empty={<Empty icon={IconKey} title={texts.none} why={texts.noneWhy} />}>
        {(rows, stale) => (
          <DataTable
            label={texts.title}
            rows={rows}
            columns={columns ?? usual}
            rowId={({ id }) => id}
            stale={stale}
            minWidth={900}
            {...(writes && { rowActions: (apiKey: ApiKey) => <KeyMenu apiKey={apiKey} source={source} show={show} /> })}
          />
        )}
      </ListView>
      <KeyWindows source={source} window={window} show={show} />
    </Section>
  );
}
