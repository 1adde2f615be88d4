/** Commands beside the server: `roster COMMAND [flags]`. One file a command. */
import { flagName, SETTINGS } from "../config.ts";
import { StartError } from "../db/start-error.ts";

interface Command {
  /** As it is typed. */
  readonly name: string;
  readonly doc: string;
  /** Loaded when it is run: help and a mistyped name need none of it. */
  readonly load: () => Promise<{ run(flags: readonly string[]): Promise<void> }>;
}

const COMMANDS: readonly Command[] = [
  {
    name: "admin reset-password",
    doc: "Gives the reserved admin a new password, makes it active again and ends its sessions. Works while the server runs, too.",
    load: () => import("./admin-reset-password.ts"),
  },
  {
    name: "keys rotate",
    doc: "Makes the next signing key, which takes over by itself. Works while the server runs, too.",
    load: () => import("./keys-rotate.ts"),
  },
];

/** Commands that bin/roster.mjs runs by itself. */
const LAUNCHER = [
  { name: "start", doc: "Runs the server." },
  { name: "dev", doc: "Runs a development tool under the Node.js that this project pins: roster dev vitest run" },
];

const WIDTH = 32;

function help(): string {
  const line = (name: string, doc: string) => `  ${name.length > WIDTH ? `${name}\n  ${" ".repeat(WIDTH)}` : name.padEnd(WIDTH)}  ${doc}`;
  const flags = Object.values(SETTINGS).map((setting) => line(`--${flagName(setting.env)} (${setting.env})`, setting.doc));
  return [
    "roster COMMAND [flags]",
    "",
    "Commands (with npm: npm start -- [flags], npm run roster -- COMMAND [flags]):",
    ...[...LAUNCHER, ...COMMANDS].map(({ name, doc }) => line(name, doc)),
    "",
    "Flags, each also a setting of the environment or of a file (docs/settings.md has their defaults):",
    ...flags,
    "",
  ].join("\n");
}

/**
 * Runs a command.
 *
 * @param argv what follows `roster` on the command line
 * @throws StartError when there is no such command
 */
export async function main(argv: readonly string[]): Promise<void> {
  const words = argv.filter((word) => !word.startsWith("-"));
  if (argv.length === 0 || ["--help", "-h", "help"].includes(argv[0] ?? "")) {
    process.stdout.write(help());
    return;
  }
  const command = COMMANDS.find(({ name }) => argv.slice(0, name.split(" ").length).join(" ") === name);
  if (!command) {
    const names = [...LAUNCHER, ...COMMANDS].map(({ name }) => name).join(", ");
    throw new StartError(`there is no command ${words.join(" ") || argv[0]}; there are: ${names}. roster --help says more`);
  }
  const flags = argv.slice(command.name.split(" ").length);
  if (flags.includes("--help")) {
    process.stdout.write(help());
    return;
  }
  await (await command.load()).run(flags);
}
