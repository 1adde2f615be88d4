import { domainToASCII } from "node:url";
import { type InputIssue, invalidInput } from "../../kernel/errors.ts";
import { canonicalUuid } from "../../kernel/ids.ts";
import { isPlain } from "../../kernel/text.ts";

/**
 * What is wrong with the name of an organization, beyond what the schema says. Names stand in addresses where ids
 * do: one that looks like an id would be taken for it.
 */
export function nameFault(name: string): string | undefined {
  if (canonicalUuid(name) !== undefined) return "A name must not look like an id";
  if (name.trim() !== name) return "A name neither begins nor ends with a space";
  if (name.includes("/")) return "A name has no slash";
  if (!isPlain(name)) return "A name has no control characters, and none that turn the direction of writing";
  return undefined;
}

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** A domain in the form that is compared: lower case, as ASCII (RFC 5891); `undefined` when it is none. */
function domainKey(text: string): string | undefined {
  const ascii = domainToASCII(text);
  return ascii.length <= 253 && DOMAIN.test(ascii) ? ascii : undefined;
}

interface Checked {
  readonly name?: string | undefined;
  readonly logo_url?: string | null | undefined;
  readonly trusted_domains?: readonly string[] | undefined;
}

/** Whether an address is https. */
export function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}

/**
 * Checks what the schema cannot.
 *
 * @returns the domains in compared form, each once
 * @throws RosterError 422 with an item for each field that does not fit
 */
export function checkOrganization({ name, logo_url, trusted_domains = [] }: Checked): string[] {
  const issues: InputIssue[] = [];
  const issue = (loc: readonly (string | number)[], msg: string, input: unknown) => issues.push({ type: "value_error", loc: ["body", ...loc], msg, input });
  const fault = name === undefined ? undefined : nameFault(name);
  if (fault !== undefined) issue(["name"], fault, name);
  if (logo_url && !isHttps(logo_url)) issue(["logo_url"], "A logo has an https address", logo_url);
  const keys = trusted_domains.map((domain, i) => {
    const key = domainKey(domain);
    if (key === undefined) issue(["trusted_domains", i], "Input should be a domain such as example.com", domain);
    return key ?? "";
  });
  if (issues.length > 0) throw invalidInput(issues);
  return [...new Set(keys)];
}
