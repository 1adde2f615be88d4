import { expect, test } from "vitest";
import { describeAgent, productOf } from "./agent.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "Chrome 120", "Linux", "desktop"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox 120", "Windows 10", "desktop"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
    "Safari 17",
    "iOS 17.0",
    "mobile",
  ],
  ["curl/8.5.0", "curl 8.5.0", null, "program"],
  ["node", "node", null, "program"],
  ["Host/box ZenML/0.93.0 Python/3.12.1 OS/Linux", "ZenML 0.93.0", "Linux", "program"],
])("%s", (userAgent, browser, os, kind) => {
  expect(describeAgent(userAgent)).toEqual({ browser, os, kind });
});

test("what says nothing is nothing, and what is hostile is tidied", () => {
  expect([describeAgent(null), describeAgent(""), describeAgent("  ")]).toEqual([null, null, null]);
  expect(describeAgent("a\u0000\u202eb/1")).toEqual({ browser: "ab 1", os: null, kind: "program" });
  expect(describeAgent("/".repeat(512))?.kind).toBe("program");
  expect(describeAgent(`x/${"y".repeat(500)}`)?.browser).toHaveLength(100);
  expect(describeAgent("Mozilla/5.0")).toEqual({ browser: null, os: null, kind: null });
});

test("the contract's clients tell their host; None is none", () => {
  expect(productOf("Host/my-box ZenML/1 OS/Darwin", "Host")).toBe("my-box");
  expect([productOf("Host/None OS/Linux", "Host"), productOf("curl/8", "Host"), productOf(null, "Host")]).toEqual([null, null, null]);
});
