/** A console whose build never comes to an end. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./launcher.ts";

// Written whole, so that whoever sees the file reads all of it; the timer keeps the process alive.
const CONFIG = (pidFile: string) => `import { renameSync, writeFileSync } from "node:fs";
writeFileSync("${pidFile}.part", String(process.pid));
renameSync("${pidFile}.part", "${pidFile}");
setInterval(() => {}, 1000);
export default () => new Promise(() => {});
`;

/** Has the next builds of a checkout hang, once they have begun. */
export function hangBuild(checkout: string) {
  const config = join(checkout, "console/vite.config.ts");
  const pidFile = join(checkout, "build.pid");
  renameSync(config, join(checkout, "vite.config.kept"));
  writeFileSync(config, CONFIG(pidFile));
  return {
    /** Resolves with the id of the process that builds. */
    began: () => until(() => (existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) : null), 60_000),
    /** Lets them build again. */
    release() {
      rmSync(pidFile, { force: true });
      renameSync(join(checkout, "vite.config.kept"), config);
    },
  };
}
