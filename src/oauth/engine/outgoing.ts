const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The engine sends its requests (jwks_uri, back-channel logout) through a dispatcher that refuses addresses of
 * private networks. This very machine, named as such, is let through: only superusers can give an application such an
 * address, a client that registers by itself cannot.
 */
export function outgoing(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (target, init) => {
    const { hostname } = new URL(target instanceof Request ? target.url : target);
    if (!THIS_MACHINE.has(hostname)) return fetch(target, init);
    const { dispatcher: _, ...direct } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
    return fetch(target, direct);
  };
}
