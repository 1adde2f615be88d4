import { Kbd, Text, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type ComponentType, useRef, useState } from "react";
import { palette } from "../palette/texts.ts";
import { ICON } from "../parts/icon.ts";
import { useTexts } from "../texts/language.tsx";

/** Opens the palette, also by Ctrl-K; it is loaded with its first use. */
export function PaletteButton() {
  const texts = useTexts(palette);
  const [Palette, setPalette] = useState<ComponentType | null>(null);
  const opening = useRef(false);
  const open = async () => {
    if (opening.current) return;
    opening.current = true;
    const [{ Palette: loaded }, { paletteControls }] = await Promise.all([import("../palette/palette.tsx"), import("../palette/store.ts")]).finally(() => {
      opening.current = false;
    });
    setPalette(() => loaded);
    paletteControls.open();
  };
  useHotkeys([["mod+K", () => void open()]], []);
  return (
    <>
      <UnstyledButton className="palette-button" onClick={() => void open()}>
        <IconSearch {...ICON} />
        <Text size="sm" span visibleFrom="sm">
          {texts.open}
        </Text>
        <Kbd size="xs" visibleFrom="sm" aria-hidden="true">
          Ctrl K
        </Kbd>
        <span className="heard only-phone">{texts.open}</span>
      </UnstyledButton>
      {Palette && <Palette />}
    </>
  );
}
