import Bowser from "bowser";

/** What a User-Agent header (RFC 9110 10.1.5) says of who sent it. It is their own word. */
export interface Agent {
  /** Name and version of the browser or program. */
  readonly browser: string | null;
  readonly os: string | null;
  /** `desktop`, `mobile`, `tablet`, `tv`, `bot`; `program` for what is no browser. */
  readonly kind: string | null;
}

const LONGEST = 100;

/** A part of a header as it may be shown and kept: no control characters, not too long. */
function tidy(text: string | undefined): string | null {
  const clean = text?.replaceAll(/\p{C}/gu, "").trim().slice(0, LONGEST);
  return clean ? clean.toWellFormed() : null;
}

const join = (...parts: (string | undefined)[]) => tidy(parts.filter(Boolean).join(" "));

/** The products `Name/version` of a header; of one that comes twice the first. */
export function products(userAgent: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", version = ""] of userAgent.matchAll(/([^\s/()]+)\/(\S+)/g)) if (!found.has(name)) found.set(name, version);
  return found;
}

/** The value of a product such as `Host/name`, by which the contract's clients tell of themselves; null where it says nothing. */
export function productOf(userAgent: string | null, name: string): string | null {
  const value = tidy(products(userAgent ?? "").get(name));
  return value === "None" ? null : value;
}

/** Browser, operating system and kind of a User-Agent; null where there is none. */
export function describeAgent(userAgent: string | null): Agent | null {
  if (!userAgent?.trim()) return null;
  if (!/^(Mozilla|Opera)\//.test(userAgent)) {
    // A program names itself first; the contract's clients first name their host.
    const named = [...products(userAgent)].find(([name]) => name !== "Host");
    return { browser: join(...(named ?? [userAgent.split(" ")[0]])), os: productOf(userAgent, "OS"), kind: "program" };
  }
  const { browser, os, platform } = Bowser.parse(userAgent);
  return { browser: join(browser.name, browser.version?.split(".")[0]), os: join(os.name, os.versionName ?? os.version), kind: tidy(platform.type) };
}
