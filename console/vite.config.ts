import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type Rollup } from "vite";
import { FRAME_COLORS } from "./src/app/colors.ts";

/** What the first view may weigh: its script, compressed with gzip, in bytes. */
const MOST = 250_000;
/** The components that stand around every page. */
const FRAME =
  "ActionIcon|Alert|Anchor|Avatar|Box|Breadcrumbs|Burger|Button|CloseButton|Container|Divider|Flex|Group|Kbd|Loader|Paper|Skeleton|Stack|Text|ThemeIcon|Title|Transition|UnstyledButton|VisuallyHidden";
/** What the entry loads at once. */
const START = "src/app/start.tsx";

/** What hardly any page is without: its way begins with the frame's, behind it. */
const SOON: readonly string[] = ["controls", "parts"];

/** The files of the first view: the entry, what it loads at once, what all those import, and what any page needs. */
function firstView(bundle: Rollup.OutputBundle): string[] {
  const first = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || first.has(name)) return;
    first.add(name);
    chunk.imports.forEach(add);
  };
  const chunks = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? [file] : []));
  for (const { fileName, isEntry, facadeModuleId } of chunks) if (isEntry || facadeModuleId?.endsWith(START)) add(fileName);
  for (const { fileName, name } of chunks) if (SOON.includes(name)) add(fileName);
  return [...first];
}

/** The entry signs in; the page behind it, and its styles, are loaded at the same time, not after it. */
function preloaded(): Plugin {
  return {
    name: "preloaded",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        // What the entry itself imports is linked by the builder. It must be little: signing in would wait for it.
        const linked = new Set(Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" && chunk.isEntry ? chunk.imports : [])));
        for (const name of linked) if (/\/(?:own|frame|components|controls|parts)-/.test(name)) throw new Error(`signing in would wait for ${name}`);
        const chunks = firstView(bundle).flatMap((name) => {
          const chunk = bundle[name];
          return chunk?.type === "chunk" && !chunk.isEntry && !linked.has(name) ? [chunk] : [];
        });
        const styles = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
        // Loaded ahead alone: a style sheet that is linked would hold up the entry until it is there.
        const link = (attrs: Record<string, string>) => ({ tag: "link", attrs: { ...attrs, crossorigin: true }, injectTo: "head" as const });
        return [
          ...chunks.map(({ fileName, name }) =>
            link({ rel: "modulepreload", href: `/console/${fileName}`, ...(SOON.includes(name) && { fetchpriority: "low" }) }),
          ),
          ...[...styles].map((name) => link({ rel: "preload", as: "style", href: `/console/${name}` })),
        ];
      },
    },
  };
}

const STYLES = "node_modules/@mantine/core/styles";
/** Classes of the library of components. */
const classesIn = (text: string): ReadonlySet<string> => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));

/** Holds `components.css` to the components that are in the build: each has its styles, and none is there for nothing. */
function styled(): Plugin {
  return {
    name: "styled",
    generateBundle(_options, bundle) {
      const root = join(import.meta.dirname, "..");
      const stated = readFileSync(join(root, "console/src/app/components.css"), "utf8");
      const used = classesIn(
        Object.values(bundle)
          .flatMap((file) => (file.type === "chunk" ? [file.code] : []))
          .join("\n"),
      );
      for (const name of readdirSync(join(root, STYLES)).filter((file) => /^[A-Z]\w*\.css$/.test(file))) {
        const isUsed = [...classesIn(readFileSync(join(root, STYLES, name), "utf8"))].some((one) => used.has(one));
        if (isUsed !== stated.includes(`/${name}"`)) this.error(`src/app/components.css ${isUsed ? "lacks" : "does not need"} ${name}`);
      }
    },
  };
}

const { light, dark } = FRAME_COLORS;
const either = (of: keyof typeof light) => `light-dark(${light[of]}, ${dark[of]})`;

/** The frame, empty, which is shown until the first style sheet is there; it also says how large the frame is. */
const EMPTY_FRAME = `
html { --frame-head: 56px; --frame-nav: 236px; color-scheme: light dark; background: ${either("ground")}; }
html[data-mantine-color-scheme="light"] { color-scheme: light; }
html[data-mantine-color-scheme="dark"] { color-scheme: dark; }
#root:empty::before, #root:empty::after { content: ""; position: fixed; background: ${either("body")}; }
#root:empty::before { inset: 0 0 auto; height: var(--frame-head); border-bottom: 1px solid ${either("line")}; }
#root:empty::after { inset: var(--frame-head) auto 0 0; width: var(--frame-nav); border-inline-end: 1px solid ${either("line")}; }
@media (max-width: 47.99em) { #root:empty::after { display: none; } }
`;

function emptyFrame(): Plugin {
  return { name: "empty-frame", transformIndexHtml: () => [{ tag: "style", children: EMPTY_FRAME, injectTo: "head" }] };
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
  plugins: [react(), emptyFrame(), preloaded(), styled(), compressed()],
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
                `node_modules/(?:@mantine/(?:hooks/esm/(?!use-(?:drag|collapse|focus-trap|long-press))|notifications/esm/notifications\\.store|store|core/styles|core/esm/(?!components|utils/(?:InlineInput|InputsGroupFieldset|Floating))|core/esm/components/(?:${FRAME})/)|clsx)`,
              ),
            },
            {
              name: "controls",
              priority: 1,
              test: /node_modules\/(?:@mantine\/(?:core|hooks\/esm\/use-(?:collapse|focus-trap|long-press))|@floating-ui|react-remove-scroll|react-style-singleton|use-callback-ref|use-sidecar|get-nonce|tslib)/,
            },
            { name: "icons", priority: 1, test: /node_modules\/@tabler\// },
            {
              name: "own",
              priority: 1,
              test: /console\/src\/(?:(?:app|texts|api)\/(?!exact|issues|audited|error-codes|german-errors|scope-texts)|parts\/(?:empty|failure|icon|kept|page|reason)\.|palette\/texts\.|account\/invitations\.|installation\/(?:texts|superusers-only)\.|(?:applications|connections)\/types\.|roles\/read\.|[\w-]+\/(?:routes?|pages|[\w-]*search)\.tsx?$)/,
            },
            // Loaded with the first refusal that is read in German.
            { name: "refusals", priority: 1, test: /console\/src\/(?:texts\/(?:exact|issues)|api\/(?:error-codes|german-errors))\./ },
            { name: "parts", test: /console\/src\/(?:parts\/(?!notices)|described\/described\.)/ },
          ],
        },
      },
    },
  },
});
