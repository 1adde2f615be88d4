import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** How often connections are looked at while the server closes, in milliseconds. */
const PAUSE = 50;

/**
 * Closing waits for answers under way, and for no connection that nobody is asking anything on: one that was kept alive after its last answer,
 * nor one that a browser opened ahead of a request that never came. Node.js closes the first kind once, at the beginning, and takes the second
 * for busy until its headers are overdue.
 */
export function closeWithoutTheIdle(server: FastifyInstance): void {
  const sockets = new Set<Socket>();
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.addHook("preClose", (done) => {
    const closing = setInterval(() => {
      server.server.closeIdleConnections();
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, PAUSE);
    server.server.once("close", () => clearInterval(closing));
    // A server that never listened has nothing to close, and says so to nobody.
    if (!server.server.listening) clearInterval(closing);
    done();
  });
}
