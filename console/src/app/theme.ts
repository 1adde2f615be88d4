import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, type MantineThemeOverride } from "@mantine/core";
import { useMemo } from "react";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { FRAME_COLORS } from "./colors.ts";

const { light: day, dark: night } = FRAME_COLORS;

/** The accent of the sign-in pages. */
const brand: MantineColorsTuple = ["#eef2fd", "#dbe2fb", "#b9c6f6", "#a3b4ff", "#93a7ff", "#6b83ea", "#3f5bd4", "#2b49c4", "#21389d", "#182a78"];

const dark: MantineColorsTuple = ["#edeef1", "#c9ccd3", "#a3a7b2", "#8a8e99", "#41444e", night.line, "#20222a", night.body, "#111216", night.ground];

/** Calm, in the colours of the sign-in pages. Every text has a contrast of 4.5 or more. */
const theme = createTheme({
  primaryColor: "brand",
  colors: { brand, dark },
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.625rem" }, h2: { fontSize: "1.125rem" }, h3: { fontSize: "1rem" } } },
});

/** The theme, whose components say what they say of themselves in the language of the page. */
export function useTheme(): MantineThemeOverride {
  const { showTyped, close } = useTexts(common);
  return useMemo(
    () => ({
      ...theme,
      components: {
        PasswordInput: { defaultProps: { visibilityToggleButtonProps: { "aria-label": showTyped } } },
        Notification: { defaultProps: { closeButtonProps: { "aria-label": close } } },
      },
    }),
    [showTyped, close],
  );
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--ground": day.ground,
    "--line": day.line,
    "--mantine-color-body": day.body,
    "--quiet": "#5a5e68",
    "--mantine-color-text": "#17191e",
    "--mantine-color-dimmed": "#5a5e68",
    "--mantine-color-placeholder": "#5f636d",
    "--mantine-color-error": "#a8201a",
  },
  dark: {
    "--ground": night.ground,
    "--line": night.line,
    "--mantine-color-body": night.body,
    "--quiet": "#a3a7b2",
    "--mantine-color-text": "#edeef1",
    "--mantine-color-dimmed": "#a3a7b2",
    "--mantine-color-placeholder": "#a3a7b2",
    "--mantine-color-error": "#ff9c92",
    "--mantine-color-anchor": "#a3b4ff",
  },
});
