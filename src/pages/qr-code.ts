import { encode } from "uqr";
import { type Html, html } from "./html.ts";

/** Modules of quiet zone on each side (ISO/IEC 18004 6.3.8). */
const QUIET = 4;
/** Characters; with more the modules become too small for the camera of a phone. */
const LONGEST = 600;

/**
 * A text as QR code, in SVG. It has no style of its own, which the policy of the pages forbids; it is black on white
 * on dark ground, too: not every camera reads the opposite.
 *
 * @param label what it is, for those who do not see it
 * @returns nothing for a text that is too long to be scanned
 */
export function qrCode(text: string, label: string): Html | null {
  if (text.length > LONGEST) return null;
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const side = size + 2 * QUIET;
  // One path: a rectangle for each run of black modules in a row.
  const runs = data.flatMap((row, y) => {
    const line = row.map((isBlack) => (isBlack ? "1" : "0")).join("");
    return [...line.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`);
  });
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${runs.join("")}" fill="#000"/></svg>`;
}
