import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** What the first view may weigh: its script, compressed with gzip, in bytes. */
const MOST = 250_000;

/** Writes each file compressed beside itself, and fails where the script of the first view outgrows its bound. */
function compressed(): Plugin {
  return {
    name: "compressed",
    writeBundle({ dir = "" }, bundle) {
      const sizes = new Map<string, number>();
      for (const name of Object.keys(bundle)) {
        if (!name.startsWith("assets/")) continue;
        const path = join(dir, name);
        const bytes = readFileSync(path);
        const zipped = gzipSync(bytes, { level: 9 });
        sizes.set(name, zipped.length);
        writeFileSync(`${path}.gz`, zipped);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
      }
      const first = new Set<string>();
      const add = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== "chunk" || first.has(name)) return;
        first.add(name);
        chunk.imports.forEach(add);
      };
      for (const [name, chunk] of Object.entries(bundle)) if (chunk.type === "chunk" && chunk.isEntry) add(name);
      const total = [...first].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
      const figure = `script of the first view: ${(total / 1000).toFixed(1)} kB compressed, of ${MOST / 1000} kB at most`;
      if (total > MOST) this.error(figure);
      this.info(figure);
    },
  };
}

export default defineConfig({
  base: "/console/",
  plugins: [react(), compressed()],
  // As it is written: `light-dark()` is not taken apart, since the scheme is chosen by a variable.
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
});
