import { Button, Group, TextInput } from "@mantine/core";
import { AccountSelect } from "../parts/account-select.tsx";
import { FilterSelect } from "../parts/filter-select.tsx";
import { SearchBox } from "../parts/search-box.tsx";
import { useTexts } from "../texts/language.tsx";
import type { AuditSearch } from "./search.ts";
import { audit } from "./texts.ts";
import { words } from "./words.ts";

const TYPES = [
  "user",
  "session",
  "organization",
  "workspace",
  "project",
  "team",
  "role",
  "invitation",
  "application",
  "connection",
  "api_key",
  "device",
  "passkey",
  "resource",
  "signing_key",
] as const;

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
  const { things } = useTexts(words);
  const moment = (field: "created_after" | "created_before") => (
    <TextInput
      type="datetime-local"
      label={texts.filters[field]}
      value={localOf(search[field])}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange({ [field]: value === "" ? undefined : new Date(value).toISOString() }, true);
      }}
    />
  );
  const text = (field: "action" | "target_id" | "request_id", hint?: string) => (
    <SearchBox
      label={texts.filters[field]}
      value={search[field]}
      {...(hint !== undefined && { hint })}
      onChange={(value) => onChange({ [field]: value }, false)}
    />
  );
  return (
    <Group align="flex-end" role="search" gap="sm">
      <AccountSelect label={texts.filters.actor_id} value={search.actor_id ?? null} onChange={(id) => onChange({ actor_id: id ?? undefined }, true)} />
      {text("action", texts.actionHint)}
      <FilterSelect<string>
        label={texts.filters.target_type}
        all="–"
        choices={TYPES.map((value) => ({ value, label: things[value]?.replace(/^the | of$/g, "") ?? value }))}
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
