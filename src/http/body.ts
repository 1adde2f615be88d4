import type { FastifyInstance } from "fastify";
import { type ErrorCode, refusal } from "../kernel/errors.ts";
import type { Route } from "./define-route.ts";
import { decode, pickBody } from "./input.ts";
import { parseJson } from "./json.ts";

/** Bodies are read as bytes, whatever they say they are; the route decides what it takes. */
export function readBodiesAsBytes(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

const MEDIA: Record<"json" | "form", { fits: RegExp; code: ErrorCode; detail: string }> = {
  json: {
    fits: /^application\/(?:json|[a-z0-9.+-]+\+json)\s*(?:;|$)/i,
    code: "request.media_type",
    detail: "Send the body as application/json.",
  },
  form: {
    fits: /^application\/x-www-form-urlencoded\s*(?:;|$)/i,
    code: "request.media_type",
    detail: "Send the fields as application/x-www-form-urlencoded.",
  },
};

/** The fields of a form (application/x-www-form-urlencoded); what comes twice is a list. */
export function formFields(text: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields[name];
    fields[name] = before === undefined ? value : ([] as string[]).concat(before, value);
  }
  return fields;
}

/**
 * The body of a request by its route's schema. A route without one ignores what comes (clients send a content
 * type with nothing behind it, contract B.6).
 *
 * @throws RosterError 415 for another content type, 422 for what does not fit
 */
export function readBody(route: Route, bytes: unknown, contentType: string | undefined): unknown {
  if (!route.body) return undefined;
  const empty = !Buffer.isBuffer(bytes) || bytes.length === 0;
  const encoding = route.encoding ?? "json";
  if (empty) {
    if (route.bodyOptional) return undefined;
    return encoding === "form" ? decode("body", route.body, {}) : pickBody(route.body, undefined);
  }
  const media = MEDIA[encoding];
  if (!media.fits.test(contentType ?? "")) throw refusal(media.code, media.detail);
  if (encoding === "form") return decode("body", route.body, formFields(bytes.toString("utf8")));
  return pickBody(route.body, parseJson(bytes));
}
