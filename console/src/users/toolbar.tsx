import { Button, Checkbox, Group, NativeSelect, Popover, Stack, Text } from "@mantine/core";
import { IconColumns3, IconDownload } from "@tabler/icons-react";
import type { User } from "../api/types.ts";
import { download } from "../parts/download.ts";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE } from "../parts/list.ts";
import { useTexts } from "../texts/language.tsx";
import type { useShownColumns } from "./columns.tsx";
import { csvOf } from "./csv.ts";
import { userList } from "./list-texts.ts";
import { SIZES, type UserSearch } from "./search.ts";

type Columns = ReturnType<typeof useShownColumns>;

function ColumnChoice({ all, isShown, toggle }: Columns) {
  const texts = useTexts(userList);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="sm" px={{ base: 10, sm: "md" }} flex="none" variant="default" leftSection={<IconColumns3 {...ICON} />}>
          {texts.columns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.columnsTitle}>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            {texts.columnsTitle}
          </Text>
          {all.map(({ id, title }) => (
            <Checkbox key={id} label={title} checked={isShown(id)} onChange={() => toggle(id)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface Props {
  readonly columns: Columns;
  readonly rows: readonly User[];
  readonly search: UserSearch;
  onSize(limit: number | undefined): void;
}

/** How the table is shown, and the way out of it. */
export function Toolbar({ columns, rows, search, onSize }: Props) {
  const texts = useTexts(userList);
  const name = () => `users-${new Date().toISOString().slice(0, 10)}.csv`;
  return (
    <Group gap="xs" justify="flex-end" miw={0} maw="100%">
      <NativeSelect
        size="sm"
        aria-label={texts.pageSize}
        value={String(search.limit ?? PAGE_SIZE)}
        data={SIZES.map((size) => ({ value: String(size), label: texts.rows(size) }))}
        onChange={(event) => {
          const size = Number(event.currentTarget.value);
          onSize(size === PAGE_SIZE ? undefined : size);
        }}
      />
      <ColumnChoice {...columns} />
      <Button
        size="sm"
        px={{ base: 10, sm: "md" }}
        flex="none"
        variant="default"
        leftSection={<IconDownload {...ICON} />}
        title={texts.exportHint}
        disabled={rows.length === 0}
        // The mark at its beginning tells spreadsheets that it is UTF-8.
        onClick={() => download(name(), "text/csv;charset=utf-8", `\uFEFF${csvOf(columns.shown, rows)}`)}
      >
        {texts.exportCsv}
      </Button>
    </Group>
  );
}
