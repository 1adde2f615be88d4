import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Progress } from "../db/start-error.ts";

const ROOT = dirname(dirname(import.meta.dirname));

/** What the build was made of, kept beside it. */
const STAMP = "sources.sha256";

/** Where the built console lies. */
export const CONSOLE_DIR = join(ROOT, "console/dist");

/** The places of a checkout that a build touches. */
function placesIn(root: string) {
  const sources = join(root, "console");
  return { root, sources, dist: join(sources, "dist"), vite: join(root, "node_modules/vite/bin/vite.js") };
}
type Places = ReturnType<typeof placesIn>;

/** What the console is built of, as one hash: its sources and the versions of what they use. */
function hashOfSources({ root, sources }: Places): string {
  const hash = createHash("sha256");
  const names = globSync("{*.*,src/**/*.*}", { cwd: sources }).sort();
  for (const path of [join(root, "package-lock.json"), ...names.map((name) => join(sources, name))]) {
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function isBuiltOf({ dist }: Places, hash: string): boolean {
  const stamp = join(dist, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

/** Runs the tool to its end; where it is to stop before, or this process ends, it is killed. It keeps nothing but its directory. */
async function runVite({ root, sources, vite }: Places, outDir: string, signal: AbortSignal | undefined): Promise<void> {
  const child = spawn(process.execPath, [vite, "build", sources, "--outDir", outDir, "--logLevel", "warn"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // One build, wherever it is made: under another value React brings its development half along.
    env: { ...process.env, NODE_ENV: "production" },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const kill = () => child.kill("SIGKILL");
  const clear = () => {
    kill();
    rmSync(outDir, { recursive: true, force: true });
  };
  signal?.addEventListener("abort", kill);
  process.once("exit", clear);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    if (signal?.aborted) return;
    if (code !== 0) throw new Error(said.trim() || `vite ended with ${code}`);
  } finally {
    signal?.removeEventListener("abort", kill);
    process.off("exit", clear);
  }
}

/** Puts a build where the old one was. Another process may do so at the same time: whichever comes last stays. */
function install({ sources, dist }: Places, built: string): void {
  const old = mkdtempSync(join(sources, "dist-"));
  try {
    if (existsSync(dist)) renameSync(dist, join(old, "old"));
    renameSync(built, dist);
  } catch {
    // Whole again only once the stamp is there.
    rmSync(join(dist, STAMP), { force: true });
    cpSync(built, dist, { recursive: true, force: true, filter: (path) => basename(path) !== STAMP });
    cpSync(join(built, STAMP), join(dist, STAMP));
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

interface BuildOptions {
  readonly root?: string;
  readonly signal?: AbortSignal;
}

/**
 * Builds the console where its build is missing or older than its sources. In a process of its own: what a build takes of memory is given back.
 *
 * @param progress tells of a build; a console that is built already is not told of
 * @param root the checkout
 * @param signal gives a build up: the one before stays, and nothing else does
 * @throws Error with the words of the build tool; the build before stays
 */
export async function buildConsole(progress: Progress, { root = ROOT, signal }: BuildOptions = {}): Promise<void> {
  const places = placesIn(root);
  // An installation without the sources or the tool has what was shipped with it.
  if (!existsSync(join(places.sources, "index.html")) || !existsSync(places.vite)) return;
  const hash = hashOfSources(places);
  if (isBuiltOf(places, hash)) return;
  const done = progress("building the console");
  const outDir = mkdtempSync(join(places.sources, "dist-"));
  try {
    await runVite(places, outDir, signal);
    if (signal?.aborted) return;
    writeFileSync(join(outDir, STAMP), hash);
    install(places, outDir);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
  done();
}
