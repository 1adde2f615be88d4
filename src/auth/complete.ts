import { transaction } from "../db/transaction.ts";
import type { Context } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { type OpenSession, type SessionUser, startSession } from "../modules/sessions/service.ts";

/** Somebody who proved who they are by one way in; what still has to be asked of them is decided in one place. */
export interface Proven {
  readonly user: SessionUser;
  /** How (RFC 8176): `pwd`, `otp`, `hwk`, ...; `fed` for an external provider. */
  readonly amr: readonly string[];
  /**
   * Inside the transaction that opens the session: holds the account and says whether the proof still counts (the
   * password is still the same, the account still active).
   */
  readonly hold: (ctx: Context) => Promise<boolean>;
}

export interface Browser {
  /** Also open the session to a browser. */
  readonly withCookie: boolean;
  readonly userAgent: string | null;
  /** The session cookie that it came with: that session ends where this one takes its place. */
  readonly cookie: string | undefined;
}

/** What comes of a proof: a session, or the question for a second factor. */
export type SignInOutcome = { readonly kind: "signed_in"; readonly session: OpenSession };

/**
 * Signs somebody in who proved who they are. Every way in ends here.
 *
 * @throws RosterError `auth.invalid_credentials` when the proof does not count any more
 */
export async function completeSignIn(ctx: Context, proven: Proven, { withCookie, userAgent, cookie }: Browser): Promise<SignInOutcome> {
  const session = await transaction(ctx, async (inner) => {
    if (!(await proven.hold(inner))) throw refusal("auth.invalid_credentials");
    const replaces = withCookie && cookie !== undefined ? { replaces: cookie } : {};
    return startSession(inner, proven.user, { amr: proven.amr, withCookie, userAgent, ...replaces });
  });
  if (session.replaced) ctx.app.principals.forgetUser(session.replaced.userId);
  return { kind: "signed_in", session };
}
