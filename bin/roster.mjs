#!/usr/bin/env node
/**
 * The one way in, behind every npm script. Plain JavaScript, because it is what installs the rest: it runs on
 * whatever Node.js (20 or later) the machine has, brings the dependencies up to date, and goes on under the
 * Node.js that package.json pins.
 *
 *   roster start [flags]      the server
 *   roster dev COMMAND ...    a development tool from node_modules/.bin
 *   roster COMMAND ...        what src/cli has; `roster --help` lists it
 */
import module from "node:module";
import { delimiter, join } from "node:path";
import { ensureInstalled } from "./install.mjs";
import { binaries, major, pinnedMajor, pinnedNode, root } from "./paths.mjs";
import { run } from "./run.mjs";

const [command, ...rest] = process.argv.slice(2);

/** A tool of node_modules/.bin, with the pinned Node.js first in PATH so that whatever it starts runs on it too. */
function dev([tool, ...args]) {
  if (!tool) {
    process.stderr.write("roster: dev needs a command, for example: roster dev vitest run\n");
    return Promise.resolve(1);
  }
  const path = [binaries, process.env["PATH"]].filter(Boolean).join(delimiter);
  const file = tool === "node" ? pinnedNode() : join(binaries, tool);
  return run(file, args, { ...process.env, PATH: path });
}

/** The server or a command, in this very process. */
async function here() {
  // Types are stripped and modules compiled once; later starts read the result.
  module.enableCompileCache(join(root, "node_modules/.cache/roster"));
  if (command === "start") {
    const { main } = await import("../src/main.ts");
    return main(rest);
  }
  const { main } = await import("../src/cli/index.ts");
  return main(process.argv.slice(2));
}

/** Errors whose message is a sentence for the operator. */
const SENTENCES = new Set(["StartError", "ConfigError", "WrongKeyError"]);

try {
  await ensureInstalled(command === "dev");
  if (command === "dev") process.exitCode = await dev(rest);
  else if (major(process.version) >= pinnedMajor) await here();
  else process.exitCode = await run(pinnedNode(), process.argv.slice(1), process.env, true);
} catch (error) {
  // Anything else is a fault of ours and keeps its stack.
  process.stderr.write(`roster: ${SENTENCES.has(error?.name) ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}
