import type { Harness } from "../support/harness.ts";

/** A browser without a screen: it keeps cookies by host, and follows redirects one at a time. */
export interface Browser {
  /** One request. @param url an address, or a path of the server @param at another process of the same installation */
  open(url: string, form?: Record<string, string>, at?: Harness): Promise<Step>;
  /** Follows redirects until a page comes, or an address that `until` names. */
  follow(url: string, until?: (url: URL) => boolean): Promise<Step>;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string): void;
}

export interface Step {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly text: string;
}

const PUBLIC = "http://roster.test";

/** @param server where `http://roster.test` is */
export function createBrowser(server: Harness): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (host: string) => {
    const there = jars.get(host) ?? new Map<string, string>();
    jars.set(host, there);
    return there;
  };

  async function open(given: string, form?: Record<string, string>, at = server): Promise<Step> {
    const url = new URL(given, PUBLIC);
    const isOurs = url.origin === PUBLIC;
    const jar = jarOf(url.host);
    const response = await fetch(isOurs ? `${at.url}${url.pathname}${url.search}` : url, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: {
        accept: "text/html,application/xhtml+xml,*/*;q=0.8",
        ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...(form && { origin: url.origin }),
      },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const at = pair.indexOf("=");
      const isGone = attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
      if (isGone) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get("location");
    return {
      url: url.href,
      status: response.status,
      location: location && new URL(location, url).href,
      headers: response.headers,
      text: await response.text(),
    };
  }

  return {
    open,
    async follow(start, until = () => false) {
      let step = await open(start);
      for (let i = 0; i < 15 && step.location !== null && !until(new URL(step.location)); i++) step = await open(step.location);
      return step;
    },
    cookie: (name) => jarOf("roster.test").get(name),
    setCookie: (name, value) => jarOf("roster.test").set(name, value),
  };
}

/** Whose session the browser has; `undefined`: nobody's. */
export async function whoIs(server: Harness, browser: Browser) {
  const cookie = browser.cookie("roster_session");
  const reply = await server.call("GET", "/users/me", { headers: { cookie: `roster_session=${cookie}` } });
  return reply.status === 200 ? reply.json : undefined;
}

export const isCallback = (url: URL) => url.origin === PUBLIC && url.pathname === "/auth/callback";

/** What the problem page was sent: the code of the refusal. */
export function problemOf(step: Step): string | null {
  const url = new URL(step.url);
  return url.pathname === "/sign-in/problem" ? url.searchParams.get("code") : null;
}
