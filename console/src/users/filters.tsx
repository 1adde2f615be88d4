import { Button, Collapse, Group, Paper, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { FilterSelect } from "../parts/filter-select.tsx";
import { ICON } from "../parts/icon.ts";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import { Chips } from "./chips.tsx";
import { userList } from "./list-texts.ts";
import { MoreFilters } from "./more-filters.tsx";
import { FLAGS, type Flag, hiddenFilters, type MoreFlag, type UserSearch } from "./search.ts";
import { users } from "./texts.ts";

export interface FilterProps {
  readonly search: UserSearch;
  /** @param lasting whether the browser's way back leads to what was before */
  onChange(change: Partial<Record<keyof UserSearch, unknown>>, lasting: boolean): void;
}

/** A filter that is yes, no, or not set. */
export function FlagFilter({ flag, search, onChange }: FilterProps & { readonly flag: Flag | MoreFlag }) {
  const { label, either, yes, no } = useTexts(userList).filters[flag];
  const choices = [
    { value: true, label: yes },
    { value: false, label: no },
  ];
  return <FilterSelect label={label} all={either} choices={choices} value={search[flag]} onChange={(value) => onChange({ [flag]: value }, true)} />;
}

/** Search as one types, the filters that everybody uses, and behind a button the others; those that are set are seen all the same. */
export function Filters({ search, onChange }: FilterProps) {
  const texts = useTexts(userList);
  const { searchHint } = useTexts(users);
  const hidden = hiddenFilters(search);
  const [opened, { toggle }] = useDisclosure(false);
  return (
    <Stack gap="sm" role="search">
      <Group align="flex-end" gap="sm">
        <SearchBox hint={searchHint} value={search.q} onChange={(q) => onChange({ q }, false)} />
        {FLAGS.map((flag) => (
          <FlagFilter key={flag} flag={flag} search={search} onChange={onChange} />
        ))}
        <Button
          flex={{ base: "1 1 9rem", md: "none" }}
          variant={opened ? "light" : "default"}
          leftSection={<IconAdjustmentsHorizontal {...ICON} />}
          aria-expanded={opened}
          aria-controls="more-filters"
          onClick={toggle}
        >
          {texts.moreFilters(hidden.length)}
        </Button>
      </Group>
      <Collapse expanded={opened} id="more-filters">
        {opened && (
          <Paper withBorder className="section" p="md">
            <MoreFilters search={search} onChange={onChange} />
          </Paper>
        )}
      </Collapse>
      {hidden.length > 0 && <Chips search={search} onChange={onChange} />}
    </Stack>
  );
}
