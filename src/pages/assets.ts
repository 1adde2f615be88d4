import { readFileSync } from "node:fs";
import type { Asset } from "../http/mount-pages.ts";

const here = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

/** Style and scripts of the pages; read when they are first asked for. */
export const assets: readonly Asset[] = [{ path: "/pages/style.css", type: "text/css; charset=utf-8", read: () => here("style.css") }];
