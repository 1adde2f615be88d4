/** The log: one JSON object a line on standard output. */
import type { Config } from "./config.ts";
import type { Log } from "./kernel/context.ts";

const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** Errors have no enumerable fields of their own: what helps is named. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  const { code } = value as { code?: unknown };
  return { name, message, ...(code !== undefined && { code }), stack, ...(cause !== undefined && { cause }) };
}

/** @param least the least severe level that is written */
export function createLog(least: Config["logLevel"]): Log {
  // Whoever read the log is gone; that is no reason to stop serving.
  if (process.stdout.listenerCount("error") === 0) process.stdout.on("error", () => {});
  const write = (level: (typeof LEVELS)[number]) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return () => {};
    return (fields: object, message: string) => {
      process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, msg: message, ...fields }, plain)}\n`);
    };
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
