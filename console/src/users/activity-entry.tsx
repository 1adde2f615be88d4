import "./users.css";
import { Code, Collapse, Group, List, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import { useId } from "react";
import { type AuditEntry, useSentences } from "../audit/sentence.ts";
import { Moment } from "../parts/moment.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { activityTexts } from "./activity-texts.ts";
import { users } from "./texts.ts";

const MOST_CHANGES = 10;
const LONGEST = 120;

/** `password_expired` as people write it. */
const spelled = (field: string) => `${field.charAt(0).toUpperCase()}${field.slice(1).replaceAll("_", " ")}`;

/** The fields that an entry changed, in words. */
function useChanges({ before, after }: AuditEntry): readonly string[] {
  const texts = useTexts(activityTexts);
  const { fields } = useTexts(users);
  const { yes, no } = useTexts(common);
  // What was made or deleted has all of its fields: that is no change of any.
  if (before === null || after === null) return [];
  const shown = (value: unknown): string => {
    if (value === null || value === undefined || value === "") return texts.empty;
    if (typeof value === "boolean") return value ? yes : no;
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    return `“${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}”`;
  };
  const labels: Readonly<Record<string, string>> = fields;
  return Object.keys(after)
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .slice(0, MOST_CHANGES)
    .map((field) => texts.changed(labels[field] ?? spelled(field), shown(before[field]), shown(after[field])));
}

/** One entry of the audit log: a sentence, what changed, and all of it on demand. */
export function ActivityEntry({ entry }: { readonly entry: AuditEntry }) {
  const texts = useTexts(activityTexts);
  const { sentenceOf } = useSentences();
  const changes = useChanges(entry);
  const id = useId();
  const [opened, { toggle }] = useDisclosure(false);
  return (
    <Stack component="li" gap={4} className="activity">
      <Group justify="space-between" gap="xs" align="baseline">
        <Text size="sm" fw={550} className="breaking">
          <bdi>{sentenceOf(entry)}</bdi>
        </Text>
        <Text size="xs" c="dimmed">
          <Moment at={entry.created} />
        </Text>
      </Group>
      {changes.length > 0 && (
        <List size="sm" spacing={0} className="breaking">
          {changes.map((change) => (
            <List.Item key={change}>
              <bdi>{change}</bdi>
            </List.Item>
          ))}
        </List>
      )}
      <UnstyledButton className="more" aria-expanded={opened} aria-controls={id} onClick={toggle}>
        <Group gap={4}>
          <IconChevronRight size={14} aria-hidden="true" style={{ transform: opened ? "rotate(90deg)" : "none" }} />
          <Text size="xs" c="dimmed">
            {texts.raw}
          </Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        {opened && (
          <Code block tabIndex={0}>
            {JSON.stringify(entry, null, 2)}
          </Code>
        )}
      </Collapse>
    </Stack>
  );
}
