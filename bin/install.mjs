/** Dependencies: installed when they are missing or package-lock.json has changed, by one process at a time. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readlinkSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { binaries, root, StartError } from "./paths.mjs";

const modules = join(root, "node_modules");
const stamp = join(modules, ".roster-install");
const lock = join(root, ".install-lock");

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * Makes sure that node_modules is what package-lock.json says.
 *
 * @param forDevelopment whether the tools are needed; without, an installation that has none (`npm ci --omit=dev`) is taken as it is
 */
export async function ensureInstalled(forDevelopment = false) {
  if (isInstalled(forDevelopment)) return;
  await locked(async () => {
    if (isInstalled(forDevelopment)) return;
    await install(isLocked() ? ["ci"] : ["install", "--omit=dev"]);
    keepStamp(hashOf(wanted()));
  });
}

const lockFile = join(root, "package-lock.json");
/** A package as it was unpacked has no lock file: what it names itself is exact. */
const isLocked = () => existsSync(lockFile);
const wanted = () => read(isLocked() ? lockFile : join(root, "package.json"));
const hashOf = (text) => createHash("sha256").update(text).digest("hex");

/** What is to lie in node_modules, and what npm knows of each. */
function entriesOf(text) {
  const { packages, dependencies } = JSON.parse(text);
  if (!packages) return Object.entries(dependencies).map(([name, version]) => [`node_modules/${name}`, { version }]);
  return Object.entries(packages).filter(([path]) => path !== "");
}

/** By the stamp; without one, by npm's own record of what lies in node_modules, as after `npm install`. */
function isInstalled(forDevelopment) {
  const text = wanted();
  const hash = hashOf(text);
  const toServe = `${hash} to serve`;
  const known = read(stamp);
  if (known === hash || (!forDevelopment && known === toServe)) return true;
  try {
    const there = JSON.parse(read(join(modules, ".package-lock.json"))).packages;
    const fits = ([path, { version, optional }]) => (there[path] ? there[path].version === version : optional === true);
    const entries = entriesOf(text);
    const isWhole = entries.every(fits);
    // Some of the tools, and not all, are what an older lock file asked for.
    const isToServe = () =>
      !entries.some(([path, { dev }]) => dev && there[path]) && entries.every((entry) => entry[1].dev || entry[1].devOptional || fits(entry));
    if (!isWhole && (forDevelopment || !isToServe())) return false;
    keepStamp(isWhole ? hash : toServe);
    return true;
  } catch {
    return false;
  }
}

function keepStamp(hash) {
  try {
    writeFileSync(stamp, hash);
  } catch {
    // Somebody else's checkout, read-only for us: the next start compares again.
  }
}

async function install(words) {
  const started = Date.now();
  process.stderr.write(`installing dependencies… (npm ${words.join(" ")}, once)\n`);
  const path = (process.env["PATH"] ?? "").split(delimiter);
  // `npm ci` empties node_modules, with it the `node` that `npm run` put first in PATH.
  const env = { ...process.env, PATH: path.filter((dir) => resolve(dir) !== binaries).join(delimiter) };
  const npm = spawn("npm", [...words, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const code = await new Promise((done, fail) => {
    npm.on("error", (error) => fail(new StartError(`cannot run npm: ${error.message}`)));
    npm.on("close", (status, signal) => done(signal ?? status));
  });
  if (code !== 0) throw new StartError(`npm ${words[0]} failed (${code}):\n${output.trimEnd()}`);
  process.stderr.write(`dependencies installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function holder() {
  try {
    return readlinkSync(lock);
  } catch {
    return null;
  }
}

/**
 * Runs `work` while no other process of this checkout does. The lock is a symbolic link whose target is the
 * holder's process id: made in one step, so it is never there without saying whose it is.
 */
async function locked(work) {
  let told = "";
  for (;;) {
    try {
      symlinkSync(String(process.pid), lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") {
        throw new StartError(`dependencies are missing and cannot be installed into ${root}: ${error.message}`);
      }
    }
    const pid = holder();
    if (pid !== null && !isAlive(Number(pid))) takeAway(pid);
    else {
      if (pid !== null && pid !== told) {
        process.stderr.write(`process ${pid} is installing dependencies here: waiting (if it is not, remove ${lock})\n`);
        told = pid;
      }
      await pause(100);
    }
  }
  const release = () => {
    if (holder() === String(process.pid)) unlinkSync(lock);
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    release();
    process.off("exit", release);
  }
}

/** Removes a dead process's lock; one that was taken in this very moment is put back. */
function takeAway(pid) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    const taken = readlinkSync(aside);
    unlinkSync(aside);
    if (taken !== pid) symlinkSync(taken, lock);
  } catch {
    // Another process was faster; the caller looks again.
  }
}
