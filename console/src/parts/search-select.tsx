import { Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, type QueryKey, useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";

/** Something that can be chosen. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Tells it apart from others of that name. */
  readonly hint?: string;
}

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly error?: ReactNode;
  readonly required?: boolean;
  readonly clearable?: boolean;
  readonly disabled?: boolean;
  /** Names what is searched, for the cache. */
  readonly queryKey: QueryKey;
  /** The first few that fit what was typed; everything for an empty text. */
  load(typed: string, signal: AbortSignal): Promise<readonly Choice[]>;
  readonly value: string | null;
  /** What `value` is, where it was not chosen here: by an address, or before. */
  readonly known?: Choice | undefined;
  onChange(value: string | null, choice: Choice | undefined): void;
}

/** A field that finds one of very many while one types: one request once typing rests, none before it is opened. */
export function SearchSelect({ queryKey, load, value, known, onChange, ...props }: Props) {
  const texts = useTexts(common);
  const [typed, setTyped] = useState("");
  const [opened, setOpened] = useState(false);
  const [rested] = useDebouncedValue(typed.trim(), 250);
  const chosen = useRef<Choice | undefined>(undefined);
  const kept = chosen.current?.value === value ? chosen.current : known;
  // The field shows the label of what was chosen: that is no search.
  const wanted = rested === kept?.label ? "" : rested;
  const found = useQuery({
    queryKey: [...queryKey, wanted],
    queryFn: ({ signal }) => load(wanted, signal),
    enabled: opened,
    placeholderData: keepPreviousData,
  });
  const choices = found.data ?? [];
  const isKept = kept !== undefined && kept.value === value && !choices.some((choice) => choice.value === value);
  const all = isKept ? [kept, ...choices] : choices;
  return (
    <Select
      placeholder={texts.typeToSearch}
      {...props}
      searchable
      maxLength={200}
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpened(true)}
      data={all.map(({ value: id, label }) => ({ value: id, label }))}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? texts.loading : texts.nothingFound}
      renderOption={({ option }) => {
        const hint = all.find((choice) => choice.value === option.value)?.hint;
        return (
          <Stack gap={0}>
            <Text size="sm">
              <bdi>{option.label}</bdi>
            </Text>
            {hint !== undefined && (
              <Text size="xs" c="dimmed">
                {hint}
              </Text>
            )}
          </Stack>
        );
      }}
      onChange={(id) => {
        chosen.current = all.find((choice) => choice.value === id);
        onChange(id, chosen.current);
      }}
    />
  );
}
