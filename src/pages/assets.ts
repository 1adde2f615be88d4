import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Asset } from "../http/mount-pages.ts";
import { ICON_PATHS, iconOf } from "./icon.ts";
import { REVEAL_SCRIPT } from "./parts.ts";

const here = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

/** The browser's half of the WebAuthn library, as it is published. */
function webauthn(): string {
  const entry = createRequire(import.meta.url).resolve("@simplewebauthn/browser");
  return readFileSync(new URL("../dist/bundle/index.umd.min.js", pathToFileURL(entry)), "utf8");
}

/** The parts of the style, in the order in which they hold; sent as one file. */
const STYLE = ["theme", "base", "forms", "people", "account", "consent", "screens"];

/** Style, scripts and pictures of the pages; read when they are first asked for. @param name of the installation */
export const assetsOf = (name: string): readonly Asset[] => [
  { path: "/pages/style.css", type: "text/css; charset=utf-8", read: () => STYLE.map((part) => here(`style/${part}.css`)).join("\n") },
  { path: REVEAL_SCRIPT, type: "text/javascript; charset=utf-8", read: () => here("reveal.js") },
  { path: "/pages/webauthn.js", type: "text/javascript; charset=utf-8", read: webauthn },
  { path: "/pages/passkey.js", type: "text/javascript; charset=utf-8", read: () => here("passkey.js") },
  { path: "/pages/eye.svg", type: "image/svg+xml", read: () => here("eye.svg") },
  { path: "/pages/eye-off.svg", type: "image/svg+xml", read: () => here("eye-off.svg") },
  ...ICON_PATHS.map((path) => ({ path, type: "image/svg+xml", read: () => iconOf(name, here("style/theme.css")) })),
];
