import Type, { type Static } from "typebox";
import { PLAIN } from "../../kernel/text.ts";
import { Moment, Nullable, pageQuery, SECRET, Uuid } from "../../kernel/wire.ts";

const optional = Type.Optional;

/** Small enough for an address, and of no other site: what accounts carry as `oauth_provider`. */
const NAME = "^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$";
const DOMAIN = "^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,250}[a-zA-Z0-9])?(?::[0-9]{1,5})?$";

const name = Type.String({ pattern: NAME, description: "Short name: what `connection` takes, and accounts have as `oauth_provider`.", examples: ["okta"] });
const displayName = Type.String({ minLength: 1, maxLength: 60, pattern: PLAIN, description: "What people read on the button.", examples: ["Example Inc."] });
const address = (description: string, example: string) => Type.String({ minLength: 1, maxLength: 2048, description, examples: [example] });
const issuer = address("Issuer of OpenID Connect, exactly as the provider spells it.", "https://login.example.com");
const claim = (description: string) => optional(Type.String({ minLength: 1, maxLength: 200, description }));
const scopes = Type.Array(Type.String({ pattern: "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}$" }), {
  maxItems: 50,
  description: "What is asked of the provider.",
  examples: [["openid", "email", "profile"]],
});
const domains = Type.Array(Type.String({ pattern: DOMAIN }), {
  maxItems: 100,
  description: "Only verified e-mail addresses of these domains; empty: of every domain.",
  examples: [["example.com"]],
});
const tokenAuth = Type.Union([Type.Literal("client_secret_basic"), Type.Literal("client_secret_post"), Type.Literal("none")], {
  description: "How the token endpoint is told the secret (RFC 8414 2).",
});
const kind = Type.Union([Type.Literal("oidc"), Type.Literal("oauth2")], {
  description: "`oidc`: OpenID Connect, found from the issuer; `oauth2`: without discovery, endpoints one by one.",
});
const preset = Type.Union(
  [
    Type.Literal("google"),
    Type.Literal("microsoft"),
    Type.Literal("gitlab"),
    Type.Literal("okta"),
    Type.Literal("auth0"),
    Type.Literal("keycloak"),
    Type.Literal("github"),
  ],
  { description: "Fills in what is known of a provider." },
);

/** Which claim gives what. A dot goes into an object, where there is no claim with the dot in its name. */
export const ClaimMapping = Type.Object(
  {
    subject: claim("The provider's identifier of the account; OpenID Connect always has `sub`."),
    email: claim("E-mail address."),
    email_verified: claim("Whether that address is verified."),
    name: claim("Full name."),
    avatar_url: claim("Address of a picture."),
    groups: claim("Groups; kept, and shown to administrators."),
    metadata: optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.String({ minLength: 1, maxLength: 200 }), {
        description: "Keys of the account's metadata, and the claim that each is written from at every sign-in.",
        examples: [{ cost_center: "department" }],
      }),
    ),
  },
  { $id: "ClaimMapping", description: "Which claim gives what of an account." },
);
export type ClaimMapping = Static<typeof ClaimMapping>;

const endpoints = {
  issuer: Nullable(issuer),
  authorization_endpoint: Nullable(address("Where people sign in (kind `oauth2`).", "https://login.example.com/authorize")),
  token_endpoint: Nullable(address("Where the code is exchanged (kind `oauth2`).", "https://login.example.com/token")),
  userinfo_endpoint: Nullable(address("Where the claims are (kind `oauth2`).", "https://login.example.com/userinfo")),
  emails_endpoint: Nullable(
    address("A list of `{email, primary, verified}`, where the claims hold no address, as GitHub has it.", "https://api.github.com/user/emails"),
  ),
};

const flags = {
  is_hidden: Type.Boolean({ description: "No button on the sign-in page; whoever knows the name can still use it." }),
  is_enabled: Type.Boolean({ description: "Whether anybody signs in by it. Switching it off ends no session." }),
  trust_email: Type.Boolean({ description: "Its addresses count as verified where it does not say. Only for a provider whose accounts are all yours." }),
  link_existing: Type.Boolean({
    description:
      "Whoever has the verified address of an account that is there gets that account: at once where it has no password, else after giving it. Where it is off, nobody links it to their own account either.",
  }),
};

