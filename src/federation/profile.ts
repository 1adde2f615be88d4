import { isEmail } from "../http/input.ts";
import { codePoints, isStorable, plain } from "../kernel/text.ts";
import type { ConnectionRow } from "../modules/connections/service.ts";
import type { ExternalProfile } from "../modules/users/external-service.ts";

/** What a provider said of an account: anything. */
export type Claims = Readonly<Record<string, unknown>>;

const MAX_NAME = 50;
const MAX_GROUPS = 500;
const MAX_TEXT = 200;
/** Of one claim, and of all: bytes as JSON. */
const MAX_CLAIM_BYTES = 8192;
const MAX_CLAIMS_BYTES = 65_536;
const MAX_DEPTH = 8;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The value without what PostgreSQL cannot keep and what is nested too deep; `undefined` when nothing is left of it. */
function storable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return isStorable(value) ? value : undefined;
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1)).filter((item) => item !== undefined);
  const kept = Object.entries(value)
    .filter(([key]) => isStorable(key))
    .map(([key, item]) => [key, storable(item, depth + 1)] as const);
  return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** Claims that only tell of the token they came in. */
const OF_THE_TOKEN = new Set(["nonce", "at_hash", "c_hash", "s_hash", "jti"]);

/** What is kept of the claims: not what is only about the token, and what is too large is left out. */
export function keptClaims(claims: Claims): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  let size = 0;
  for (const [name, value] of Object.entries(claims)) {
    const clean = OF_THE_TOKEN.has(name) || !isStorable(name) ? undefined : storable(value);
    const more = clean === undefined ? 0 : bytes(clean) + name.length;
    if (clean === undefined || more > MAX_CLAIM_BYTES || size + more > MAX_CLAIMS_BYTES) continue;
    size += more;
    kept.push([name, clean]);
  }
  return Object.fromEntries(kept);
}

/** The claim with this name, or inside an object at this path. */
export function claimAt(claims: Claims, path: string | undefined): unknown {
  if (path === undefined) return undefined;
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split(".").reduce<unknown>((value, part) => (isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined), claims);
}

function shortened(text: string, most: number): string {
  return codePoints(text) <= most ? text : [...text].slice(0, most).join("");
}

function textOf(value: unknown, most: number): string | null {
  if (typeof value !== "string" || !isStorable(value)) return null;
  return shortened(plain(value).trim(), most).trim() || null;
}

function emailOf(value: unknown): string | null {
  const text = typeof value === "string" ? value.trim() : "";
  return isStorable(text) && isEmail(text) ? text : null;
}

/** Providers say so as a boolean, a text or a number; some say nothing, and then the connection decides. */
function isVerified(value: unknown, otherwise: boolean): boolean {
  if (value === undefined || value === null) return otherwise;
  return value === true || value === 1 || value === "1" || value === "true";
}

function pictureOf(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 8192 || !isStorable(value) || !URL.canParse(value)) return null;
  return /^https?:$/.test(new URL(value).protocol) ? value : null;
}

function groupsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === "string" && item !== "" && item.length <= MAX_TEXT && isStorable(item)).slice(0, MAX_GROUPS);
}

/** The claims in the form that accounts have, by the connection's mapping. What does not fit is left out. */
export function profileOf(claims: Claims, { claims: mapping, trust_email }: Pick<ConnectionRow, "claims" | "trust_email">): ExternalProfile {
  const metadata = Object.entries(mapping.metadata ?? {})
    .map(([key, path]) => [key, storable(claimAt(claims, path))] as const)
    .filter(([key, value]) => value !== undefined && isStorable(key) && bytes(value) <= MAX_CLAIM_BYTES);
  const email = emailOf(claimAt(claims, mapping.email));
  return {
    email,
    emailVerified: email !== null && isVerified(claimAt(claims, mapping.email_verified), trust_email),
    name: textOf(claimAt(claims, mapping.name), MAX_NAME),
    avatarUrl: pictureOf(claimAt(claims, mapping.avatar_url)),
    groups: groupsOf(claimAt(claims, mapping.groups)),
    metadata: Object.fromEntries(metadata),
  };
}

/** The provider's identifier of an account: OpenID Connect Core 2 allows 255 characters. `undefined` when it is none. */
export function subjectOf(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && text !== "" && text.length <= 255 && isStorable(text) ? text : undefined;
}

/** How the provider says that somebody proved who they are (RFC 8176), after `fed`. */
export function amrOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value.filter((item): item is string => typeof item === "string" && /^[\x21-\x7e]{1,50}$/.test(item)) : [];
  return [...new Set(["fed", ...list])].slice(0, 10);
}
