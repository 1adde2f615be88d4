import { type InputIssue, invalidInput } from "../../kernel/errors.ts";
import { codePoints, isPlain, isStorable } from "../../kernel/text.ts";
import { publicKeyFault } from "./jwks-rules.ts";
import {
  API_SCOPES,
  type ApplicationCreate,
  type ApplicationFields,
  type ApplicationType,
  type ApplicationUpdate,
  type AuthMethod,
  MOST,
  OPENID_SCOPES,
} from "./schema.ts";
import { fetchedFault, redirectFault } from "./uri-rules.ts";

/** The first is what an application gets that asks for nothing else. A program that others hold keeps no secret (RFC 8252 8.5). */
const METHODS: Readonly<Record<ApplicationType, readonly AuthMethod[]>> = {
  web: ["client_secret", "private_key_jwt"],
  single_page: ["none"],
  native: ["none"],
  machine: ["client_secret", "private_key_jwt"],
};

const DEFAULT_SCOPES: Readonly<Record<ApplicationType, ApplicationFields["scopes"]>> = {
  web: ["openid", "profile", "email"],
  single_page: ["openid", "profile", "email"],
  native: ["openid", "profile", "email", "offline_access"],
  machine: ["users:read"],
};

const issue = (loc: readonly (string | number)[], msg: string): InputIssue => ({ type: "value_error", loc: ["body", ...loc], msg });

/** A set of keys is its keys: what else stands beside them is not kept. */
const keysOnly = <F extends Partial<Pick<ApplicationFields, "jwks">>>(given: F): F => (given.jwks ? { ...given, jwks: { keys: given.jwks.keys } } : given);

/** The fields of a new application: what is given, and what suits the type where nothing is. */
export function completed(input: ApplicationCreate): ApplicationFields {
  const { type: _, is_superuser: __, ...given } = input;
  return {
    redirect_uris: [],
    post_logout_redirect_uris: [],
    backchannel_logout_uri: null,
    scopes: DEFAULT_SCOPES[input.type],
    auth_method: METHODS[input.type][0] as AuthMethod,
    jwks: null,
    jwks_uri: null,
    logo_url: null,
    is_trusted: false,
    is_active: true,
    dpop_bound: false,
    require_par: false,
    organization_id: null,
    ...keysOnly(given),
  };
}

/** The fields of an application after a change. Keys go with the method that they are for. */
export function changed(before: ApplicationFields, input: ApplicationUpdate): ApplicationFields {
  const { type: _, ...given } = input;
  const after: ApplicationFields = { ...before, ...keysOnly(given) };
  if (after.auth_method === before.auth_method || after.auth_method === "private_key_jwt") return after;
  return { ...after, jwks: input.jwks ?? null, jwks_uri: input.jwks_uri ?? null };
}

