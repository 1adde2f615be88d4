import { Checkbox, Table } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { nextSort, orderOf } from "./sort.ts";

/** A column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  cell(row: Row): ReactNode;
  /** Its cells name their rows, and carry the link to what a row is. */
  readonly names?: boolean;
  /** The API's name of the order by it. */
  readonly sort?: string;
  readonly align?: "right";
  /** Long texts are cut: how much of the table's frame they take, in percent, and the whole, which the pointer shows. */
  readonly cut?: { readonly most: number; whole(row: Row): string };
}

interface Props<Row> {
  /** What the table is, for whoever cannot see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  rowId(row: Row): string;
  /** Says a row in words, for its checkbox. */
  rowName?(row: Row): string;
  readonly sort?: string | undefined;
  /** @param sort the API's, with a minus when falling; `undefined` for its own order */
  onSort?(sort: string | undefined): void;
  readonly selected?: ReadonlySet<string>;
  onSelect?(selected: ReadonlySet<string>): void;
  /** What is shown is about to be replaced. */
  readonly stale?: boolean;
  /** Narrower than this, it scrolls. */
  readonly minWidth?: number;
  /** What can be done to one row. */
  rowActions?(row: Row): ReactNode;
}

function Header<Row>({ column, sort, onSort }: { readonly column: Column<Row> } & Pick<Props<Row>, "sort" | "onSort">) {
  const { sort: by, title, align } = column;
  if (by === undefined || !onSort)
    return (
      <Table.Th scope="col" {...(align && { ta: align })}>
        {title}
      </Table.Th>
    );
  const order = orderOf(by, sort);
  const Arrow = order === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <Table.Th aria-sort={order} scope="col" {...(align && { ta: align })}>
      <button type="button" className="sort" onClick={() => onSort(nextSort(by, sort))}>
        {title}
        <Arrow size={14} stroke={2} aria-hidden="true" className={order === "none" ? "sort-arrow resting" : "sort-arrow"} />
      </button>
    </Table.Th>
  );
}

/** Arrows (or j and k) walk through the rows, Home and End to the ends, x selects; Enter opens by being a link. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const row = target.closest("tr");
  const isTyping = target instanceof HTMLInputElement && target.type !== "checkbox";
  if (!row || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  const at = rows.indexOf(row);
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 };
  const to = steps[event.key];
  if (to !== undefined && at >= 0) {
    const next = rows[to];
    if (!next) return;
    event.preventDefault();
    const isBox = target instanceof HTMLInputElement;
    next.querySelector<HTMLElement>(isBox ? "input" : "[data-names] a, [data-names] button, a, button, input")?.focus();
  } else if (event.key === "x") row.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
}

/** A page of a list as a table: order, selection, keyboard. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, rows, columns, rowId, rowName, sort, onSort, selected, onSelect, stale = false, minWidth = 720, rowActions } = props;
  const texts = useTexts(common);
  const chosen = selected && onSelect ? selected : undefined;
  const isAll = chosen !== undefined && rows.length > 0 && rows.every((row) => chosen.has(rowId(row)));
  const isSome = chosen !== undefined && !isAll && rows.some((row) => chosen.has(rowId(row)));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onSelect?.(next);
  };
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} className="table-frame" role="group" aria-label={label}>
      <Table highlightOnHover aria-label={label} aria-busy={stale} className={stale ? "data stale" : "data"} onKeyDown={walk}>
        <Table.Thead>
          <Table.Tr>
            {chosen && (
              <Table.Th w={44}>
                <Checkbox
                  aria-label={texts.selectAll}
                  checked={isAll}
                  indeterminate={isSome}
                  onChange={() => onSelect?.(isAll ? new Set() : new Set(rows.map(rowId)))}
                />
              </Table.Th>
            )}
            {columns.map((column) => (
              <Header key={column.id} column={column} sort={sort} {...(onSort && { onSort })} />
            ))}
            {rowActions && (
              <Table.Th w={1}>
                <span className="heard">{texts.actions}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const id = rowId(row);
            return (
              <Table.Tr key={id} {...(chosen?.has(id) && { "data-selected": true })}>
                {chosen && (
                  <Table.Td>
                    <Checkbox aria-label={texts.selectRow(rowName?.(row) ?? id)} checked={chosen.has(id)} onChange={() => toggle(id)} />
                  </Table.Td>
                )}
                {columns.map((column) => (
                  <Table.Td
                    key={column.id}
                    {...(column.names && { "data-names": true })}
                    {...(column.align && { ta: column.align })}
                    {...(column.cut && { maw: `${column.cut.most}cqi`, title: column.cut.whole(row) })}
                  >
                    {column.cell(row)}
                  </Table.Td>
                ))}
                {rowActions && <Table.Td className="row-actions">{rowActions(row)}</Table.Td>}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
