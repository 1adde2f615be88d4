import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import type { Meanwhile } from "./edit-form.ts";
import { Failure } from "./failure.tsx";

interface MeanwhileProps<F> {
  readonly meanwhile: Meanwhile<F>;
  readonly form: F;
  /** What a field is called. */
  label(field: keyof F): string;
  /** What a field holds, in words. */
  show?(value: unknown): string;
  take(patch: Partial<F>): void;
}

const inWords = (value: unknown) => (Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value)) || "–";

/** Says that somebody else was first, and lets their values be taken, one by one. */
export function MeanwhileNotice<F>({ meanwhile: { theirs, contested }, form, label, show = inWords, take }: MeanwhileProps<F>) {
  const texts = useTexts(common);
  const open = contested.filter((field) => JSON.stringify(form[field]) !== JSON.stringify(theirs[field]));
  return (
    <Alert role="alert" variant="default" title={texts.meanwhile}>
      <Stack gap="sm">
        <Text size="sm">{contested.length === 0 ? texts.meanwhileMerged : texts.meanwhileWhy}</Text>
        {open.map((field) => (
          <Group key={String(field)} gap="sm" justify="space-between">
            <Text size="sm">
              {texts.theirs(label(field))}: <bdi>{show(theirs[field])}</bdi>
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => take({ [field]: theirs[field] } as Partial<F>)}>
              {texts.takeTheirs}
            </Button>
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}

interface EditorProps {
  readonly saving: UseMutationResult<"saved" | "meanwhile", Error, void>;
  readonly changed: boolean;
  /** What keeps it from being sent. */
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** The form of something that is edited: its fields, what went wrong, and whether it is saved. */
export function Editor({ saving, changed, disabled = false, children }: EditorProps) {
  const texts = useTexts(common);
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (changed && !disabled && !saving.isPending) saving.mutate();
      }}
    >
      <Stack gap="md">
        {children}
        {saving.isError && <Failure error={saving.error} />}
        <Group gap="sm">
          <Button type="submit" loading={saving.isPending} disabled={disabled || !changed}>
            {texts.save}
          </Button>
          <Text size="sm" c="dimmed" role="status">
            {!changed && saving.data === "saved" ? texts.saved : ""}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
