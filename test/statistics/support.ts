import { systemContext } from "../../src/app.ts";
import { checkTotals } from "../../src/modules/statistics/check-service.ts";
import type { Harness } from "../support/harness.ts";

export const DAY = 86_400_000;

/** What is still to be added up is, and nothing is in the first minute of a day, in which it would wait. */
export async function settle(server: Harness): Promise<void> {
  const sinceMidnight = server.clock.now() % DAY;
  if (sinceMidnight < 60_000) server.clock.advance(60_000 - sinceMidnight);
  await server.app.statistician.idle();
}

/** Today by the server's clock. */
export const today = (server: Harness): string => new Date(server.clock.now()).toISOString().slice(0, 10);

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = any;

/** The statistics with all that was done until now. */
export async function statistics(server: Harness, query = "", token = server.admin): Promise<Answer> {
  await settle(server);
  const reply = await server.call("GET", `/statistics${query}`, { token });
  if (reply.status !== 200) throw new Error(`statistics: ${reply.status} ${reply.text}`);
  return reply.json;
}

/** What a list of days says of the last one, but for the day. */
export const last = (list: readonly Answer[]): Answer => {
  const { day: _, ...rest } = list.at(-1);
  return rest;
};

/** By how much the figures of the last day rose from one answer to another. */
export function risen(before: readonly Answer[], after: readonly Answer[]): Record<string, number> {
  const [from, to] = [last(before), last(after)];
  return Object.fromEntries(Object.entries(to).flatMap(([name, n]) => (n === from[name] ? [] : [[name, Number(n) - from[name]]])));
}

/** Where the totals differ from the tables. */
export const differences = (server: Harness) => checkTotals(systemContext(server.app.services, server.db, "test"));
