import { Textarea, type TextareaProps, TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";

interface Told {
  readonly value: string;
  /** What the API said of it. */
  readonly error: ReactNode;
  onChange(text: string): void;
}

/** A name, as the API takes them: one line, of at most 50 characters, that no browser fills in by itself. */
export function NameInput({ onChange, ...props }: Omit<TextInputProps, keyof Told> & Told) {
  return <TextInput maxLength={50} autoComplete="off" {...props} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** What something is for, as the API takes it: some lines, of at most 256 characters. */
export function DescriptionInput({ onChange, ...props }: Omit<TextareaProps, keyof Told> & Told) {
  return <Textarea maxLength={256} autosize minRows={2} {...props} onChange={(event) => onChange(event.currentTarget.value)} />;
}
