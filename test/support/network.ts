import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A stretch of network between the server and its database, which a test can cut and freeze. */
export interface Network {
  readonly port: number;
  /** Connections break, and new ones are refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Nothing arrives any more, and nothing says so. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** @param target where the database listens: a host and port, or the directory of its socket */
export async function createNetwork(target: { host: string; port: number }): Promise<Network> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let frozen = false;
  const server = createServer((near) => {
    const far = target.host.startsWith("/") ? connect(`${target.host}/.s.PGSQL.${target.port}`) : connect(target.port, target.host);
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    near.pipe(far);
    far.pipe(near);
    if (frozen) for (const socket of pair) socket.pause();
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
    await closed;
  };
  return {
    port,
    cut,
    mend: () => listen(port),
    freeze() {
      frozen = true;
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    thaw() {
      frozen = false;
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close: cut,
  };
}
