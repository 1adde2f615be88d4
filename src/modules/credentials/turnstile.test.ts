import { expect, test } from "vitest";
import { createTurnstile } from "./turnstile.ts";

/** Work that ends when it is told to, and tells how much of it runs at once. */
function work() {
  let running = 0;
  const seen: number[] = [];
  const ends: (() => void)[] = [];
  return {
    seen,
    ends,
    async run() {
      seen.push(++running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    },
  };
}

test("work of one key takes turns, in order; work of different keys does not wait", async () => {
  const inTurn = createTurnstile({ key: 10, all: 100 });
  const order: number[] = [];
  await Promise.all(Array.from({ length: 5 }, (_, i) => inTurn("a", async () => void order.push(i))));
  expect(order).toEqual([0, 1, 2, 3, 4]);
  const both = work();
  const ended = Promise.all([inTurn("a", both.run), inTurn("b", both.run)]);
  await expect.poll(() => both.ends).toHaveLength(2);
  for (const end of both.ends) end();
  await ended;
  expect(both.seen).toEqual([1, 2]);
});

test("what fails fails for its caller, and the next goes on", async () => {
  const inTurn = createTurnstile({ key: 10, all: 100 });
  const outcomes = await Promise.allSettled([inTurn("a", () => Promise.reject(new Error("no"))), inTurn("a", async () => "yes")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});

test("is bounded for a key and in all, and open again afterwards", async () => {
  const inTurn = createTurnstile({ key: 2, all: 3 });
  const busy = work();
  const inside = [inTurn("a", busy.run), inTurn("a", busy.run)];
  await expect(inTurn("a", busy.run)).rejects.toMatchObject({ code: "auth.busy", status: 429 });
  inside.push(inTurn("b", busy.run));
  await expect(inTurn("c", busy.run)).rejects.toMatchObject({ code: "auth.busy" });
  await expect.poll(() => busy.ends).toHaveLength(2);
  for (const end of busy.ends) end();
  await expect.poll(() => busy.ends).toHaveLength(3);
  busy.ends.at(-1)?.();
  await Promise.all(inside);
  expect(await inTurn("c", async () => "in")).toBe("in");
});
