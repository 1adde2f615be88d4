import { Textarea, TextInput } from "@mantine/core";
import type { FieldFaults } from "../parts/fields.tsx";
import { useTexts } from "../texts/language.tsx";
import { projects } from "./texts.ts";

/** What is filled in of a project. */
export type ProjectFields = { readonly name: string; readonly displayName: string; readonly description: string };

interface Props {
  readonly values: ProjectFields;
  /** What the API said of single fields. */
  readonly wrong: FieldFaults;
  set(field: keyof ProjectFields, value: string): void;
}

/** The fields of a project, new or not. */
export function ProjectInputs({ values, wrong, set }: Props) {
  const texts = useTexts(projects);
  return (
    <>
      <TextInput
        label={texts.name}
        description={texts.nameHint}
        value={values.name}
        error={wrong["name"]}
        required
        maxLength={50}
        autoComplete="off"
        data-autofocus
        onChange={(event) => set("name", event.currentTarget.value)}
      />
      <TextInput
        label={texts.displayName}
        description={texts.displayNameHint}
        value={values.displayName}
        error={wrong["display_name"]}
        maxLength={50}
        autoComplete="off"
        onChange={(event) => set("displayName", event.currentTarget.value)}
      />
      <Textarea
        label={texts.description}
        value={values.description}
        error={wrong["description"]}
        maxLength={256}
        autosize
        minRows={2}
        onChange={(event) => set("description", event.currentTarget.value)}
      />
    </>
  );
}
