import type { ClaimMapping, ConnectionCreate } from "./schema.ts";

type Kind = "oidc" | "oauth2";
type TokenAuth = "client_secret_basic" | "client_secret_post" | "none";

/** What is known of a provider beforehand. What the administrator enters wins. */
export interface Preset {
  readonly kind: Kind;
  readonly displayName: string;
  /** From what was entered; `undefined` when something is missing. */
  readonly issuer?: (input: ConnectionCreate) => string | undefined;
  /** What `issuer` needs, for the refusal. */
  readonly needs?: string;
  readonly authorizationEndpoint?: string;
  readonly tokenEndpoint?: string;
  readonly userinfoEndpoint?: string;
  readonly emailsEndpoint?: string;
  readonly tokenAuth?: TokenAuth;
  readonly scopes: readonly string[];
  readonly claims?: ClaimMapping;
}

const OPENID = ["openid", "email", "profile"];
/** The identifier of a directory (RFC 9562). Names of tenants would not be what the ID token says. */
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The claims that OpenID Connect Core 5.1 defines, and what most providers call groups. */
export const STANDARD_CLAIMS = {
  subject: "sub",
  email: "email",
  email_verified: "email_verified",
  name: "name",
  avatar_url: "picture",
  groups: "groups",
  metadata: {},
} as const satisfies ClaimMapping;

const atDomain = (path: string) => (input: ConnectionCreate) => (input.domain ? `https://${input.domain}${path}` : undefined);

export const PRESETS: Readonly<Record<NonNullable<ConnectionCreate["preset"]>, Preset>> = {
  google: { kind: "oidc", displayName: "Google", issuer: () => "https://accounts.google.com", scopes: OPENID },
  microsoft: {
    kind: "oidc",
    displayName: "Microsoft",
    issuer: ({ tenant }) => (tenant && GUID.test(tenant) ? `https://login.microsoftonline.com/${tenant.toLowerCase()}/v2.0` : undefined),
    needs: "`tenant`: the directory (tenant) ID, a UUID",
    scopes: OPENID,
    // Entra lets an administrator of any tenant write any address; only this optional claim says that the domain is theirs.
    claims: { email_verified: "xms_edov" },
  },
  gitlab: {
    kind: "oidc",
    displayName: "GitLab",
    issuer: ({ domain }) => `https://${domain ?? "gitlab.com"}`,
    scopes: OPENID,
    claims: { groups: "groups_direct" },
  },
  okta: { kind: "oidc", displayName: "Okta", issuer: atDomain(""), needs: "`domain`, such as example.okta.com", scopes: OPENID },
  auth0: { kind: "oidc", displayName: "Auth0", issuer: atDomain("/"), needs: "`domain`, such as example.eu.auth0.com", scopes: OPENID },
  keycloak: {
    kind: "oidc",
    displayName: "Keycloak",
    issuer: ({ domain, tenant }) => (domain && tenant ? `https://${domain}/realms/${encodeURIComponent(tenant)}` : undefined),
    needs: "`domain`, such as sso.example.com, and `tenant`: the realm",
    scopes: OPENID,
  },
  github: {
    kind: "oauth2",
    displayName: "GitHub",
    authorizationEndpoint: "https://github.com/login/oauth/authorize",
    tokenEndpoint: "https://github.com/login/oauth/access_token",
    userinfoEndpoint: "https://api.github.com/user",
    emailsEndpoint: "https://api.github.com/user/emails",
    tokenAuth: "client_secret_post",
    scopes: ["read:user", "user:email"],
    claims: { subject: "id", avatar_url: "avatar_url" },
  },
};

/** What a connection without a preset starts from. */
export function generic(kind: Kind, name: string): Preset {
  return { kind, displayName: name, scopes: kind === "oidc" ? OPENID : [] };
}
