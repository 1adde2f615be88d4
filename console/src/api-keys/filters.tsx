import { Group, NativeSelect } from "@mantine/core";
import { FilterSelect } from "../parts/filter-select.tsx";
import { useTexts } from "../texts/language.tsx";
import type { KeySearch } from "./search.ts";
import { keys } from "./texts.ts";

const UNUSED = [30, 90, 180, 365];
const ENDING = [7, 14, 30, 90];

/** The state of a key that is asked for, as the filters of the API. */
const STATES = {
  any: {},
  active: { active: true },
  inactive: { active: false },
  expired: { expired: true },
  current: { expired: false },
} as const satisfies Record<string, KeySearch>;
type State = keyof typeof STATES;

function stateOf({ active, expired }: KeySearch): State {
  if (active !== undefined) return active ? "active" : "inactive";
  return expired === undefined ? "any" : expired ? "expired" : "current";
}

/** The usual numbers of days, and the one of the address. */
const choices = (usual: readonly number[], own: number | undefined) => [...new Set([...usual, ...(own === undefined ? [] : [own])])].sort((a, b) => a - b);

interface Props {
  readonly search: KeySearch;
  onChange(search: KeySearch): void;
}

/** Finds the keys to take care of. */
export function KeyFilters({ search, onChange }: Props) {
  const texts = useTexts(keys);
  const { unused_for_days: unused, expires_within_days: ending, active: _active, expired: _expired, cursor: _cursor } = search;
  const days = { ...(unused !== undefined && { unused_for_days: unused }), ...(ending !== undefined && { expires_within_days: ending }) };
  const state: KeySearch = STATES[stateOf(search)];
  return (
    <Group role="search" align="flex-end">
      <NativeSelect
        label={texts.filterState}
        value={stateOf(search)}
        data={(Object.keys(STATES) as State[]).map((value) => ({ value, label: texts.filterStates[value] }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value as State;
          onChange({ ...days, ...STATES[chosen] });
        }}
      />
      <FilterSelect
        label={texts.filterUse}
        all={texts.anyUse}
        choices={choices(UNUSED, unused).map((value) => ({ value, label: texts.unusedFor(value) }))}
        value={unused}
        onChange={(count) =>
          onChange({ ...(ending !== undefined && { expires_within_days: ending }), ...state, ...(count !== undefined && { unused_for_days: count }) })
        }
      />
      <FilterSelect
        label={texts.filterEnd}
        all={texts.anyEnd}
        choices={choices(ENDING, ending).map((value) => ({ value, label: texts.endsWithin(value) }))}
        value={ending}
        onChange={(count) =>
          onChange({ ...(unused !== undefined && { unused_for_days: unused }), ...state, ...(count !== undefined && { expires_within_days: count }) })
        }
      />
    </Group>
  );
}
