import { type InputIssue, invalidInput } from "../../kernel/errors.ts";
import { isHttps, nameFault } from "../organizations/rules.ts";

/**
 * Checks of a workspace or a project what the schema cannot.
 *
 * @throws RosterError 422 with an item for each field that does not fit
 */
export function checkNamed({ name, logo_url }: { name?: string | undefined; logo_url?: string | null | undefined }): void {
  const issues: InputIssue[] = [];
  const fault = name === undefined ? undefined : nameFault(name);
  if (fault !== undefined) issues.push({ type: "value_error", loc: ["body", "name"], msg: fault, input: name });
  if (logo_url && !isHttps(logo_url)) issues.push({ type: "value_error", loc: ["body", "logo_url"], msg: "A logo has an https address", input: logo_url });
  if (issues.length > 0) throw invalidInput(issues);
}

/**
 * What stands under an older and a newer name, or in two places.
 *
 * @param loc where the second stands
 * @throws RosterError 422 when the two differ
 */
export function oneOf(first: string | undefined, second: string | undefined, loc: readonly [string, string]): string | undefined {
  if (first !== undefined && second !== undefined && first !== second) {
    throw invalidInput([{ type: "value_error", loc, msg: "This was given twice, and the two differ", input: second }]);
  }
  return first ?? second;
}
