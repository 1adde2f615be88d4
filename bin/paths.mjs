/** Where things are in the checkout. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where npm links the tools. */
export const binaries = join(root, "node_modules", ".bin");

/** The oldest major version of Node.js that src/ runs on. */
export const pinnedMajor = 24;

/** `v24.1.0` is 24. */
export const major = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

/** Something that a sentence explains: it is printed without a stack. */
export class StartError extends Error {
  name = "StartError";
}

/** The executable of the Node.js that the npm package `node` brings. */
export function pinnedNode() {
  const file = join(root, "node_modules", "node", "bin", "node");
  if (existsSync(file)) return file;
  // Its install script puts it there; npm can be told not to run any.
  throw new StartError(
    `${file} is missing. The install script of the npm package "node" did not run: allow install scripts (npm config delete ignore-scripts), remove node_modules and start again, or use Node.js ${pinnedMajor} or later`,
  );
}
