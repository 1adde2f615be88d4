import type { FieldFaults } from "../parts/fields.tsx";
import { DescriptionInput, NameInput } from "../parts/inputs.tsx";
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
      <NameInput
        label={texts.name}
        description={texts.nameHint}
        value={values.name}
        error={wrong["name"]}
        required
        data-autofocus
        onChange={(text) => set("name", text)}
      />
      <NameInput
        label={texts.displayName}
        description={texts.displayNameHint}
        value={values.displayName}
        error={wrong["display_name"]}
        onChange={(text) => set("displayName", text)}
      />
      <DescriptionInput label={texts.description} value={values.description} error={wrong["description"]} onChange={(text) => set("description", text)} />
    </>
  );
}
