import { type InputIssue, OAuthRefusal, RosterError } from "../kernel/errors.ts";

/** An answer that says what went wrong. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the log should know when it is our fault. */
  readonly internal: unknown;
}

/** Codes of the web framework that mean something to the client; the rest of it is our fault. */
const FRAMEWORK: Readonly<Record<string, ConstructorParameters<typeof RosterError>[0]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "request.too_large",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "request.bad",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "request.media_type",
  FST_ERR_BAD_URL: "request.bad",
  FST_ERR_ASYNC_CONSTRAINT: "request.bad",
  FST_ERR_MAX_PARAM_LENGTH: "request.unknown_path",
  ECONNRESET: "request.bad",
};

const MAX_ISSUES = 100;

function asRefusal(error: unknown): RosterError {
  if (error instanceof RosterError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const known = typeof code === "string" ? FRAMEWORK[code] : undefined;
  return new RosterError(known ?? "server.internal", { cause: error });
}

function issueBody(issues: readonly InputIssue[]) {
  return issues.slice(0, MAX_ISSUES).map(({ type, loc, msg, input, ctx }) => ({ type, loc, msg, input: input ?? null, ...(ctx && { ctx }) }));
}

/**
 * The only function that turns an error into bytes (contract A.5). What is not a refusal of ours becomes an
 * opaque 500 with the request id; its text never leaves the process.
 */
export function problem(error: unknown, requestId: string): Problem {
  if (error instanceof OAuthRefusal) return oauthProblem(error);
  const refused = asRefusal(error);
  const { code, type, status } = refused;
  const detail = refused.issues ? issueBody(refused.issues) : refused.message;
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8", ...refused.headers };
  if (status === 401) headers["www-authenticate"] ??= challenge(code);
  return {
    status,
    headers,
    body: JSON.stringify({ detail, type, code, request_id: requestId }),
    internal: status >= 500 ? (refused.cause ?? refused) : undefined,
  };
}

function oauthProblem({ error, message, status }: OAuthRefusal): Problem {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return { status, headers, body: JSON.stringify({ error, error_description: message }), internal: undefined };
}

/** RFC 6750 3: with no token there is nothing to say but the scheme. */
function challenge(code: string): string {
  return code === "auth.invalid_token" ? 'Bearer realm="roster", error="invalid_token"' : 'Bearer realm="roster"';
}
