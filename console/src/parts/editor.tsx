import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { Form } from "./dialog.tsx";
import { formTexts } from "./form-texts.ts";

interface Props {
  readonly saving: UseMutationResult<unknown, Error, void>;
  readonly isChanged: boolean;
  readonly isSaved: boolean;
  /** What keeps it from being sent. */
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** The form of something that is edited where it stands (`useVersioned`): its fields, what went wrong, and whether it is saved. */
export function Editor({ saving, isChanged, isSaved, disabled = false, children }: Props) {
  const texts = useTexts(formTexts);
  const { save } = useTexts(common);
  return (
    <Form
      submit={save}
      pending={saving.isPending}
      error={saving.error}
      disabled={disabled || !isChanged}
      onSubmit={() => saving.mutate()}
      status={isChanged ? texts.unsaved : isSaved ? texts.saved : ""}
    >
      {children}
    </Form>
  );
}
