import { Alert, Radio, Stack, Text } from "@mantine/core";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import type { Field, Profile } from "./profile.ts";
import { users } from "./texts.ts";

/** A change of somebody else's that came between. */
export interface Conflict {
  readonly contested: readonly Field[];
  readonly mine: Profile;
  readonly theirs: Profile;
}

interface Props {
  readonly conflict: Conflict;
  /** What the form holds now. */
  readonly profile: Profile;
  onChoose(field: Field, value: string | boolean): void;
}

/** Shows what both changed, and lets one of them stay. Nothing is sent before the form is saved again. */
export function ConflictChoice({ conflict: { contested, mine, theirs }, profile, onChoose }: Props) {
  const texts = useTexts(users);
  const { yes, no } = useTexts(common);
  const shown = (value: string | boolean) => (typeof value === "boolean" ? (value ? yes : no) : value === "" ? texts.empty : value);
  return (
    <Alert role="alert" variant="default" title={texts.conflict}>
      <Stack>
        <Text size="sm">{contested.length === 0 ? texts.conflictMerged : texts.conflictWhy}</Text>
        {contested.map((field) => {
          const value = profile[field] === mine[field] ? "mine" : profile[field] === theirs[field] ? "theirs" : "";
          return (
            <Radio.Group
              key={field}
              label={texts.choiceOf(texts.fields[field])}
              value={value}
              onChange={(chosen) => onChoose(field, chosen === "mine" ? mine[field] : theirs[field])}
            >
              <Stack gap="sm" mt="xs">
                <Radio size="md" value="mine" label={`${texts.yours}: ${shown(mine[field])}`} />
                <Radio size="md" value="theirs" label={`${texts.theirs}: ${shown(theirs[field])}`} />
              </Stack>
            </Radio.Group>
          );
        })}
      </Stack>
    </Alert>
  );
}
