import { Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "../texts/language.tsx";
import { users } from "../texts/users.ts";
import { FLAGS, type UserSearch } from "./search.ts";

/** Typing counts once it rests so long, in milliseconds. */
const REST = 250;

interface Props {
  readonly search: UserSearch;
  /** @param lasting whether the browser's way back leads to what was before */
  onChange(change: UserSearch, lasting: boolean): void;
}

function SearchField({ search, onChange }: Props) {
  const texts = useTexts(users);
  const [text, setText] = useState(search.q ?? "");
  const told = useRef(search.q ?? "");
  const tell = useDebouncedCallback((typed: string) => {
    const q = typed.trim();
    if (q === told.current) return;
    told.current = q;
    onChange({ q: q === "" ? undefined : q } as UserSearch, false);
  }, REST);
  // The browser's way back, and what clears the search, change the address: the field follows.
  useEffect(() => {
    const q = search.q ?? "";
    if (q === told.current) return;
    told.current = q;
    setText(q);
  }, [search.q]);
  return (
    <TextInput
      type="search"
      label={texts.search}
      placeholder={texts.searchHint}
      value={text}
      maxLength={200}
      flex="1 1 16rem"
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}

/** Search as one types, and the filters. */
export function Filters({ search, onChange }: Props) {
  const texts = useTexts(users);
  return (
    <Group align="flex-end" role="search">
      <SearchField search={search} onChange={onChange} />
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
