import { Kbd, Text, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconSearch } from "@tabler/icons-react";
import { type ComponentType, useRef, useState } from "react";
import { ApiError } from "../api/client.ts";
import { palette } from "../palette/texts.ts";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { useTexts } from "../texts/language.tsx";
import { usePaletteKeys } from "./palette-keys.ts";

/** Opens the palette, also by Ctrl-K; it is loaded with its first use. */
export function PaletteButton() {
  const texts = useTexts(palette);
  const keys = usePaletteKeys();
  const [Palette, setPalette] = useState<ComponentType | null>(null);
  const opening = useRef(false);
  const open = async () => {
    if (opening.current) return;
    opening.current = true;
    try {
      const [{ Palette: loaded }, { paletteControls }] = await Promise.all([import("../palette/palette.tsx"), import("../palette/store.ts")]);
      setPalette(() => loaded);
      paletteControls.open();
    } catch {
      notifications.show({ message: <Failure error={new ApiError(0, null, null)} />, withBorder: true });
    } finally {
      opening.current = false;
    }
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
          {keys}
        </Kbd>
        <span className="heard only-phone">{texts.open}</span>
      </UnstyledButton>
      {Palette && <Palette />}
    </>
  );
}
