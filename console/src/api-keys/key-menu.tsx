import { IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from "@tabler/icons-react";
import type { QueryKey } from "@tanstack/react-query";
import { RowMenu } from "../parts/row-menu.tsx";
import { useTexts } from "../texts/language.tsx";
import type { ApiKey, KeySource } from "./source.ts";
import { keys } from "./texts.ts";
import { type KeyWindow, useKeySwitch } from "./windows.tsx";

interface Props {
  readonly apiKey: ApiKey;
  readonly source: KeySource;
  /** Lists beside the source's that show the key, too. */
  readonly also?: readonly QueryKey[];
  show(window: KeyWindow): void;
}

/** What can be done to one key. */
export function KeyMenu({ apiKey, source, also, show }: Props) {
  const texts = useTexts(keys);
  const flip = useKeySwitch(source, also);
  const items = [
    { label: texts.rotate, icon: IconRefresh, run: () => show({ kind: "rotate", apiKey }) },
    { label: texts.edit, icon: IconPencil, run: () => show({ kind: "edit", apiKey }) },
    { label: apiKey.active ? texts.deactivate : texts.activate, icon: apiKey.active ? IconPlayerPause : IconPlayerPlay, run: () => flip.mutate(apiKey) },
    { label: texts.remove, icon: IconTrash, danger: true, run: () => show({ kind: "delete", apiKey }) },
  ];
  return <RowMenu label={texts.menu(apiKey.name)} items={items} />;
}
