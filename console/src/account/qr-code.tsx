import "./account.css";
import { encode } from "uqr";

/** Modules of quiet zone on each side (ISO/IEC 18004 6.3.8). */
const QUIET = 4;

/** A text as QR code: black on white on dark ground, too, since not every camera reads the opposite. @param label what it is, for those who do not see it */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const side = size + 2 * QUIET;
  // One path: a rectangle for each run of black modules in a row.
  const runs = data.flatMap((row, y) => {
    const line = row.map((isBlack) => (isBlack ? "1" : "0")).join("");
    return [...line.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`);
  });
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} width={208} height={208} shapeRendering="crispEdges" className="qr-code">
      <rect width={side} height={side} fill="#fff" />
      <path d={runs.join("")} fill="#000" />
    </svg>
  );
}
