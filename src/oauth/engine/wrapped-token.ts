const WRAP = "jwt.";

/**
 * The engine turns JWTs away at its introspection and revocation endpoints before it looks for them. Told in another
 * spelling, they reach the storage, which knows them.
 */
export function wrapToken(token: string): string {
  return token.split(".").length === 3 && token.startsWith("ey") ? `${WRAP}${token}` : token;
}

/** The token as it came. */
export function unwrapToken(token: string): string {
  return token.startsWith(WRAP) ? token.slice(WRAP.length) : token;
}

/** Whether it is a JWT, in either spelling: nothing else that the engine asks for has such dots. */
export function isJwt(id: string): boolean {
  return id.startsWith(WRAP) || id.split(".").length === 3;
}

/** A JWT where nothing of the form is encoded: nothing in a JWT needs to be. */
const PLAIN = /(^|&)token=(?=ey[\w-]*\.[\w-]*\.[\w-]*(?:&|$))/;

/** The same form with the token as `wrapToken` spells it, where that is told in plain text; else `undefined`. */
export function wrapPlainToken(form: string): string | undefined {
  return PLAIN.test(form) ? form.replace(PLAIN, `$1token=${WRAP}`) : undefined;
}
