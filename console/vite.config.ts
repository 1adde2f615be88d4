import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type Rollup } from "vite";

/** What the first view may weigh: its script, compressed with gzip, in bytes. */
const MOST = 250_000;
/** The components that stand around every page. */
const FRAME =
  "Accordion|ActionIcon|Alert|Anchor|AppShell|Avatar|Box|Breadcrumbs|Burger|Button|CloseButton|Collapse|Container|Divider|Flex|FloatingIndicator|FocusTrap|Group|InlineInput|Input|InputBase|Kbd|Loader|NavLink|Notification|Overlay|Paper|Popover|Portal|ScrollArea|SegmentedControl|Skeleton|Stack|Text|ThemeIcon|Title|Transition|UnstyledButton|VisuallyHidden";
/** What the entry loads at once. */
const START = "src/app/start.tsx";

/** The modules that the first view needs: the entry, what it loads at once, and all that those import. */
function firstView(bundle: Rollup.OutputBundle): string[] {
  const first = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || first.has(name)) return;
    first.add(name);
    chunk.imports.forEach(add);
  };
  for (const [name, chunk] of Object.entries(bundle)) {
    if (chunk.type === "chunk" && (chunk.isEntry || chunk.facadeModuleId?.endsWith(START))) add(name);
  }
  return [...first];
}

/** The entry signs in; the page behind it is loaded at the same time, not after it. */
function preloaded(): Plugin {
  return {
    name: "preloaded",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle = {} }) =>
        firstView(bundle).flatMap((name) => {
          const chunk = bundle[name];
          return chunk?.type === "chunk" && !chunk.isEntry
            ? [{ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/console/${name}` }, injectTo: "head" as const }]
            : [];
        }),
    },
  };
}

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
      const total = firstView(bundle).reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
      const figure = `script of the first view: ${(total / 1000).toFixed(1)} kB compressed, of ${MOST / 1000} kB at most`;
      if (total > MOST) this.error(figure);
      this.info(figure);
    },
  };
}

export default defineConfig({
  base: "/console/",
  plugins: [react(), preloaded(), compressed()],
  // As it is written: `light-dark()` is not taken apart, since the scheme is chosen by a variable.
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // What most pages share is few files: on a slow line each one costs a way there and back.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "frame", priority: 3, test: /node_modules[\\/](?:react|react-dom|scheduler|use-sync-external-store|@tanstack|openapi-fetch)[\\/]/ },
            // The frame's own components, before all others.
            {
              name: "components",
              priority: 2,
              test: new RegExp(
                `node_modules/(?:@mantine/(?:hooks|notifications|store|core/styles|core/esm/(?!components)|core/esm/components/(?:${FRAME})/)|@floating-ui|clsx|react-transition-group|react-remove-scroll|react-style-singleton|use-callback-ref|use-sidecar|get-nonce|tslib|dom-helpers|prop-types|@babel/runtime)`,
              ),
            },
            { name: "fields", priority: 1, test: /node_modules\/@mantine\/core\// },
            { name: "icons", priority: 1, test: /node_modules\/@tabler\// },
            {
              name: "own",
              priority: 1,
              test: /console\/src\/(?:(?:texts|app|api|auth)\/(?!errors|exact|issues|error-codes)|parts\/(?:empty|failure|icon|kept|page|reason)\.|palette\/texts\.|account\/invitations\.|[\w-]+\/(?:routes?|pages|[\w-]*search)\.tsx?$)/,
            },
            // Loaded with the first refusal that is read in German.
            { name: "refusals", priority: 1, test: /console\/src\/(?:texts\/(?:errors|exact|issues)|api\/error-codes)\./ },
            { name: "parts", test: /console\/src\/(?:parts\/|described\/described\.)/ },
          ],
        },
      },
    },
  },
});
