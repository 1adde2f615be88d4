import Type, { type Static } from "typebox";
import { SCOPES, type ScopeName } from "../../kernel/permissions.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";

/** What an application runs on decides what it may have (docs/applications.md). */
export const TYPES = ["web", "single_page", "native", "machine"] as const;
export type ApplicationType = (typeof TYPES)[number];

/** How it proves who it is at the token endpoint. */
export const AUTH_METHODS = ["client_secret", "private_key_jwt", "none"] as const;
export type AuthMethod = (typeof AUTH_METHODS)[number];

/** Scopes of OpenID Connect: about the person who signs in, not about the API. */
export const OPENID_SCOPES = ["openid", "profile", "email", "offline_access"] as const;
export const API_SCOPES = Object.keys(SCOPES) as ScopeName[];

/** Code points of a name, addresses in a list, characters of an address, public keys: at most. */
export const MOST = { name: 50, uris: 50, uri: 2000, keys: 20 } as const;

const uri = (example: string) => Type.String({ minLength: 1, maxLength: MOST.uri, examples: [example] });
const uris = (description: string, example: string) => Type.Array(uri(example), { maxItems: MOST.uris, description });

const fields = {
  name: Type.String({ minLength: 1, maxLength: MOST.name, description: "Shown where people sign in and consent.", examples: ["Billing"] }),
  redirect_uris: uris("Where people are sent back to after signing in; compared character by character.", "https://billing.example.com/callback"),
  post_logout_redirect_uris: uris("Where people may be sent to after signing out.", "https://billing.example.com/"),
  backchannel_logout_uri: Nullable(
    Type.String({
      minLength: 1,
      maxLength: MOST.uri,
      description: "Is told when somebody signs out (OpenID Connect Back-Channel Logout).",
      examples: ["https://billing.example.com/logged-out"],
    }),
  ),
  scopes: Type.Array(Type.Enum([...OPENID_SCOPES, ...API_SCOPES]), {
    uniqueItems: true,
    maxItems: 100,
    description: "What it may ask for at most.",
    examples: [["openid", "profile", "email"]],
  }),
  auth_method: Type.Enum([...AUTH_METHODS], { description: "How it proves who it is at the token endpoint.", examples: ["client_secret"] }),
  jwks: Nullable(
    Type.Object(
      { keys: Type.Array(Type.Record(Type.String(), Type.Unknown()), { minItems: 1, maxItems: MOST.keys }) },
      { description: "Its public keys (RFC 7517), for `private_key_jwt`; this or `jwks_uri`." },
    ),
  ),
  jwks_uri: Nullable(
    Type.String({ minLength: 1, maxLength: MOST.uri, description: "Where its public keys are.", examples: ["https://billing.example.com/jwks.json"] }),
  ),
  logo_url: Nullable(
    Type.String({ minLength: 1, maxLength: MOST.uri, description: "Shown beside its name.", examples: ["https://billing.example.com/logo.png"] }),
  ),
  is_trusted: Type.Boolean({ description: "The installation's own: nobody is asked for consent." }),
  is_active: Type.Boolean({ description: "Whether it works. Switched off, its sessions end at once." }),
  dpop_bound: Type.Boolean({ description: "Its access tokens must be bound to a key (RFC 9449)." }),
  require_par: Type.Boolean({ description: "It must push its authorization requests (RFC 9126)." }),
  organization_id: Nullable(Uuid("The organization that it belongs to.")),
};

/** What can be changed of an application: all of it but what it is and how it came about. */
export const ApplicationFields = Type.Object(fields);
export type ApplicationFields = Static<typeof ApplicationFields>;

const type = Type.Enum([...TYPES], { description: "What it runs on; never changes.", examples: ["web"] });

/** The read model of an application. */
export const Application = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    client_id: Uuid("The same, as OAuth calls it."),
    type,
    ...fields,
    is_system: Type.Boolean({ description: "Belongs to the installation: the console, the command line." }),
    is_self_registered: Type.Boolean({ description: "It registered by itself (RFC 7591)." }),
    service_account_id: Nullable(Uuid("Of a machine: the account that its tokens stand for.")),
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
  },
  { $id: "Application", description: "An OAuth client." },
);

const secretText = Type.String({ description: "Shown here and never again.", examples: ["rs_9vQ3..."] });

/** The answer that creates: the secret is in no other. */
export const ApplicationCreated = Type.Object(
  { ...Application.properties, client_secret: Nullable(secretText) },
  { $id: "ApplicationCreated", description: "A new OAuth client, with its secret where it has one." },
);

const optional = Type.Optional;

const given = {
  redirect_uris: optional(fields.redirect_uris),
  post_logout_redirect_uris: optional(fields.post_logout_redirect_uris),
  backchannel_logout_uri: optional(fields.backchannel_logout_uri),
  scopes: optional(fields.scopes),
  auth_method: optional(fields.auth_method),
  jwks: optional(fields.jwks),
  jwks_uri: optional(fields.jwks_uri),
  logo_url: optional(fields.logo_url),
  is_trusted: optional(fields.is_trusted),
  is_active: optional(fields.is_active),
  dpop_bound: optional(fields.dpop_bound),
  require_par: optional(fields.require_par),
  organization_id: optional(fields.organization_id),
};

export const ApplicationCreate = Type.Object(
  {
    name: fields.name,
    type,
    ...given,
    is_superuser: optional(Type.Boolean({ description: "Machines only: whether its account is a superuser. `PATCH /users/{id}` changes it later." })),
  },
  { $id: "ApplicationCreate", description: "A new OAuth client. What is absent is what suits the type." },
);
export type ApplicationCreate = Static<typeof ApplicationCreate>;

export const ApplicationUpdate = Type.Object(
  { name: optional(fields.name), type: optional(type), ...given },
  { $id: "ApplicationUpdate", description: "Changes to an application. Absent fields stay as they are; lists are replaced." },
);
export type ApplicationUpdate = Static<typeof ApplicationUpdate>;

export const ApplicationListQuery = Type.Object({
  q: optional(Type.String({ maxLength: 200, description: "Part of the name, without case." })),
  type: optional(type),
  is_active: optional(Type.Boolean({ description: "Whether it works." })),
  ...pageQuery,
});
export type ApplicationListQuery = Static<typeof ApplicationListQuery>;

/** What is known of a client secret. */
export const ApplicationSecret = Type.Object(
  {
    id: Uuid("Id of the secret."),
    hint: Type.String({ description: "Its first characters.", examples: ["rs_9vQ3"] }),
    created: Moment("When it was made."),
    expires: Nullable(Moment("When it stops working; null: when it is rotated or deleted.")),
    last_used: Nullable(Moment("When it was last used, to the minute.")),
  },
  { $id: "ApplicationSecret", description: "A secret of an application; the secret itself is not kept." },
);

export const ApplicationSecretCreated = Type.Object(
  { ...ApplicationSecret.properties, client_id: Uuid("The application."), client_secret: secretText },
  { $id: "ApplicationSecretCreated", description: "A new secret of an application." },
);

export const SecretRotate = Type.Object(
  {
    retain_seconds: optional(
      Type.Integer({
        default: 0,
        minimum: 0,
        maximum: 30 * 86_400,
        description: "How much longer the secrets before it work: time to bring the new one everywhere.",
        examples: [86_400],
      }),
    ),
  },
  { $id: "SecretRotate", description: "How a secret takes over." },
);

export const ApplicationPath = Type.Object({ application_id: Uuid("Id of the application.") });
export const SecretPath = Type.Object({ application_id: Uuid("Id of the application."), secret_id: Uuid("Id of the secret.") });
