import type { Application, ApplicationUpdate, AuthMethod, Scope } from "./types.ts";

/** What the form of an application holds: an empty text is none. */
export interface ApplicationForm {
  readonly name: string;
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris: readonly string[];
  readonly backchannel_logout_uri: string;
  readonly scopes: readonly Scope[];
  readonly auth_method: AuthMethod;
  /** The key set as text. */
  readonly jwks: string;
  readonly jwks_uri: string;
  readonly logo_url: string;
  readonly is_trusted: boolean;
  readonly dpop_bound: boolean;
  readonly require_par: boolean;
  readonly organization_id: string | null;
}

/** An application as its form holds it. */
export function formOf(application: Application): ApplicationForm {
  const { name, redirect_uris, post_logout_redirect_uris, scopes, auth_method, is_trusted, dpop_bound, require_par, organization_id } = application;
  const { backchannel_logout_uri, jwks, jwks_uri, logo_url } = application;
  return {
    name,
    redirect_uris,
    post_logout_redirect_uris,
    backchannel_logout_uri: backchannel_logout_uri ?? "",
    scopes,
    auth_method,
    jwks: jwks === null ? "" : JSON.stringify(jwks, null, 2),
    jwks_uri: jwks_uri ?? "",
    logo_url: logo_url ?? "",
    is_trusted,
    dpop_bound,
    require_par,
    organization_id,
  };
}

/** Whether a text is a set of keys (RFC 7517), as far as its form goes; an empty one is none. */
export function isKeySet(text: string): boolean {
  if (text.trim() === "") return true;
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys);
  } catch {
    return false;
  }
}

const TEXTS = ["backchannel_logout_uri", "jwks_uri", "logo_url"] as const;

/** What is sent of a change. The key set must be one (`isKeySet`). */
export function bodyOf(changed: Partial<ApplicationForm>): ApplicationUpdate {
  const { jwks, ...others } = changed;
  const cleared = Object.fromEntries(TEXTS.filter((field) => changed[field] === "").map((field) => [field, null]));
  return { ...others, ...cleared, ...(jwks !== undefined && { jwks: jwks.trim() === "" ? null : JSON.parse(jwks) }) } as ApplicationUpdate;
}
