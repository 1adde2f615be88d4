import { isIP } from "node:net";
import { resolve } from "node:path";
import { parseDeclaredTypes } from "../kernel/access.ts";
import type { Kind, Setting } from "./setting.ts";

/** What would fit a setting, in words. */
export function fitting(s: Setting<unknown>): string {
  switch (s.kind) {
    case "integer":
      return `a whole number from ${s.min} to ${s.max}`;
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${s.choices?.join(", ")}`;
    case "networks":
      return "IP addresses or networks such as 10.0.0.0/8, separated by commas";
    case "hosts":
      return "host names, IP addresses or networks such as 10.0.0.0/8, separated by commas";
    case "origins":
      return "origins as browsers spell them, such as https://app.example.com, separated by commas; without a path, not even a slash";
    case "types":
      return 'JSON such as {"dataset": {"level": "project", "actions": ["create", "read"]}}: levels organization, workspace, project; names of a-z, 0-9 and _; no type of Roster itself, and no other level for a shipped type';
    case "url":
      return s.env === "DATABASE_URL" ? "postgres://user:password@host:5432/name" : "an http or https address, such as https://roster.example.com";
    default:
      return s.fits ?? "text";
  }
}

function parseUrl(s: Setting<unknown>, raw: string): string | undefined {
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  if (s.env === "DATABASE_URL") return url && /^postgres(ql)?:$/.test(url.protocol) ? raw : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) return undefined;
  return raw.replace(/\/+$/, "");
}

/** An IP address, or a network in CIDR notation (RFC 4632). */
function isNetwork(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** A name as DNS has them (RFC 1123 2.1), which no address could be taken for. */
function isHostName(text: string): boolean {
  return (
    text.length <= 253 && /^(?!.*\.[0-9]+$)(?![0-9]+$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*$/.test(text)
  );
}

/** Whether this is how a browser spells an origin of the web (RFC 6454 6.1). */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** By kind of list: whether an item fits. */
const FITS_LIST: Readonly<Partial<Record<Kind, (item: string) => boolean>>> = {
  networks: isNetwork,
  hosts: (item) => isNetwork(item) || isHostName(item),
  origins: isOrigin,
};

/** The items of a list, or `undefined` where one does not fit. */
function parseList(raw: string, fits: (item: string) => boolean): string[] | undefined {
  const items = raw
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
  return items.every(fits) ? items : undefined;
}

/** The value a text stands for, or `undefined` where it does not fit. */
export function parse(s: Setting<unknown>, raw: string): unknown {
  const fitsList = FITS_LIST[s.kind];
  if (fitsList) return parseList(raw, fitsList);
  switch (s.kind) {
    case "integer": {
      const n = /^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
      return n >= (s.min ?? 0) && n <= (s.max ?? Number.MAX_SAFE_INTEGER) ? n : undefined;
    }
    case "boolean":
      return /^(true|1|on|yes)$/i.test(raw) ? true : /^(false|0|off|no)$/i.test(raw) ? false : undefined;
    case "choice":
      return s.choices?.includes(raw) ? raw : undefined;
    case "url":
      return parseUrl(s, raw);
    case "types":
      return parseDeclaredTypes(raw);
    case "path":
      return resolve(raw);
    default:
      return s.pattern && !s.pattern.test(raw) ? undefined : raw;
  }
}

/**
 * A value as it could be written in the environment or in a file; `null`: there is none.
 *
 * @param value what `parse` gave, or a default
 */
export function written({ kind }: Pick<Setting<unknown>, "kind">, value: unknown): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  if (kind !== "types") return String(value);
  return Object.keys(value as object).length === 0 ? null : JSON.stringify(value);
}
