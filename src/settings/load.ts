import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { type Config, ConfigError, flagName, type Origin, SETTINGS } from "./catalogue.ts";
import type { Setting } from "./setting.ts";
import { fitting, parse } from "./values.ts";

const byEnv = new Map(Object.entries(SETTINGS).map(([key, s]) => [s.env, { key, setting: s as Setting<unknown> }]));

function nearest(name: string): string {
  const words = (n: string) => new Set(n.split("_"));
  const wanted = words(name);
  const score = (n: string) => [...words(n)].filter((w) => wanted.has(w) && w !== "ROSTER").length;
  const best = [...byEnv.keys()].sort((a, b) => score(b) - score(a))[0] ?? "";
  return score(best) > 0 ? `; did you mean ${best}?` : "; the settings are listed in docs/settings.md";
}

/** What was read so far: the values, and where each came from. */
interface Taken {
  readonly values: Map<string, unknown>;
  readonly origins: Map<string, Origin>;
}

/** How a message calls a source. */
const nameOf = ({ from, file }: Origin) => (from === "flag" ? "flags" : (file ?? from));

/** Puts one source's values in place; throws on what is unknown or does not fit. */
function take({ values, origins }: Taken, source: Record<string, string | undefined>, origin: Origin, isOurs: (name: string) => boolean) {
  const from = nameOf(origin);
  for (const [name, raw] of Object.entries(source)) {
    if (raw === undefined) continue;
    const known = byEnv.get(name);
    if (!known) {
      if (isOurs(name)) throw new ConfigError(`${from}: there is no setting ${name}${nearest(name)}`);
      continue;
    }
    if (raw === "") continue;
    const value = parse(known.setting, raw);
    if (value === undefined) {
      const shown = known.setting.secret ? "its value" : JSON.stringify(raw);
      throw new ConfigError(`${from}: ${name} cannot be ${shown}; it takes ${fitting(known.setting)}`);
    }
    values.set(known.key, value);
    origins.set(known.key, origin);
  }
}

function readFlags(argv: readonly string[]): Record<string, string> {
  const byFlag = new Map([...byEnv.keys()].map((env) => [flagName(env), env]));
  const found: Record<string, string> = {};
  for (let i = 0; i < argv.length; i++) {
    const match = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i] ?? "");
    const env = match?.[1] && byFlag.get(match[1]);
    if (!match || !env) {
      throw new ConfigError(`flags: there is no flag ${argv[i]}${match?.[1] ? nearest(`ROSTER_${match[1].toUpperCase().replaceAll("-", "_")}`) : ""}`);
    }
    const inline = match[2];
    const next = argv[i + 1];
    if (inline !== undefined) found[env] = inline;
    else if (byEnv.get(env)?.setting.kind === "boolean" && (next === undefined || next.startsWith("--"))) found[env] = "true";
    else if (next === undefined) throw new ConfigError(`flags: ${argv[i]} needs a value: ${fitting(byEnv.get(env)?.setting as Setting<unknown>)}`);
    else {
      found[env] = next;
      i += 1;
    }
  }
  return found;
}

function readFile(path: string, needed: boolean): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (cause) {
    if (!needed && (cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new ConfigError(`ROSTER_CONFIG: cannot read ${path}: ${(cause as Error).message}`);
  }
}

/**
 * The settings from flags, environment and file.
 *
 * @param argv what follows the command on the command line
 * @param env the environment; only names of settings and names that begin with `ROSTER_` are looked at
 * @throws ConfigError which setting is unknown or does not fit, and what would
 */
export function loadConfig(argv: readonly string[], env: Record<string, string | undefined>): Config {
  const flags = readFlags(argv);
  const file = flags["ROSTER_CONFIG"] ?? env["ROSTER_CONFIG"];
  const entries = Object.entries(SETTINGS);
  const taken: Taken = {
    values: new Map(entries.map(([key, s]) => [key, s.default])),
    origins: new Map(entries.map(([key]) => [key, { from: "default", file: null }])),
  };
  const path = resolve(file || "roster.env");
  take(taken, readFile(path, Boolean(file)), { from: "file", file: path }, () => true);
  take(taken, env, { from: "environment", file: null }, (name) => name.startsWith("ROSTER_"));
  take(taken, flags, { from: "flag", file: null }, () => true);
  return { ...Object.fromEntries(taken.values), origins: Object.fromEntries(taken.origins) } as unknown as Config;
}
