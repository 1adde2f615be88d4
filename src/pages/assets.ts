import { readFileSync } from "node:fs";
import type { Asset } from "../http/mount-pages.ts";
import { REVEAL_SCRIPT } from "./parts.ts";

const here = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

/** Style and scripts of the pages; read when they are first asked for. */
export const assets: readonly Asset[] = [
  { path: "/pages/style.css", type: "text/css; charset=utf-8", read: () => here("style.css") },
  { path: REVEAL_SCRIPT, type: "text/javascript; charset=utf-8", read: () => here("reveal.js") },
  { path: "/pages/eye.svg", type: "image/svg+xml", read: () => here("eye.svg") },
  { path: "/pages/eye-off.svg", type: "image/svg+xml", read: () => here("eye-off.svg") },
];
