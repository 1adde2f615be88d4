import Type from "typebox";
import { Nullable } from "../kernel/wire.ts";

/** A setting as it stands. */
export const SettingState = Type.Object(
  {
    name: Type.String({ description: "Its name in the environment and in files.", examples: ["ROSTER_TOKEN_LIFETIME"] }),
    flag: Type.String({ description: "Its name on the command line.", examples: ["--token-lifetime"] }),
    description: Type.String({ description: "What it does." }),
    value: Nullable(Type.String({ description: "As it could be written; null: it has none, or is secret.", examples: ["3600"] })),
    is_secret: Type.Boolean({ description: "Its value is never shown." }),
    is_set: Type.Boolean({ description: "Whether it was given at all." }),
    default: Nullable(Type.String({ description: "What it is when it is not given; null: none, or what `default_description` says." })),
    default_description: Nullable(Type.String({ description: "The default in words, where it depends on other things." })),
    origin: Type.Enum(["flag", "environment", "file", "default"], {
      description: "Where the value came from. A flag wins over the environment, the environment over the file.",
    }),
    file: Nullable(Type.String({ description: "The file, where it came from one." })),
  },
  { $id: "Setting", description: "A setting of this process. Settings are given when it starts." },
);
