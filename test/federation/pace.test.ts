import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";
import { createBrowser } from "./browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "./strict-provider.ts";

let server: Harness;
let provider: StrictProvider;

beforeAll(async () => {
  provider = await startStrictProvider();
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1", ROSTER_FEDERATION_RATE: "5", ROSTER_TRUST_PROXY: "127.0.0.1" });
  const body = { name: "strict", display_name: "Strict", issuer: provider.issuer, ...CLIENT };
  expect((await server.call("POST", "/connections", { token: server.admin, body })).status).toBe(200);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

const PATH = "/auth/authorize?connection=strict";
const start = (address: string, at = server) => at.call("GET", PATH, { headers: { "x-forwarded-for": address } });
const pending = async () => Number((await server.db.query<{ n: number }>({ text: "SELECT count(*)::int AS n FROM pending_sign_ins" })).rows[0]?.n);

test("one address starts so many sign-ins a minute, also of many at once and on several processes; the rest leave nothing behind", async () => {
  const sibling = await server.sibling();
  try {
    const before = await pending();
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => start("203.0.113.7", i % 2 === 0 ? server : sibling)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(5).fill(303), ...Array(7).fill(429)]);
    expect(await pending()).toBe(before + 5);
    const refused = await start("203.0.113.7");
    expect(refused.json).toMatchObject({ code: "federation.too_many_starts", type: "RateLimitError" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect((await start("203.0.113.8")).status).toBe(303);
    server.clock.advance(Number(refused.headers.get("retry-after")) * 1000);
    expect((await start("203.0.113.7")).status).toBe(303);
  } finally {
    await sibling.close();
  }
});

test("those who keep to it are never held up", async () => {
  for (let i = 0; i < 20; i++) {
    expect((await start("203.0.113.9")).status).toBe(303);
    server.clock.advance(15_000);
  }
});

test("a browser is shown a page that says so, with status 429", async () => {
  const browser = createBrowser(server);
  for (let i = 0; i < 5; i++) await start("127.0.0.1");
  const page = await browser.follow(PATH);
  expect([page.status, new URL(page.url).pathname]).toEqual([429, "/sign-in/problem"]);
  expect(page.text).toContain("Too many sign-ins were started from this address.");
});
