import { NativeSelect } from "@mantine/core";

interface Props<V extends string | number | boolean> {
  readonly label: string;
  /** What the filter that is not set is called. */
  readonly all: string;
  readonly choices: readonly { readonly value: V; readonly label: string }[];
  /** What the address says; `undefined`: the filter is not set. */
  readonly value: V | undefined;
  onChange(value: V | undefined): void;
}

/** A filter of a list: one of some values, or all. */
export function FilterSelect<V extends string | number | boolean>({ label, all, choices, value, onChange }: Props<V>) {
  return (
    <NativeSelect
      flex={{ base: "1 1 9rem", md: "0 1 auto" }}
      miw={0}
      label={label}
      value={String(value ?? "")}
      data={[{ value: "", label: all }, ...choices.map((choice) => ({ value: String(choice.value), label: choice.label }))]}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(choices.find((choice) => String(choice.value) === chosen)?.value);
      }}
    />
  );
}
