import { refusal } from "../../kernel/errors.ts";
import { codePoints, identifierKey } from "../../kernel/text.ts";

const MIN_LENGTH = 12;
const MAX_LENGTH = 128;
/** Repeats of this few characters are no password: `aaaaaaaaaaaa`, `ababababab`. */
const TRIVIAL_UNIT = 3;

/** The shortest text that the given one is nothing but repeats of; itself, where it is none. */
function repeatedUnit(text: string): string {
  const period = `${text}${text}`.indexOf(text, 1);
  return text.slice(0, period);
}

/** Names and addresses in compared form, and what stands before the `@`. */
function ownWords(context: readonly string[]): Set<string> {
  const keys = context.map(identifierKey);
  return new Set(keys.flatMap((key) => [key, key.replace(/@[^@]*$/, ""), key.replaceAll(/\s+/g, "")]).filter(Boolean));
}

/**
 * Checks a password that a person chooses (NIST SP 800-63B 3.1.1.2): its length, and that it is neither among the
 * common ones nor made of the person's own name or address. There are no rules of composition. Passwords that
 * administrators give are not held to this: they are changed at the first sign-in.
 *
 * @param context username, e-mail address and name of the account
 * @throws RosterError `password.length`, `password.common`
 */
export async function checkChosenPassword(password: string, context: readonly string[]): Promise<void> {
  const length = codePoints(password.normalize("NFKC"));
  if (length < MIN_LENGTH || length > MAX_LENGTH) throw refusal("password.length");
  const whole = identifierKey(password);
  const unit = repeatedUnit(whole);
  const own = ownWords(context);
  if (codePoints(unit) <= TRIVIAL_UNIT || own.has(whole) || own.has(unit)) throw refusal("password.common");
  // The list takes memory that a server where nobody chooses a password never needs.
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const common = dictionary["passwords-common"];
  if (common.includes(whole) || common.includes(unit)) throw refusal("password.common");
}
