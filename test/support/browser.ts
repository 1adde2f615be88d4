import { ADMIN_PASSWORD } from "./harness.ts";

/** A browser without a window: cookies by path, redirects one at a time, forms as they stand. */
export interface Browser {
  /** Fetches an address; follows redirects and the pages that go on by themselves, until an address outside `origin`, or a page that asks something. */
  go(url: string): Promise<Arrival>;
  submit(url: string, form: Record<string, string>): Promise<Arrival>;
  cookie(name: string): string | undefined;
  forget(name: string): void;
  /** Signs in at the sign-in page. */
  signIn(username: string, password: string): Promise<Arrival>;
}

/** Where a browser got to. */
export interface Arrival {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

const REFRESH = /<meta http-equiv="refresh" content="0;url=([^"]+)">/;
const unescaped = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');

/**
 * Makes a browser.
 *
 * @param server where the server listens
 * @param publicUrl the address that it goes by: requests for it are sent to `server`
 */
export function createBrowser(server: string, publicUrl: string): Browser {
  const cookies = new Map<string, Cookie>();
  const origin = new URL(publicUrl).origin;

  function keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
      const at = pair.indexOf("=");
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const attribute = (key: string) => attributes.find((one) => one.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const gone = value === "" || attribute("max-age") === "0" || new Date(attribute("expires") ?? "2999-01-01").getTime() < Date.now();
      if (gone) cookies.delete(name);
      else cookies.set(name, { value, path: attribute("path") ?? "/" });
    }
  }

  const headerFor = (path: string) =>
    [...cookies]
      .filter(([, cookie]) => path === cookie.path || path.startsWith(cookie.path.endsWith("/") ? cookie.path : `${cookie.path}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");

  async function step(url: URL, form?: Record<string, string>): Promise<Arrival> {
    const response = await fetch(`${server}${url.pathname}${url.search}`, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: {
        accept: "text/html",
        cookie: headerFor(url.pathname),
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        ...(form && { origin, "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form && { body: new URLSearchParams(form) }),
    });
    keep(response.headers);
    return { url: url.href, status: response.status, text: await response.text(), headers: response.headers };
  }

  async function follow(first: Arrival): Promise<Arrival> {
    let here = first;
    for (let hops = 0; hops < 20; hops++) {
      const next = here.headers.get("location") ?? REFRESH.exec(here.text)?.[1];
      if (!next) return here;
      const url = new URL(unescaped(next), here.url);
      if (url.origin !== origin) return { ...here, url: url.href };
      here = await step(url);
    }
    throw new Error(`went round in circles at ${here.url}`);
  }

  const go = async (url: string) => follow(await step(new URL(url, publicUrl)));
  const submit = async (url: string, form: Record<string, string>) => follow(await step(new URL(url, publicUrl), form));
  return {
    go,
    submit,
    cookie: (name) => cookies.get(name)?.value,
    forget: (name) => void cookies.delete(name),
    signIn: (username, password) => submit("/sign-in", { username, password }),
  };
}

/** The value of a hidden field of a page. */
export function hiddenField(text: string, name: string): string {
  const match = new RegExp(`name="${name}" value="([^"]*)"`).exec(text);
  if (!match?.[1]) throw new Error(`there is no field ${name} in ${text}`);
  return unescaped(match[1]);
}

export { ADMIN_PASSWORD };
