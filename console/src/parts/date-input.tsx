import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

/** While a year is typed, browsers tell of the years 2, 20 and 202. Nothing here is as old as that, or as far away as theirs of six digits. */
const isMeant = (text: string) => text >= "1900" && /^\d{4}-/.test(text) && text < "9999-12-31";

interface Props {
  readonly type: "date" | "datetime-local";
  readonly label: string;
  /** What the address says. */
  readonly value: string;
  /** @param value a whole one; `undefined` where it was emptied */
  onChange(value: string | undefined): void;
}

/** A field of a day, or of a moment, that counts once it is whole. */
export function DateInput({ value, onChange, ...props }: Props) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  // The browser's way back, and what clears the filters, change the address: the field follows.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  return (
    <TextInput
      {...props}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        if (typed === told.current || (typed !== "" && !isMeant(typed))) return;
        told.current = typed;
        onChange(typed || undefined);
      }}
    />
  );
}
