import Type from "typebox";
import { type Config, flagName, SETTINGS, type Setting, type SettingKey, written } from "../config.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { SettingState } from "./settings-schema.ts";

/** A setting as superusers see it: of a secret only that it is set. */
function stateOf(config: Config, key: SettingKey) {
  const setting: Setting<unknown> = SETTINGS[key];
  const { from, file } = config.origins[key];
  const isSecret = setting.secret === true;
  return {
    name: setting.env,
    flag: `--${flagName(setting.env)}`,
    description: setting.doc,
    value: isSecret ? null : written(setting, config[key]),
    is_secret: isSecret,
    is_set: from !== "default",
    default: written(setting, setting.default),
    default_description: setting.defaultDoc ?? null,
    origin: from,
    file,
  };
}

/** The settings as they stand. */
export function settingsRoutes(config: Config): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/settings",
      id: "listSettings",
      tag: "System",
      summary: "List the settings as they stand",
      description: "Every setting of the process that answers, its value, and where that came from; of secrets only whether they are set.",
      permission: "system:read",
      answer: Type.Array(SettingState),
      handler: async () => ({ value: (Object.keys(SETTINGS) as SettingKey[]).map((key) => stateOf(config, key)) }),
    }),
  ];
}
