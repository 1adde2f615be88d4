import { Select } from "@mantine/core";
import { AUDITED, type AuditAction, type AuditTarget } from "../api/audited.ts";
import { common } from "../texts/common.ts";
import { useLanguage, useTexts } from "../texts/language.tsx";
import { useSentences } from "./sentence.ts";
import { audit } from "./texts.ts";

/** Each action with what it is done to: of several, the last, which for the end of sessions is the account. */
const TARGETS: ReadonlyMap<AuditAction, AuditTarget> = new Map(
  Object.entries(AUDITED).flatMap(([target, actions]) => actions.map((action) => [action, target as AuditTarget] as const)),
);

interface Props {
  /** What the address says, which may be an action of another version of the server. */
  readonly value: string | undefined;
  onChange(value: string | undefined): void;
}

/** A filter that finds an action by its words, or by its name. */
export function ActionSelect({ value, onChange }: Props) {
  const texts = useTexts(audit);
  const { nothingFound } = useTexts(common);
  const { language } = useLanguage();
  const { actionOf } = useSentences();
  const known = [...TARGETS]
    .map(([action, target]) => ({ value: action as string, label: actionOf(action, target) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  const isKnown = value === undefined || known.some((choice) => choice.value === value);
  return (
    <Select
      searchable
      clearable
      label={texts.filters.action}
      placeholder={texts.anyAction}
      nothingFoundMessage={nothingFound}
      value={value ?? null}
      data={isKnown ? known : [{ value, label: value }, ...known]}
      filter={({ options, search }) => {
        const wanted = search.trim().toLowerCase();
        return options.filter((option) => "value" in option && (option.value.includes(wanted) || option.label.toLowerCase().includes(wanted)));
      }}
      flex="4 1 16rem"
      onChange={(action) => onChange(action ?? undefined)}
    />
  );
}
