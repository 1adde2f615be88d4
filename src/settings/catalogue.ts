import { INSTALLATION } from "./installation.ts";
import { LIFETIMES } from "./lifetimes.ts";
import { LIMITS } from "./limits.ts";
import { PEOPLE } from "./people.ts";
import type { Setting } from "./setting.ts";

/** Every setting there is. The order is the order of the documentation. */
export const SETTINGS = { ...INSTALLATION, ...PEOPLE, ...LIFETIMES, ...LIMITS } as const;

type Settings = typeof SETTINGS;

/** The name of a setting in the code. */
export type SettingKey = keyof Settings;

/** Where a setting's value came from. */
export interface Origin {
  readonly from: "flag" | "environment" | "file" | "default";
  /** Of `file`: which one. */
  readonly file: string | null;
}

/** The settings as the server uses them, and where each came from. */
export type Config = { readonly [K in SettingKey]: Settings[K] extends Setting<infer T> ? T : never } & {
  readonly origins: Readonly<Record<SettingKey, Origin>>;
};

/** Where clients reach the server: the setting, or this machine. */
export function publicUrlOf({ publicUrl, port }: Pick<Config, "publicUrl" | "port">): string {
  return publicUrl ?? `http://localhost:${port}`;
}

/** A setting that is unknown or does not fit; the message says which, and what would fit. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** `ROSTER_DATA_DIR` is `data-dir`, `DATABASE_URL` is `database-url`. */
export function flagName(env: string): string {
  return env
    .replace(/^ROSTER_/, "")
    .toLowerCase()
    .replaceAll("_", "-");
}
