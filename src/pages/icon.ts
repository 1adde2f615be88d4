import { html } from "./html.ts";

/** Where the picture of browser tabs is. Browsers ask for the second by themselves, where a page names none: one that is no page of ours. */
export const ICON_PATHS = ["/pages/icon.svg", "/favicon.ico"] as const;

/** What stands for the installation where its name has no room. @param name of the installation */
export const initialOf = (name: string): string => [...name][0]?.toUpperCase() ?? "";

/** The values of a colour in the style of the pages: on light ground, and on dark. */
function shades(theme: string, colour: string): [light: string, dark: string] {
  const [light, dark] = [...theme.matchAll(new RegExp(`--${colour}: (#[0-9a-f]+);`, "g"))].map(([, value]) => value);
  if (light === undefined || dark === undefined) throw new Error(`the theme of the pages does not say --${colour} for light and for dark`);
  return [light, dark];
}

/**
 * The picture of browser tabs, as SVG: the mark at the head of the pages.
 *
 * @param name of the installation
 * @param theme the style sheet that says the colours
 */
export function iconOf(name: string, theme: string): string {
  const [ground, darkGround] = shades(theme, "accent");
  const [letter, darkLetter] = shades(theme, "on-accent");
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<style>rect { fill: ${ground} } text { fill: ${letter}; font: 700 20px system-ui, sans-serif }
@media (prefers-color-scheme: dark) { rect { fill: ${darkGround} } text { fill: ${darkLetter} } }</style>
<rect width="32" height="32" rx="7"/>
<text x="16" y="16.5" text-anchor="middle" dominant-baseline="central">${initialOf(name)}</text>
</svg>
`.text;
}
