import Type from "typebox";
import { Nullable, SECRET, Uuid } from "../kernel/wire.ts";

const optional = Type.Optional;

/** The form of `POST /auth/login` (contract B.2). Which fields are there says which grant it is. */
export const LoginForm = Type.Object(
  {
    grant_type: optional(
      Type.String({
        maxLength: 100,
        description: "`password`, `client_credentials`, `refresh_token` or `urn:ietf:params:oauth:grant-type:device_code`; without it the fields decide.",
        examples: ["password"],
      }),
    ),
    username: optional(Type.String({ maxLength: 320, description: "Username or e-mail address, without case.", examples: ["ada"] })),
    password: optional(Type.String({ maxLength: 1024, ...SECRET })),
    otp: optional(Type.String({ maxLength: 100, ...SECRET, description: "A code of the account's authenticator app, or a recovery code." })),
    refresh_token: optional(Type.String({ maxLength: 4096, ...SECRET })),
    client_id: optional(Type.String({ maxLength: 255 })),
    client_secret: optional(Type.String({ maxLength: 1024, ...SECRET })),
    device_code: optional(Type.String({ maxLength: 1024, ...SECRET })),
    audience: optional(Type.String({ maxLength: 2048 })),
  },
  { $id: "LoginForm", description: "A sign-in. An empty field counts as absent." },
);

export const TokenAnswer = Type.Object(
  {
    access_token: Type.String({ description: "To be sent as `Authorization: Bearer ...`." }),
    token_type: Type.Literal("bearer"),
    expires_in: Type.Integer({ description: "Seconds that the access token is good for." }),
    refresh_token: Nullable(
      Type.String({ description: "Good for one new access token, and a new refresh token with it; null for machines, which ask again." }),
    ),
    scope: Type.String({ description: "What a machine's token may do; empty for people: the token has all the rights of the account." }),
    device_id: Nullable(Uuid("The device whose token it is.")),
    device_metadata: Nullable(Type.Record(Type.String(), Type.Unknown(), { description: "What whoever verified the device said of it." })),
    token: Type.String({ description: "The same as `access_token`." }),
  },
  { $id: "TokenAnswer", description: "An access token (RFC 6749 5.1)." },
);

/** A way to sign in. */
export const SignInMethod = Type.Object(
  {
    id: Type.String({ description: "What `connection` of `/auth/authorize` takes.", examples: ["password"] }),
    type: Type.String({
      description: "`password`: username and password to `/auth/login`; `passkey`: to `/auth/passkey`; `oidc` or `oauth2`: an external provider.",
      examples: ["password"],
    }),
    name: Type.String({ description: "For people.", examples: ["Username and password"] }),
    authorize_url: Nullable(Type.String({ description: "Where signing in with an external provider starts; null where the form is ours." })),
    linkable: Type.Boolean({ description: "Whether whoever has an account can link it: `POST /users/me/identities`." }),
  },
  { $id: "SignInMethod", description: "A way to sign in to this installation." },
);
