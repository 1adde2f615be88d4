import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** A rule that the page breaks, and where. */
interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const EVERYTHING = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const COLOURS = { type: "rule", values: ["color-contrast"] };

/**
 * The rules of WCAG 2.2 AA, and of good practice, that the page breaks; or, where that was looked at, those about colours alone. The page is of
 * a browser with `reducedMotion`: what fades in has too little contrast meanwhile.
 */
export async function violations(page: Page, rules: "all" | "colours" = "all"): Promise<string[]> {
  if (rules === "all") await page.evaluate(AXE);
  const options = { runOnly: rules === "all" ? EVERYTHING : COLOURS, resultTypes: ["violations"] };
  const { violations: found } = await page.evaluate<{ violations: readonly Found[] }>(`axe.run(${JSON.stringify(options)})`);
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}
