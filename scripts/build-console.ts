/** Builds the console where its build is missing or out of date: what a package ships (`npm pack`). */
import { buildConsole } from "../src/console/build.ts";

await buildConsole((step) => {
  process.stderr.write(`${step}\n`);
  return () => {};
});
