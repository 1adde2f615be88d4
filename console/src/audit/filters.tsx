import { Button, Group } from "@mantine/core";
import { AUDITED, type AuditTarget } from "../api/audited.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { DateInput } from "../parts/date-input.tsx";
import { FilterSelect } from "../parts/filter-select.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { ActionSelect } from "./action-select.tsx";
import type { AuditSearch } from "./search.ts";
import { audit } from "./texts.ts";
import { things } from "./things.ts";

/** A moment as a field of the browser holds it: in the reader's time zone, to the minute. */
function localOf(moment: string | undefined): string {
  if (moment === undefined || Number.isNaN(Date.parse(moment))) return "";
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

interface Props {
  readonly search: AuditSearch;
  /** @param lasting whether the browser's way back leads to what was before */
  onChange(change: Readonly<Record<string, string | undefined>>, lasting: boolean): void;
  clear(): void;
}

/** What the log is narrowed to. */
export function AuditFilters({ search, onChange, clear }: Props) {
  const texts = useTexts(audit);
  const { language } = useLanguage();
  const known = useTexts(things);
  const targets = (Object.keys(AUDITED) as AuditTarget[])
    .map((value) => ({ value: value as string, label: known[value].label }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  const moment = (field: "created_after" | "created_before") => (
    <DateInput
      type="datetime-local"
      label={texts.filters[field]}
      value={localOf(search[field])}
      onChange={(value) => onChange({ [field]: value && new Date(value).toISOString() }, true)}
    />
  );
  const text = (field: "target_id" | "request_id") => (
    <SearchBox label={texts.filters[field]} value={search[field]} onChange={(value) => onChange({ [field]: value }, false)} />
  );
  return (
    <Group align="flex-end" role="search" gap="sm">
      <AccountSelect label={texts.filters.actor_id} value={search.actor_id ?? null} onChange={(id) => onChange({ actor_id: id ?? undefined }, true)} />
      <ActionSelect value={search.action} onChange={(action) => onChange({ action }, true)} />
      <FilterSelect<string>
        label={texts.filters.target_type}
        all="–"
        choices={targets}
        value={search.target_type}
        onChange={(target_type) => onChange({ target_type }, true)}
      />
      {text("target_id")}
      {text("request_id")}
      {moment("created_after")}
      {moment("created_before")}
      {Object.keys(search).length > 0 && (
        <Button variant="default" onClick={clear}>
          {texts.clear}
        </Button>
      )}
    </Group>
  );
}
