import { NativeSelect } from "@mantine/core";
import { useTexts } from "../texts/language.tsx";
import { organizations } from "./texts.ts";

interface Props {
  readonly isDeleted: boolean;
  onChange(isDeleted: boolean): void;
}

/** Those that are there, or those that were deleted and can be restored. */
export function WhichSelect({ isDeleted, onChange }: Props) {
  const texts = useTexts(organizations);
  return (
    <NativeSelect
      label={texts.which}
      value={String(isDeleted)}
      data={[
        { value: "false", label: texts.there },
        { value: "true", label: texts.deleted },
      ]}
      onChange={(event) => onChange(event.currentTarget.value === "true")}
    />
  );
}
