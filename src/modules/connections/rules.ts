import { refusal } from "../../kernel/errors.ts";
import { generic, PRESETS, type Preset, STANDARD_CLAIMS } from "./presets.ts";
import type { ClaimMapping, ConnectionCreate } from "./schema.ts";
import type { ConnectionRow, Settable } from "./store.ts";

/** What the secret of a connection is sealed for. */
export const secretPurpose = (id: string) => `connection:${id}`;

type Completed = { readonly preset: string | null; readonly kind: ConnectionRow["kind"]; readonly row: Omit<Settable, "client_secret"> };

function issuerOf(input: ConnectionCreate, preset: Preset): string | null {
  if (input.issuer) return input.issuer;
  const found = preset.issuer?.(input) ?? null;
  if (found === null && preset.needs) throw refusal("connection.incomplete", `This preset needs \`issuer\`, or ${preset.needs}.`);
  return found;
}

/**
 * What was entered, with what the preset knows and the defaults.
 *
 * @throws RosterError `connection.incomplete`
 */
export function completed(input: ConnectionCreate): Completed {
  const preset: Preset = input.preset ? PRESETS[input.preset] : generic(input.kind ?? "oidc", input.name);
  if (input.kind && input.kind !== preset.kind) throw refusal("connection.incomplete", `The preset ${input.preset} is of kind ${preset.kind}.`);
  const claims: ClaimMapping = { ...STANDARD_CLAIMS, ...preset.claims, ...input.claims };
  const row = {
    display_name: input.display_name ?? preset.displayName,
    issuer: issuerOf(input, preset),
    authorization_endpoint: input.authorization_endpoint ?? preset.authorizationEndpoint ?? null,
    token_endpoint: input.token_endpoint ?? preset.tokenEndpoint ?? null,
    userinfo_endpoint: input.userinfo_endpoint ?? preset.userinfoEndpoint ?? null,
    emails_endpoint: input.emails_endpoint ?? preset.emailsEndpoint ?? null,
    client_id: input.client_id,
    token_auth: input.token_auth ?? (input.client_secret ? (preset.tokenAuth ?? "client_secret_basic") : "none"),
    scopes: input.scopes ?? [...preset.scopes],
    claims,
    domains: (input.domains ?? []).map((domain) => domain.toLowerCase()),
    is_hidden: input.is_hidden ?? false,
    is_enabled: input.is_enabled ?? true,
    trust_email: input.trust_email ?? false,
    link_existing: input.link_existing ?? true,
  };
  return { preset: input.preset ?? null, kind: preset.kind, row };
}

const ADDRESSES = ["issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "emails_endpoint"] as const;

/**
 * Refuses a connection that could not work.
 *
 * @param isAskable whether the server may ask an address
 * @throws RosterError `connection.incomplete`, `connection.address_refused`
 */
export function requireWhole(kind: ConnectionRow["kind"], row: Omit<Settable, "client_secret">, isAskable: (url: string) => boolean): void {
  const missing = (kind === "oidc" ? (["issuer"] as const) : (["authorization_endpoint", "token_endpoint", "userinfo_endpoint"] as const)).filter(
    (field) => !row[field],
  );
  if (missing.length > 0) throw refusal("connection.incomplete", `A connection of kind ${kind} needs ${missing.map((field) => `\`${field}\``).join(", ")}.`);
  if (kind === "oidc" && !row.scopes.includes("openid")) throw refusal("connection.incomplete", "OpenID Connect needs the scope `openid`.");
  if (kind === "oauth2" && row.scopes.includes("openid")) throw refusal("connection.incomplete", "The scope `openid` takes a connection of kind oidc.");
  const refused = ADDRESSES.find((field) => row[field] !== null && !isAskable(row[field]));
  if (refused) throw refusal("connection.address_refused", `\`${refused}\` is no https address that this server may ask.`);
}
