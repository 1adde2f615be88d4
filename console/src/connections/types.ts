import type { components } from "../api/schema.d.ts";

export type Connection = components["schemas"]["Connection"];
export type ConnectionCreate = components["schemas"]["ConnectionCreate"];
export type ConnectionUpdate = components["schemas"]["ConnectionUpdate"];
export type ConnectionCheck = components["schemas"]["ConnectionCheck"];
export type ConnectionTest = components["schemas"]["ConnectionTest"];
export type Identity = components["schemas"]["Identity"];
export type Preset = NonNullable<ConnectionCreate["preset"]>;

/** A preset of the API, or a provider that has none. */
export type Choice = Preset | "oidc" | "oauth2";

/** In the order in which they are offered; with what each asks for besides the client. */
export const CHOICES: Readonly<Record<Choice, readonly ("domain" | "tenant" | "issuer" | "endpoints")[]>> = {
  google: [],
  microsoft: ["tenant"],
  okta: ["domain"],
  auth0: ["domain"],
  keycloak: ["domain", "tenant"],
  gitlab: ["domain"],
  github: [],
  oidc: ["issuer"],
  oauth2: ["endpoints"],
};

export const CLAIMS = ["subject", "email", "email_verified", "name", "avatar_url", "groups"] as const;
export const ENDPOINTS = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "emails_endpoint"] as const;

/** Where providers send browsers back to: what is registered there. */
export function callbackUrl(): string {
  const stated = document.querySelector<HTMLMetaElement>('meta[name="roster-public-url"]')?.content ?? "";
  return `${(URL.canParse(stated) ? stated : location.origin).replace(/\/+$/, "")}/auth/callback`;
}
