import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type Harness, startServer } from "../support/harness.ts";
import { createNetwork, type Network } from "../support/network.ts";

/** Starts a server whose way to its database can be cut. */
async function start(settings: Record<string, string>): Promise<{ server: Harness; network: Network }> {
  let network: Network | undefined;
  const server = await startServer(settings, async (direct) => {
    network = await createNetwork({ host: String(direct.host), port: Number(direct.port) });
    return { ...direct, host: "127.0.0.1", port: network.port };
  });
  return { server, network: network as Network };
}

interface Seen {
  readonly statuses: Map<number, number>;
  readonly made: string[];
  readonly slowest: number;
}

/** Reads and writes, several at once, until told to stop. */
async function load(server: Harness, isOver: () => boolean): Promise<Seen> {
  const statuses = new Map<number, number>();
  const made: string[] = [];
  let slowest = 0;
  const worker = async (n: number) => {
    for (let i = 0; !isOver(); i++) {
      const began = performance.now();
      const reply =
        i % 2 === 0
          ? await server.call("GET", "/users?limit=10", { token: server.admin })
          : await server.call("POST", "/users", { token: server.admin, body: { username: `w${n}-${i}-${began}` } });
      slowest = Math.max(slowest, performance.now() - began);
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      if (reply.status === 200 && i % 2 === 1) made.push(reply.json.id);
      if (reply.status !== 200) {
        expect(reply.status).toBe(503);
        expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(reply.json).toMatchObject({ type: "ServiceUnavailableError", code: "database.unavailable" });
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, n) => worker(n)));
  return { statuses, made, slowest };
}

const after = (ms: number) => {
  const end = performance.now() + ms;
  return () => performance.now() > end;
};

async function expectAllThere(server: Harness, made: readonly string[]): Promise<void> {
  const { rows } = await server.db.query<{ n: number }>({ text: "SELECT count(*) AS n FROM users WHERE id = ANY ($1::uuid[])", values: [made] });
  expect(rows[0]?.n).toBe(made.length);
}

test("a database that is gone for ten seconds under load means 503 with Retry-After, then work goes on without a restart", async () => {
  const { server, network } = await start({});
  try {
    const before = await load(server, after(300));
    expect([...before.statuses.keys()]).toEqual([200]);
    await network.cut();
    const during = await load(server, after(10_000));
    expect([...during.statuses.keys()]).toEqual([503]);
    expect((await server.call("GET", "/ready")).status).toBe(503);
    expect((await server.call("GET", "/health")).status).toBe(200);
    await network.mend();
    expect((await server.call("GET", "/ready")).status).toBe(200);
    const later = await load(server, after(1000));
    expect([...later.statuses.keys()]).toEqual([200]);
    await expectAllThere(server, [...before.made, ...later.made]);
  } finally {
    await server.close();
    await network.close();
  }
});

test("a database that falls silent keeps nobody waiting longer than the setting says, twice at most", async () => {
  const { server, network } = await start({ ROSTER_DATABASE_TIMEOUT: "700" });
  try {
    await load(server, after(200));
    network.freeze();
    // Who asks for what is read together waits no longer, however many do: the caller is known for the moment, what they may do is not.
    const began = performance.now();
    const many = await Promise.all(Array.from({ length: 320 }, () => server.call("GET", `/organizations/${randomUUID()}/members`, { token: server.admin })));
    expect([...new Set(many.map(({ status }) => status))]).toEqual([503]);
    expect(performance.now() - began).toBeLessThan(3 * 700 + 500);
    const during = await load(server, after(3000));
    expect([...during.statuses.keys()]).toEqual([503]);
    expect(during.slowest).toBeLessThan(3 * 700 + 500);
    network.thaw();
    const isBack = after(10_000);
    let status = 503;
    while (status !== 200 && !isBack()) status = (await server.call("GET", "/ready")).status;
    expect(status).toBe(200);
    const later = await load(server, after(1000));
    expect([...later.statuses.keys()]).toEqual([200]);
    await expectAllThere(server, later.made);
  } finally {
    await server.close();
    await network.close();
  }
});
