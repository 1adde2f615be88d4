import type { FastifyRequest } from "fastify";

/**
 * Where a browser goes on to that opened something for people under the API prefix: pages, and what they refer to, are at one address each,
 * so that cookies, forms and ways back belong together.
 *
 * @param publicUrl where browsers reach this server
 * @returns `undefined` for whatever came another way
 */
export function pageElsewhere({ method, url, originalUrl }: FastifyRequest, publicUrl: string): string | undefined {
  return url !== originalUrl && (method === "GET" || method === "HEAD") ? `${publicUrl}${url}` : undefined;
}
