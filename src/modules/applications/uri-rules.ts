import { type ApplicationType, MOST } from "./schema.ts";

/** Characters of a URI (RFC 3986 2), but for the wildcard, which nothing here understands. */
const URI_TEXT = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()+,;=%]*$/;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const HTTP_AUTHORITY = /^https?:\/\/([^/?#]+)/i;
/** Loopback as it is written out: `127.1` and its like are the same place in another spelling. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** Run or show what they hold, wherever the browser is. */
const DANGEROUS = new Set(["javascript", "data", "file", "blob", "vbscript", "about", "filesystem", "view-source"]);

const PLAIN = "https://host/path, or http on localhost, 127.0.0.1 or [::1]";
const NATIVE =
  "a private-use scheme with a dot such as com.example.app:/callback, http://127.0.0.1/path (or [::1], localhost) without a port, or https://host/path";

interface Parts {
  readonly scheme: string;
  /** Host and port as they are written; `undefined` for other schemes than http and https. */
  readonly authority: string | undefined;
  readonly isLoopback: boolean;
}

/** What is wrong with an address wherever it is used; else its parts. */
function parse(uri: string): Parts | string {
  if (uri.length > MOST.uri) return `An address has at most ${MOST.uri} characters`;
  if (uri.includes("*")) return "An address has no wildcard";
  if (!URI_TEXT.test(uri)) return "An address has only the characters of RFC 3986; write others percent-encoded";
  const scheme = SCHEME.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return "An address is absolute: it begins with a scheme";
  if (DANGEROUS.has(scheme)) return `An address never has the scheme ${scheme}:`;
  if (uri.includes("#")) return "An address has no fragment (#)";
  const isHttp = scheme === "http" || scheme === "https";
  const authority = isHttp ? HTTP_AUTHORITY.exec(uri)?.[1] : /^[^:]+:\/\/([^/?]*)/.exec(uri)?.[1];
  if (isHttp && authority === undefined) return `An address has a host behind ${scheme}://`;
  if (authority?.includes("@")) return "An address has no user name and no password";
  if (!URL.canParse(uri)) return "An address is a valid URL";
  return { scheme, authority: isHttp ? authority : undefined, isLoopback: isHttp && LOOPBACK.test(authority ?? "") };
}

function nativeFault({ scheme, authority, isLoopback }: Parts, uri: string): string | undefined {
  if (scheme === "https") return isLoopback ? "An https address of a native application is a public one" : undefined;
  if (scheme === "http") {
    if (!isLoopback) return "An http address of a native application is on the loopback interface";
    return /:\d+$/.test(authority ?? "") ? "A loopback address is registered without a port: any port is accepted when it is used" : undefined;
  }
  if (!scheme.includes(".")) return "A private-use scheme is a domain name backwards, with a dot";
  return /^[^:]+:\/./.test(uri) ? undefined : "Behind a private-use scheme comes a path";
}

/**
 * What is wrong with an address that a browser is sent to (RFC 6749 3.1.2, RFC 8252 7, RFC 9700 4.1.3), with what
 * would fit; `undefined` when nothing is. Addresses are compared character by character later, so what could be
 * read in two ways is refused here.
 */
export function redirectFault(type: ApplicationType, uri: string): string | undefined {
  if (type === "machine") return "A machine has no such addresses: nobody signs in with a browser";
  const parts = parse(uri);
  const isNative = type === "native";
  const fits = `It takes ${isNative ? NATIVE : PLAIN}.`;
  if (typeof parts === "string") return `${parts}. ${fits}`;
  if (isNative) {
    const fault = nativeFault(parts, uri);
    return fault && `${fault}. ${fits}`;
  }
  if (parts.scheme === "https" || (parts.scheme === "http" && parts.isLoopback)) return undefined;
  return `${parts.scheme === "http" ? "Plain http is for this machine only" : "The scheme is https"}. ${fits}`;
}

/** The same for an address that servers or pages fetch from: https, or http on the loopback interface. */
export function fetchedFault(uri: string): string | undefined {
  return redirectFault("web", uri);
}
