import "./roles.css";
import { Checkbox, Table, Tooltip } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import type { Permission } from "../api/types.ts";
import { usePermissionSentence } from "../described/described.tsx";
import { useTexts } from "../texts/language.tsx";
import { type Grid, type GridRow, inWords } from "./grid.ts";
import { names } from "./names.ts";
import { roles as catalogue } from "./texts.ts";

interface Props {
  readonly grid: Grid;
  readonly chosen: ReadonlySet<string>;
  /** Left out: it is only shown. */
  onChange?(chosen: ReadonlySet<string>): void;
  /** Whether one may tick it: nobody allows what they may not do themselves. */
  mayHold(permission: string): boolean;
}

/** Arrows walk through the boxes of the table as they stand. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>("td, th");
  const row = cell?.closest("tr");
  if (!step || !cell || !row) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLTableRowElement>("tbody tr")];
  const [down = 0, along = 0] = step;
  let at = rows.indexOf(row);
  let column = cell.cellIndex;
  // What has no box is walked over.
  do {
    at += down;
    column += along;
    const box = rows[at]?.cells[column]?.querySelector<HTMLInputElement>("input:not(:disabled)");
    if (box) {
      event.preventDefault();
      box.focus();
      return;
    }
  } while (rows[at] !== undefined && column >= 0 && column < row.cells.length);
}

interface CellProps extends Omit<Props, "grid"> {
  readonly permission: Permission | undefined;
  sentenceOf(permission: Permission): string;
}

function Cell({ permission, sentenceOf, chosen, mayHold, onChange }: CellProps) {
  const texts = useTexts(catalogue);
  if (!permission) return null;
  const { name } = permission;
  const sentence = sentenceOf(permission);
  const isChosen = chosen.has(name);
  if (!onChange)
    return (
      <Tooltip label={sentence}>
        <span className={isChosen ? "granted" : "not-granted"}>
          {isChosen ? <IconCheck size={18} stroke={2.2} aria-hidden="true" /> : <IconMinus size={14} stroke={1.5} aria-hidden="true" />}
          <span className="heard">{isChosen ? texts.holds : texts.holdsNot}</span>
        </span>
      </Tooltip>
    );
  const toggle = () => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <Tooltip label={sentence} openDelay={400}>
      <Checkbox aria-label={`${name}: ${sentence}`} checked={isChosen} disabled={!mayHold(name)} onChange={toggle} className="cell-box" />
    </Tooltip>
  );
}

function Whole({ row, chosen, mayHold, onChange, label }: { readonly row: GridRow; readonly label: string } & Omit<Props, "grid">) {
  const texts = useTexts(catalogue);
  if (!onChange) return label;
  const own = Object.values(row.permissions).flatMap(({ name }) => (mayHold(name) ? [name] : []));
  const held = own.filter((name) => chosen.has(name));
  const isAll = own.length > 0 && held.length === own.length;
  const toggle = () => {
    const next = new Set(chosen);
    for (const name of own) isAll ? next.delete(name) : next.add(name);
    onChange(next);
  };
  return (
    <Checkbox
      label={label}
      aria-label={texts.allOf(label)}
      checked={isAll}
      indeterminate={held.length > 0 && !isAll}
      disabled={own.length === 0}
      onChange={toggle}
    />
  );
}

/** Permissions as a table; to be ticked where that is asked for. */
export function Matrix({ grid: { actions, parts }, ...cells }: Props) {
  const texts = useTexts(catalogue);
  const words = useTexts(names);
  const sentenceOf = usePermissionSentence();
  return (
    <Table.ScrollContainer
      minWidth={760}
      maxHeight="70vh"
      type="native"
      tabIndex={0}
      className="table-frame matrix-frame"
      role="region"
      aria-label={texts.matrix}
    >
      <Table className="data matrix" aria-label={texts.matrix} onKeyDown={walk} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.resource}</Table.Th>
            {actions.map((action) => (
              <Table.Th key={action} scope="col" ta="center">
                {words.actions[action] ?? inWords(action)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {parts.map(({ level, rows }) => (
          <Table.Tbody key={level}>
            <Table.Tr className="matrix-part">
              <Table.Th colSpan={actions.length + 1} scope="rowgroup">
                {texts.permissionsOf[level]}
              </Table.Th>
            </Table.Tr>
            {rows.map((row) => (
              <Table.Tr key={row.resource}>
                <Table.Th scope="row">
                  <Whole row={row} label={words.resources[row.resource] ?? inWords(row.resource)} {...cells} />
                </Table.Th>
                {actions.map((action) => (
                  <Table.Td key={action} ta="center">
                    <Cell permission={row.permissions[action]} sentenceOf={sentenceOf} {...cells} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </Table.ScrollContainer>
  );
}
