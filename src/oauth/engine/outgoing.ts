const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/**
 * How clients are reached (jwks_uri, back-channel logout): through the guard that refuses addresses of
 * private networks. This very machine, named as such, is let through: only superusers can give an application such an
 * address, a client that registers by itself cannot.
 *
 * @param guarded the one way out of the server
 */
export function outgoing(guarded: Fetch): Fetch {
  return (url, options) => {
    // The engine brings a guard of its own, which knows no exception.
    const { dispatcher: _, ...plain } = options as RequestInit & { dispatcher?: unknown };
    return THIS_MACHINE.has(new URL(url).hostname) ? fetch(url, plain) : guarded(url, plain);
  };
}
