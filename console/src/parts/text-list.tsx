import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { useTexts } from "../texts/language.tsx";
import { formTexts } from "./form-texts.ts";
import { ICON } from "./icon.ts";

interface Props {
  readonly label: string;
  readonly description?: ReactNode;
  readonly placeholder?: string;
  readonly values: readonly string[];
  /** What is wrong with the list as a whole. */
  readonly error?: ReactNode;
  /** What is wrong with one of them. */
  errorOf(at: number): ReactNode;
  readonly disabled?: boolean;
  onChange(values: readonly string[]): void;
}

/** A list of texts, such as addresses, each in a field of its own. */
export function TextList({ label, description, placeholder, values, error, errorOf, disabled = false, onChange }: Props) {
  const texts = useTexts(formTexts);
  const id = useId();
  const replace = (at: number, value: string) => onChange(values.map((one, i) => (i === at ? value : one)));
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }} description={description} error={error} role="group" aria-labelledby={id}>
      <Stack gap={6} mt={4} align="stretch">
        {values.map((value, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text in a list is known by its place alone
          <Group key={at} gap={6} wrap="nowrap" align="flex-start">
            <TextInput
              flex={1}
              aria-label={texts.numbered(label, at + 1)}
              value={value}
              disabled={disabled}
              error={errorOf(at)}
              autoComplete="off"
              spellCheck={false}
              {...(placeholder !== undefined && { placeholder })}
              onChange={(event) => replace(at, event.currentTarget.value)}
            />
            {!disabled && (
              <ActionIcon
                variant="subtle"
                color="gray"
                c="dimmed"
                size={36}
                aria-label={texts.removeNumbered(label, at + 1)}
                onClick={() => onChange(values.filter((_one, i) => i !== at))}
              >
                <IconTrash {...ICON} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!disabled && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus {...ICON} />}
            style={{ alignSelf: "flex-start" }}
            aria-label={texts.addTo(label)}
            onClick={() => onChange([...values, ""])}
          >
            {texts.add}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
