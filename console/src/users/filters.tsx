import { Group, NativeSelect } from "@mantine/core";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { FLAGS, type UserSearch } from "./search.ts";
import { users } from "./texts.ts";

interface Props {
  readonly search: UserSearch;
  /** @param lasting whether the browser's way back leads to what was before */
  onChange(change: UserSearch, lasting: boolean): void;
}

/** Search as one types, and the filters. */
export function Filters({ search, onChange }: Props) {
  const texts = useTexts(users);
  return (
    <Group align="flex-end" role="search">
      <SearchBox hint={texts.searchHint} value={search.q} onChange={(q) => onChange({ q } as UserSearch, false)} />
      {FLAGS.map((flag) => {
        const { label, either, yes, no } = texts.filters[flag];
        return (
          <NativeSelect
            key={flag}
            label={label}
            value={String(search[flag] ?? "")}
            data={[
              { value: "", label: either },
              { value: "true", label: yes },
              { value: "false", label: no },
            ]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange({ [flag]: value === "" ? undefined : value === "true" }, true);
            }}
          />
        );
      })}
    </Group>
  );
}
