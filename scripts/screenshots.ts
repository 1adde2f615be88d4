/**
 * Takes a picture of every page, light and dark, on a phone and on a desktop, in every language, for people to look at:
 * `node bin/roster.mjs dev node scripts/screenshots.ts DIR [NAME ...]`. Needs Chromium.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES } from "../src/pages/language.ts";
import { launchChromium } from "../test/support/chromium.ts";
import { gallery, serveGallery } from "../test/support/gallery.ts";

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const SCHEMES = ["light", "dark"] as const;

const [dir, ...names] = process.argv.slice(2);
if (dir === undefined) {
  console.error("Say where the pictures go: node scripts/screenshots.ts DIR");
  process.exit(1);
}
mkdirSync(dir, { recursive: true });

const server = await serveGallery();
const browser = await launchChromium();
try {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: size === "phone" ? 2 : 1 });
      const page = await context.newPage();
      for (const language of LANGUAGES) {
        for (const name of names.length > 0 ? names : Object.keys(gallery)) {
          await page.goto(`${server.url}/gallery/${name}?language=${language}`);
          await page.screenshot({ path: join(dir, `${name}.${language}.${colorScheme}.${size}.png`), fullPage: true });
        }
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
