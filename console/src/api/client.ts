import createClient, { type Client } from "openapi-fetch";
import { NoAnswer, type SignIn } from "../auth/sign-in.ts";
import type { paths } from "./schema.d.ts";

export type Api = Client<paths>;

/** What was wrong with one input. */
export interface Issue {
  readonly type: string;
  /** The place - path, query or body - and the way to what is meant. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** The API refused, or could not be reached. */
export class ApiError extends Error {
  override name = "ApiError";
  /** HTTP's; 0 where there was no answer. */
  readonly status: number;
  readonly code: string | null;
  /** The id to report. */
  readonly requestId: string | null;
  /** What was wrong with what was sent (422). */
  readonly issues: readonly Issue[];

  constructor(status: number, body: unknown, requestId: string | null) {
    const { detail, code, request_id } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
    const issues = Array.isArray(detail) ? (detail as Issue[]) : [];
    super(typeof detail === "string" ? detail : issues.map(({ loc, msg }) => `${loc.at(-1)}: ${msg}`).join("; "));
    this.status = status;
    this.code = typeof code === "string" ? code : null;
    this.requestId = requestId ?? (typeof request_id === "string" ? request_id : null);
    this.issues = issues;
  }
}

/** The public API, asked as whoever is signed in. A token that is refused is renewed once. */
export function createApi(session: SignIn): Api {
  return createClient<paths>({
    baseUrl: location.origin,
    async fetch(request) {
      const send = async (token: string) => {
        const copy = request.clone();
        copy.headers.set("authorization", `Bearer ${token}`);
        // The token says who asks; the cookie stays with the sign-in pages.
        return fetch(copy, { credentials: "omit" }).catch((cause: unknown) => {
          if (request.signal.aborted) throw cause;
          throw new ApiError(0, null, null);
        });
      };
      const had = (asked: Promise<string>) =>
        asked.catch((cause: unknown) => {
          throw cause instanceof NoAnswer ? new ApiError(0, null, null) : cause;
        });
      const token = await had(session.token());
      const answer = await send(token);
      return answer.status === 401 ? send(await had(session.renewed(token))) : answer;
    },
  });
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The value of an answer with its headers.
 *
 * @throws ApiError where the API refused
 */
export function answerOf<T>({ data, error, response }: Answered<T>): { readonly value: T; readonly headers: Headers } {
  if (!response.ok || data === undefined) throw new ApiError(response.status, error, response.headers.get("x-request-id"));
  return { value: data, headers: response.headers };
}

/** A thing of the API, and which version of it. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

/** The value of an answer with its version. @throws ApiError where the API refused */
export function versionedOf<T>(answer: Answered<T>): Versioned<T> {
  const { value, headers } = answerOf(answer);
  return { value, etag: headers.get("etag") ?? "" };
}

/** The cursor of the next page, out of a Link header (RFC 8288); `null` on the last one. */
export function nextCursor(headers: Headers): string | null {
  const target = /<([^>]+)>;\s*rel="next"/.exec(headers.get("link") ?? "")?.[1];
  return target === undefined ? null : new URL(target, location.origin).searchParams.get("cursor");
}
