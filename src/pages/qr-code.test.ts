import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrCode } from "./qr-code.ts";

const URI = "otpauth://totp/Roster:ada?issuer=Roster&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30";

/** What the picture shows, module by module. */
function modulesOf(svg: string): boolean[][] {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const rows = Array.from({ length: side }, () => Array<boolean>(side).fill(false));
  for (const [, x, y, run, back] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(back).toBe(run);
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(run));
  }
  return rows;
}

test("the modules are those of the text, with four of quiet zone around them", () => {
  const svg = String(qrCode(URI, "QR code"));
  expect(modulesOf(svg)).toEqual(encode(URI, { ecc: "M", border: 4 }).data);
  expect(svg).toMatch(/<rect width="(\d+)" height="\1" fill="#fff"\/><path d="[^"]+" fill="#000"\/><\/svg>$/);
});

test("it says what it is, and has no style of its own", () => {
  const svg = String(qrCode(URI, '"QR" <code>'));
  expect(svg).toContain('role="img" aria-label="&quot;QR&quot; &lt;code&gt;"');
  expect(svg).not.toMatch(/\sstyle=|<style/);
});

test("a text that no camera could read has none", () => {
  expect(qrCode("x".repeat(600), "QR code")).not.toBeNull();
  expect(qrCode("x".repeat(601), "QR code")).toBeNull();
});
