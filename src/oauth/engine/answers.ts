import { errors, type KoaContextWithOIDC, type Provider } from "oidc-provider";
import { RETRY_AFTER } from "../../db/errors.ts";
import { SESSION_COOKIE, sessionCookie } from "../../http/authenticate.ts";
import { problem } from "../../http/problem.ts";
import type { Context } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { endSessionOfCookie } from "../../modules/sessions/service.ts";
import type { Adapters } from "./adapter.ts";
import { KEPT_ELSEWHERE } from "./client-metadata.ts";

/** A request when the engine is done with it. For a path that it does not know there is no `oidc`. */
type Answered = Pick<KoaContextWithOIDC, "req" | "status" | "body" | "set"> & Partial<Pick<KoaContextWithOIDC, "oidc">>;

interface World {
  readonly issuer: string;
  readonly contextOf: (koa: Answered) => Context;
  readonly settle: Adapters["settle"];
}

/** What was used and gave nothing that is written is taken all the same, before anybody has the answer. */
async function settleUsed(koa: KoaContextWithOIDC, { settle }: World): Promise<void> {
  try {
    await settle(koa);
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    koa.status = error.statusCode;
    koa.body = { error: error.error, error_description: error.error_description };
  }
}

/** Signing out for an application signs the browser out: its session is the one truth of being signed in. */
async function endBrowserSession(koa: KoaContextWithOIDC, { issuer, contextOf }: World): Promise<void> {
  // An answer that was not to the question of our own page is refused: it ends nothing.
  if (koa.oidc.route !== "end_session_confirm" || !koa.oidc.params?.["logout"] || koa.status >= 400) return;
  const cookie = sessionCookie(koa.req.headers.cookie);
  if (cookie !== undefined) await endSessionOfCookie(contextOf(koa), cookie);
  koa.append("set-cookie", `${SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${issuer.startsWith("https:") ? "; Secure" : ""}`);
}

/** The engine has `invalid_request` for a grant that a client may not use; RFC 6749 5.2 has a word of its own. */
function nameDisallowedGrant({ oidc, body }: KoaContextWithOIDC): void {
  const answer = body as { error?: unknown } | undefined;
  const { client, params } = oidc;
  if (oidc.route !== "token" || answer?.error !== "invalid_request" || !client) return;
  const asked = params?.["grant_type"];
  if (typeof asked === "string" && !client.grantTypeAllowed(asked)) answer.error = "unauthorized_client";
}

/** A client that reads what it registered is not shown what stands for its secret. */
function hideSecret({ body }: Answered): void {
  if (typeof body === "object" && body !== null && "client_secret" in body && body.client_secret === KEPT_ELSEWHERE) delete body.client_secret;
}

/** What the engine knows nothing of is answered like everything else that is not there. */
function answerUnknownPath(koa: Answered, { contextOf }: World): void {
  if (koa.status !== 404 || koa.body !== undefined) return;
  const { status, headers, body } = problem(refusal("request.unknown_path"), contextOf(koa).requestId);
  koa.set(headers);
  koa.body = body;
  koa.status = status;
}

/** What becomes of the engine's answers before they are sent. */
export function finishAnswers(provider: Provider, world: World): void {
  provider.use(async (koa: Answered, next: () => Promise<void>) => {
    await next();
    if (koa.oidc) {
      const done = koa as KoaContextWithOIDC;
      await settleUsed(done, world);
      await endBrowserSession(done, world);
      nameDisallowedGrant(done);
    }
    hideSecret(koa);
    answerUnknownPath(koa, world);
    // An answer that the database was away for says when to come back (RFC 9110 10.2.3).
    if (koa.status === 503) koa.set("retry-after", String(RETRY_AFTER));
  });
}