/** The read model of a connection. */
export const Connection = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    name,
    display_name: displayName,
    preset: Nullable(Type.String({ description: "The preset that it was made from." })),
    kind,
    ...endpoints,
    client_id: Type.String({ description: "Who we are to the provider." }),
    has_client_secret: Type.Boolean({ description: "Whether there is a secret; it is never shown." }),
    token_auth: tokenAuth,
    scopes,
    claims: ClaimMapping,
    domains,
    ...flags,
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
  },
  { $id: "Connection", description: "An identity provider that people sign in with." },
);
export type Connection = Static<typeof Connection>;

const clientId = Type.String({ minLength: 1, maxLength: 512, description: "Who we are to the provider.", examples: ["0oa1b2c3"] });
const clientSecret = Nullable(Type.String({ minLength: 1, maxLength: 4096, ...SECRET, description: "Kept sealed, and never shown." }));

const changeable = {
  display_name: optional(displayName),
  ...(Object.fromEntries(Object.entries(endpoints).map(([key, schema]) => [key, optional(schema)])) as {
    [K in keyof typeof endpoints]: ReturnType<typeof optional<(typeof endpoints)[K]>>;
  }),
  client_secret: optional(clientSecret),
  token_auth: optional(tokenAuth),
  scopes: optional(scopes),
  claims: optional(ClaimMapping),
  domains: optional(domains),
  is_hidden: optional(flags.is_hidden),
  is_enabled: optional(flags.is_enabled),
  trust_email: optional(flags.trust_email),
  link_existing: optional(flags.link_existing),
};

export const ConnectionCreate = Type.Object(
  {
    name,
    preset: optional(preset),
    kind: optional(kind),
    domain: optional(Type.String({ pattern: DOMAIN, description: "For presets that live at a domain of yours.", examples: ["example.okta.com"] })),
    tenant: optional(Type.String({ minLength: 1, maxLength: 200, description: "Microsoft's directory (tenant) ID; Keycloak's realm." })),
    client_id: clientId,
    ...changeable,
  },
  { $id: "ConnectionCreate", description: "A new connection. What a preset knows can be left out." },
);
export type ConnectionCreate = Static<typeof ConnectionCreate>;

export const ConnectionUpdate = Type.Object(
  { client_id: optional(clientId), ...changeable },
  { $id: "ConnectionUpdate", description: "Changes to a connection. Absent fields stay as they are. Name and kind never change." },
);
export type ConnectionUpdate = Static<typeof ConnectionUpdate>;

export const ConnectionListQuery = Type.Object({ ...pageQuery });
export type ConnectionListQuery = Static<typeof ConnectionListQuery>;

export const ConnectionPath = Type.Object({ connection_id: Uuid("Id of the connection.") });

export const ConnectionDeletion = Type.Object(
  {
    connection_id: Uuid("Id of the connection."),
    allowed: Type.Boolean({ description: "Whether it may be deleted now." }),
    accounts: Type.Integer({
      description: "How many accounts sign in by it. They stay, and can sign in again when the same provider is entered under the same name.",
    }),
    blocks: Type.Array(Type.Object({ code: Type.String(), detail: Type.String() }), { description: "What stands in the way." }),
  },
  { $id: "ConnectionDeletion", description: "What deleting a connection would do." },
);
export type ConnectionDeletion = Static<typeof ConnectionDeletion>;

export const Identity = Type.Object(
  {
    user_id: Uuid("The account."),
    subject: Type.String({ description: "The provider's identifier of it." }),
    email_verified: Type.Boolean({ description: "Whether its address was verified, the last time." }),
    groups: Type.Array(Type.String()),
    claims: Type.Record(Type.String(), Type.Unknown(), { description: "What the provider said, the last time." }),
    linked: Moment("When the account got this identity."),
    last_used: Moment("When it last signed in by it."),
  },
  { $id: "Identity", description: "An account as an identity provider knows it." },
);
