import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { ICON } from "./icon.ts";

/** Typing counts once it rests so long, in milliseconds. */
const REST = 250;

interface Props {
  readonly label?: string;
  readonly hint?: string;
  /** What the address says. */
  readonly value: string | undefined;
  /** What is searched for by now; `undefined` for everything. */
  onChange(value: string | undefined): void;
}

/** A field that searches as one types. */
export function SearchBox({ label, hint, value = "", onChange }: Props) {
  const texts = useTexts(common);
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((typed: string) => {
    const wanted = typed.trim();
    if (wanted === told.current) return;
    told.current = wanted;
    onChange(wanted === "" ? undefined : wanted);
  }, REST);
  // The browser's way back, and what clears the search, change the address: the field follows.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  const type = (typed: string) => {
    setText(typed);
    tell(typed);
  };
  return (
    <TextInput
      type="search"
      label={label ?? texts.search}
      {...(hint !== undefined && { placeholder: hint })}
      leftSection={<IconSearch {...ICON} />}
      rightSection={text !== "" && <CloseButton size="sm" aria-label={texts.clearSearch} onClick={() => type("")} />}
      value={text}
      maxLength={200}
      flex="4 1 16rem"
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
