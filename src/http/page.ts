import type { Page } from "../kernel/page.ts";
import type { Answer } from "./define-route.ts";

/** The address of the request with another cursor: `Link` of the next page (RFC 8288). */
function nextAddress(base: string, url: string, cursor: string): string {
  const at = url.indexOf("?");
  const query = new URLSearchParams(at < 0 ? "" : url.slice(at + 1));
  query.delete("offset");
  query.set("cursor", cursor);
  return `${base}${at < 0 ? url : url.slice(0, at)}?${query}`;
}

/**
 * The answer with a page: a bare array; what a client needs beyond it rides in headers (contract B.6).
 *
 * @param base this server's public address
 * @param url the request's path and query as the client sent them
 */
export function pageAnswer(page: Page, base: string, url: string): Answer {
  const headers: Record<string, string> = {};
  if (page.next) headers["link"] = `<${nextAddress(base, url, page.next)}>; rel="next"`;
  if (page.count) {
    headers["x-total-count"] = String(page.count.total);
    headers["x-total-count-kind"] = page.count.kind;
  }
  return { json: page.json, headers };
}
