import { lookup as resolve } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { type Allowed, createAllowed, isPublic } from "./addresses.ts";

/** Why a request to elsewhere came to nothing. The text says what an administrator can do with it, and holds nothing that came back. */
export class OutgoingError extends Error {
  override name = "OutgoingError";
  readonly reason: "refused" | "unreachable" | "timeout" | "too_large";

  constructor(reason: OutgoingError["reason"], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

export interface OutgoingRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/**
 * A request to elsewhere: https, to the public internet, at most so long and so large. Redirects are not followed
 * but answered as they are.
 *
 * @throws OutgoingError
 */
export type Outgoing = (url: string, request?: OutgoingRequest) => Promise<Response>;

/**
 * Whether an address may be asked as far as its text tells: https, or an exception by name. What its name resolves
 * to is looked at when it is asked.
 */
export type IsAskable = (url: string) => boolean;

/** What libraries give their fetch. */
interface FetchOptions {
  readonly method?: string;
  readonly headers?: NonNullable<RequestInit["headers"]>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
}

/** The way out, as libraries call fetch. A body is text, bytes or fields of a form. */
export function asFetch(outgoing: Outgoing): (url: string, options?: FetchOptions) => Promise<Response> {
  return async (url, { method = "GET", headers, body, signal } = {}) => {
    const named = new Headers(headers);
    if (body instanceof URLSearchParams && !named.has("content-type")) named.set("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
    const bytes = body instanceof URLSearchParams ? body.toString() : (body ?? undefined);
    if (bytes !== undefined && typeof bytes !== "string" && !(bytes instanceof Uint8Array)) throw new TypeError("A body of another kind.");
    return outgoing(url, { method, headers: Object.fromEntries(named), ...(bytes !== undefined && { body: bytes }), ...(signal && { signal }) });
  };
}

interface Limits {
  /** Milliseconds from the first step to the last byte. */
  readonly timeout: number;
  /** Bytes of a body. */
  readonly size: number;
}

const LIMITS: Limits = { timeout: 10_000, size: 1_048_576 };

const bareHost = (url: URL) => url.hostname.replace(/^\[|\]$/g, "");

/** The address, when it is one that requests are made to. */
function parseAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" ? url : undefined;
}

/** @param exceptions the setting ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES */
export function createIsAskable(exceptions: readonly string[]): IsAskable {
  const allowed = createAllowed(exceptions);
  return (text) => {
    const url = parseAddress(text);
    if (!url) return false;
    const host = bareHost(url);
    const isExcepted = allowed.hasHost(host) || (isIP(host) !== 0 && allowed.hasAddress(host));
    return isExcepted || (url.protocol === "https:" && (isIP(host) === 0 || isPublic(host)));
  };
}

/** The one address that is connected to, looked up once: what DNS says a moment later no longer matters. */
async function addressOf(host: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  try {
    return (await resolve(host)).address;
  } catch (cause) {
    throw new OutgoingError("unreachable", `The name ${host} is not found.`, cause);
  }
}

/** @throws OutgoingError `refused` for an address that must not be asked */
function requireAllowed(allowed: Allowed, url: URL, address: string): void {
  const isExcepted = allowed.hasHost(bareHost(url)) || allowed.hasAddress(address);
  if (isExcepted) return;
  if (url.protocol !== "https:") throw new OutgoingError("refused", `${url.origin} is not https.`);
  if (!isPublic(address)) {
    throw new OutgoingError("refused", `${bareHost(url)} is at an address inside a private network. ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES can allow it.`);
  }
}

async function readBody(message: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      message.destroy();
      throw new OutgoingError("too_large", `The answer is larger than ${most} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The answer's head, once it is there. */
function send(url: URL, address: string, { method = "GET", headers = {}, body }: OutgoingRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const family = isIP(address);
  return new Promise((done, fail) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(
      url,
      {
        method,
        headers: { "user-agent": "Roster", ...headers, ...(bytes && { "content-length": bytes.length }) },
        agent: false,
        signal,
        // Node asks for one address or for all of them, by version and option.
        lookup: (_host, options, answer) => (options.all ? answer(null, [{ address, family }]) : answer(null, address, family)),
      },
      done,
    );
    request.on("error", fail);
    request.end(bytes);
  });
}

/** Headers as `Response` takes them; a header that comes twice is there twice. */
function headersOf(message: IncomingMessage): [string, string][] {
  return Object.entries(message.headersDistinct).flatMap(([name, values]) => (values ?? []).map((value): [string, string] => [name, value]));
}

const NO_BODY = new Set([101, 204, 205, 304]);

async function fetchOnce(allowed: Allowed, limits: Limits, url: URL, request: OutgoingRequest, signal: AbortSignal): Promise<Response> {
  const address = await addressOf(bareHost(url));
  requireAllowed(allowed, url, address);
  signal.throwIfAborted();
  const message = await send(url, address, request, signal);
  const body = await readBody(message, limits.size);
  const status = message.statusCode ?? 502;
  return new Response(NO_BODY.has(status) ? null : new Uint8Array(body), { status: Math.max(status, 200), headers: headersOf(message) });
}

/**
 * The one way out of the server.
 *
 * @param exceptions the setting ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES
 */
export function createOutgoing(exceptions: readonly string[], limits: Limits = LIMITS): Outgoing {
  const allowed = createAllowed(exceptions);
  return async (text, request = {}) => {
    const url = parseAddress(text);
    if (!url) throw new OutgoingError("refused", "That is no http or https address.");
    const timer = AbortSignal.timeout(limits.timeout);
    const signal = request.signal ? AbortSignal.any([timer, request.signal]) : timer;
    // Looking up a name cannot be aborted: whoever waits goes, and what comes of it is dropped.
    const aborted = new Promise<never>((_, fail) => signal.addEventListener("abort", () => fail(signal.reason), { once: true }));
    const answered = fetchOnce(allowed, limits, url, request, signal);
    try {
      return await Promise.race([answered, aborted]);
    } catch (cause) {
      answered.catch(() => {});
      if (cause instanceof OutgoingError) throw cause;
      if (timer.aborted) throw new OutgoingError("timeout", `${url.host} has not answered in ${limits.timeout / 1000} seconds.`, cause);
      throw new OutgoingError("unreachable", `${url.host} cannot be reached.`, cause);
    }
  };
}
