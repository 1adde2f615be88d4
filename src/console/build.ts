import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Progress } from "../db/start-error.ts";

const root = dirname(dirname(import.meta.dirname));
const sources = join(root, "console");
const vite = join(root, "node_modules/vite/bin/vite.js");

/** What the build was made of, kept beside it. */
const STAMP = "sources.sha256";

/** Where the built console lies. */
export const CONSOLE_DIR = join(sources, "dist");

/** What the console is built of, as one hash: its sources and the versions of what they use. */
function hashOfSources(): string {
  const hash = createHash("sha256");
  const names = globSync("{*.*,src/**/*.*}", { cwd: sources }).sort();
  for (const path of [join(root, "package-lock.json"), ...names.map((name) => join(sources, name))]) {
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function isBuiltOf(hash: string): boolean {
  const stamp = join(CONSOLE_DIR, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

async function runVite(outDir: string): Promise<void> {
  const child = spawn(process.execPath, [vite, "build", sources, "--outDir", outDir, "--logLevel", "warn"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(said.trim() || `vite ended with ${code}`);
}

/** Puts a build where the old one was. Another process may do so at the same time: whichever comes last stays. */
function install(built: string): void {
  const old = mkdtempSync(join(sources, "dist-"));
  try {
    if (existsSync(CONSOLE_DIR)) renameSync(CONSOLE_DIR, join(old, "old"));
    renameSync(built, CONSOLE_DIR);
  } catch {
    cpSync(built, CONSOLE_DIR, { recursive: true, force: true });
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

/**
 * Builds the console where its build is missing or older than its sources. In a process of its own: what a build takes of memory is given back.
 *
 * @param progress tells of a build; a console that is built already is not told of
 * @throws Error with the words of the build tool
 */
export async function buildConsole(progress: Progress): Promise<void> {
  // An installation without the sources or the tool has what was shipped with it.
  if (!existsSync(join(sources, "index.html")) || !existsSync(vite)) return;
  const hash = hashOfSources();
  if (isBuiltOf(hash)) return;
  const done = progress("building the console");
  const outDir = mkdtempSync(join(sources, "dist-"));
  try {
    await runVite(outDir);
    writeFileSync(join(outDir, STAMP), hash);
    install(outDir);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
  done();
}
