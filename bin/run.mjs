/** Running another program as if it were this one. */
import { spawn } from "node:child_process";
import { StartError } from "./paths.mjs";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program on this terminal, hands it the signals that reach this process, and gives its exit code; dies
 * of the same signal when it was killed by one.
 *
 * @param channel whether the program is to have an IPC channel: it closes when this process is gone, however it
 *   went, so that the program need not stay behind alone
 */
export function run(file, args, env, channel = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: channel ? ["inherit", "inherit", "inherit", "ipc"] : "inherit", env });
    const forward = (signal) => child.kill(signal);
    for (const signal of FORWARDED) process.on(signal, forward);
    const done = () => {
      for (const signal of FORWARDED) process.off(signal, forward);
    };
    child.on("error", (error) => {
      done();
      reject(new StartError(`cannot run ${file}: ${error.message}`));
    });
    child.on("exit", (code, signal) => {
      done();
      if (signal) process.kill(process.pid, signal);
      resolve(code ?? 1);
    });
  });
}
