import "./data-table.css";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type KeyboardEvent, memo, type ReactNode, useCallback, useLayoutEffect, useRef } from "react";
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
      <th scope="col" {...(align && { className: "to-end" })}>
        {title}
      </th>
    );
  const order = orderOf(by, sort);
  const Arrow = order === "descending" ? IconArrowDown : IconArrowUp;
  return (
    <th aria-sort={order} scope="col" {...(align && { className: "to-end" })}>
      <button type="button" className="sort" onClick={() => onSort(nextSort(by, sort))}>
        {title}
        <Arrow size={14} stroke={2} aria-hidden="true" className={order === "none" ? "sort-arrow resting" : "sort-arrow"} />
      </button>
    </th>
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

interface RowProps<Row> extends Pick<Props<Row>, "columns" | "rowActions"> {
  readonly row: Row;
  readonly id: string;
  /** Whether it is chosen; `undefined` where nothing can be. */
  readonly chosen: boolean | undefined;
  readonly choose: string;
  toggle(id: string): void;
}

/** Elements of the platform alone: a page has hundreds of cells. A row is drawn again when it, or what is shown of it, has changed. */
const TableRow = memo(function TableRow<Row>({ row, id, columns, chosen, choose, toggle, rowActions }: RowProps<Row>) {
  return (
    <tr {...(chosen && { "data-selected": true })}>
      {chosen !== undefined && (
        <td>
          <input type="checkbox" className="box" aria-label={choose} checked={chosen} onChange={() => toggle(id)} />
        </td>
      )}
      {columns.map((column) => {
        // What names a row is said with each of its cells.
        const Cell = column.names ? "th" : "td";
        return (
          <Cell
            key={column.id}
            {...(column.names && { "data-names": true, scope: "row" })}
            {...(column.align && { className: "to-end" })}
            {...(column.cut && { style: { maxWidth: `${column.cut.most}cqi` }, title: column.cut.whole(row) })}
          >
            {column.cell(row)}
          </Cell>
        );
      })}
      {rowActions && <td className="row-actions">{rowActions(row)}</td>}
    </tr>
  );
}) as <Row>(props: RowProps<Row>) => ReactNode;

interface ChoiceProps {
  readonly label: string;
  readonly all: boolean;
  readonly some: boolean;
  toggle(): void;
}

/** The box that chooses every row. */
function Choice({ label, all, some, toggle }: ChoiceProps) {
  const mark = (box: HTMLInputElement | null) => {
    if (box) box.indeterminate = some;
  };
  return <input ref={mark} type="checkbox" className="box" aria-label={label} checked={all} onChange={toggle} />;
}

/** A page of a list as a table: order, selection, keyboard. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, rows, columns, rowId, rowName, sort, onSort, selected, onSelect, stale = false, minWidth = 720, rowActions } = props;
  const texts = useTexts(common);
  const chosen = selected && onSelect ? selected : undefined;
  const isAll = chosen !== undefined && rows.length > 0 && rows.every((row) => chosen.has(rowId(row)));
  const isSome = chosen !== undefined && !isAll && rows.some((row) => chosen.has(rowId(row)));
  const latest = useRef({ chosen, onSelect });
  useLayoutEffect(() => {
    latest.current = { chosen, onSelect };
  });
  const toggle = useCallback((id: string) => {
    const next = new Set(latest.current.chosen);
    if (!next.delete(id)) next.add(id);
    latest.current.onSelect?.(next);
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    // biome-ignore lint/a11y/useSemanticElements: a landmark of the same name may be around it, and it is no field set
    <div className="table-frame" role="group" aria-label={label} tabIndex={0}>
      <table aria-label={label} aria-busy={stale} className={stale ? "data stale" : "data"} style={{ minWidth }} onKeyDown={walk}>
        <thead>
          <tr>
            {chosen && (
              <th className="chooses">
                <Choice label={texts.selectAll} all={isAll} some={isSome} toggle={() => onSelect?.(isAll ? new Set() : new Set(rows.map(rowId)))} />
              </th>
            )}
            {columns.map((column) => (
              <Header key={column.id} column={column} sort={sort} {...(onSort && { onSort })} />
            ))}
            {rowActions && (
              <th className="acts">
                <span className="heard">{texts.actions}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = rowId(row);
            return (
              <TableRow
                key={id}
                row={row}
                id={id}
                columns={columns}
                chosen={chosen?.has(id)}
                choose={chosen ? texts.selectRow(rowName?.(row) ?? id) : ""}
                toggle={toggle}
                {...(rowActions && { rowActions })}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
