/** A real browser for the pages. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

// The first has no windows of its own to draw: pages load in half of the time.
const PATHS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// It asks nothing of anybody but the server under test, and runs as root in a container.
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws Error that says how to install Chromium where it is missing */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = PATHS.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error(`The pages are tested in Chromium, and there is none at ${PATHS[0]}. Install it: apt-get install chromium-headless-shell`);
  return chromium.launch({ executablePath, args: ARGS, ...options });
}
