/**
 * The one configuration schema. Every setting can come from the environment, from a file of
 * `NAME=value` lines (`--config FILE` or ROSTER_CONFIG) and from a flag derived from its name
 * (ROSTER_DATA_DIR is `--data-dir`); a flag wins over the environment, the environment over the file.
 * An unknown or unfitting setting stops the start. `docs/settings.md` is generated from here.
 */
export { type Config, ConfigError, flagName, publicUrlOf, SETTINGS, type SettingKey } from "./settings/catalogue.ts";
export { loadConfig } from "./settings/load.ts";
export type { Setting } from "./settings/setting.ts";
export { written } from "./settings/values.ts";