/** The fields in which two states of an application differ. */
export function differences(before: ApplicationFields, after: ApplicationFields): (keyof ApplicationFields)[] {
  const names = Object.keys(before) as (keyof ApplicationFields)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** What the schema of the API says too: a client that registers by itself comes another way. */
function limitIssues(fields: ApplicationFields): InputIssue[] {
  const issues: InputIssue[] = [];
  const length = codePoints(fields.name);
  if (length < 1 || length > MOST.name || !isStorable(fields.name)) issues.push(issue(["name"], `A name has 1 to ${MOST.name} characters`));
  else if (!isPlain(fields.name)) issues.push(issue(["name"], "A name has no control characters, and none that turn the direction of writing"));
  for (const field of ["redirect_uris", "post_logout_redirect_uris"] as const) {
    if (fields[field].length > MOST.uris) issues.push(issue([field], `There are at most ${MOST.uris} addresses`));
  }
  const known: readonly string[] = [...OPENID_SCOPES, ...API_SCOPES];
  const unknown = fields.scopes.filter((scope) => !known.includes(scope));
  if (unknown.length > 0) issues.push(issue(["scopes"], `There are no scopes ${unknown.join(", ").slice(0, 200)}`));
  if (fields.jwks !== null && fields.jwks.keys.length > MOST.keys) issues.push(issue(["jwks", "keys"], `There are at most ${MOST.keys} keys`));
  return issues;
}

function uriIssues(type: ApplicationType, field: "redirect_uris" | "post_logout_redirect_uris", uris: readonly string[]): InputIssue[] {
  return uris.flatMap((uri, i) => {
    const fault = redirectFault(type, uri) ?? (uris.indexOf(uri) < i ? "This address is in the list already" : undefined);
    return fault === undefined ? [] : [issue([field, i], fault)];
  });
}

const FETCHED = ["backchannel_logout_uri", "jwks_uri", "logo_url"] as const;

function fetchedIssues(fields: ApplicationFields): InputIssue[] {
  return FETCHED.flatMap((field) => {
    const uri = fields[field];
    const fault = uri === null ? undefined : fetchedFault(uri);
    return fault === undefined ? [] : [issue([field], fault)];
  });
}

function keyIssues({ auth_method, jwks, jwks_uri }: ApplicationFields): InputIssue[] {
  const has = jwks !== null || jwks_uri !== null;
  if (auth_method !== "private_key_jwt") return has ? [issue([jwks ? "jwks" : "jwks_uri"], "Keys are for the `auth_method` private_key_jwt")] : [];
  if (!has) return [issue(["jwks"], "The `auth_method` private_key_jwt takes `jwks` or `jwks_uri`")];
  if (jwks !== null && jwks_uri !== null) return [issue(["jwks_uri"], "Give `jwks` or `jwks_uri`, and null for the other")];
  return (jwks?.keys ?? []).flatMap((key, i) => {
    const fault = publicKeyFault(key);
    return fault === undefined ? [] : [issue(["jwks", "keys", i], fault)];
  });
}

function machineIssues(fields: ApplicationFields): InputIssue[] {
  const issues: InputIssue[] = [];
  if (fields.backchannel_logout_uri !== null) issues.push(issue(["backchannel_logout_uri"], "Nobody signs out of a machine"));
  if (fields.require_par) issues.push(issue(["require_par"], "A machine has no authorization requests"));
  const foreign = fields.scopes.filter((scope) => !(API_SCOPES as readonly string[]).includes(scope));
  if (foreign.length > 0) issues.push(issue(["scopes"], `${foreign.join(", ")}: a machine stands for nobody; it takes scopes of the API only`));
  return issues;
}

/**
 * Checks the fields of an application as a whole: what one may be depends on the others, and on the type.
 *
 * @throws RosterError 422 with an item for each fault, which says what fits
 */
export function checkFields(type: ApplicationType, fields: ApplicationFields): void {
  const issues = [
    ...limitIssues(fields),
    ...uriIssues(type, "redirect_uris", fields.redirect_uris),
    ...uriIssues(type, "post_logout_redirect_uris", fields.post_logout_redirect_uris),
    ...fetchedIssues(fields),
    ...keyIssues(fields),
    ...(type === "machine" ? machineIssues(fields) : []),
  ];
  if (!METHODS[type].includes(fields.auth_method)) {
    issues.push(issue(["auth_method"], `The type ${type} takes ${METHODS[type].join(" or ")}`));
  }
  if (issues.length > 0) throw invalidInput(issues);
}

/**
 * What anybody may register has no address on this machine or in clear that this server would fetch from.
 *
 * @throws RosterError 422
 */
export function checkRegistered(fields: ApplicationFields): void {
  const issues = FETCHED.filter((field) => fields[field] !== null && !/^https:/i.test(fields[field])).map((field) => issue([field], "The scheme is https"));
  if (issues.length > 0) throw invalidInput(issues);
}

/** @throws RosterError 422 for what an application can only be made as */
export function checkMaking({ type, is_superuser }: ApplicationCreate): void {
  if (is_superuser && type !== "machine") throw invalidInput([issue(["is_superuser"], "Only machines have an account of their own")]);
}

/** @throws RosterError 422 when a change asks for another type */
export function checkType(type: ApplicationType, input: Pick<ApplicationUpdate, "type">): void {
  if (input.type === undefined || input.type === type) return;
  throw invalidInput([issue(["type"], `The type never changes: this is ${type}. Make another application`)]);
}
