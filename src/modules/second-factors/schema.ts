import Type from "typebox";
import { Moment, Nullable, SECRET, Uuid } from "../../kernel/wire.ts";

/** The ways into an account. */
export const Credentials = Type.Object(
  {
    password: Type.Boolean({ description: "Whether it has a local password." }),
    oauth_provider: Nullable(Type.String({ description: "The external identity provider that it signs in with." })),
    identities: Type.Integer({ description: "Identities of providers that sign in to it: `GET /users/me/identities` lists one's own." }),
    totp_activated: Nullable(Moment("Since when it has an authenticator app; null without one.")),
    recovery_codes: Type.Integer({ description: "Recovery codes that are left." }),
    passkeys: Type.Integer({ description: "Passkeys that it has: `GET /users/me/passkeys` lists them." }),
    magic_link: Type.Boolean({ description: "Whether it can ask for a link to sign in by mail." }),
    linkable: Type.Boolean({
      description: "Whether identities of providers may be linked to it: to people's own accounts, but not to those of a provider, nor to the reserved admin.",
    }),
  },
  { $id: "Credentials", description: "The ways into an account." },
);

/** The same, as superusers see it of any account. */
export const UserCredentials = Type.Object(
  {
    ...Credentials.properties,
    passkeys: Type.Integer({ description: "Passkeys that it has: `GET /users/{user_id}/passkeys` lists them." }),
    password_expired: Nullable(Type.Boolean({ description: "Whether a new password must be chosen; null without a local password." })),
    password_changed: Nullable(Moment("When the local password was set; null without one.")),
    oauth_id: Nullable(Type.String({ description: "The provider's identifier of the account." })),
    locked_until: Nullable(Moment("Until when signing in is held back somewhere after failed attempts; null: nowhere.")),
  },
  { $id: "UserCredentials", description: "The ways into an account, and what stands in them." },
);

export const NewTotp = Type.Object(
  {
    secret: Type.String({ description: "The shared secret in base32, to be typed in. Shown here only." }),
    otpauth_uri: Type.String({
      description: "The same for authenticator apps, to be shown as a QR code.",
      examples: ["otpauth://totp/Roster:ada?issuer=Roster&secret=..."],
    }),
  },
  { $id: "NewTotp", description: "An authenticator app that is being set up (RFC 6238: SHA-1, 6 digits, 30 seconds)." },
);

export const TotpCode = Type.Object(
  { code: Type.String({ minLength: 6, maxLength: 20, ...SECRET, description: "What the app shows." }) },
  { $id: "TotpCode", description: "A code of an authenticator app." },
);

export const RecoveryCodes = Type.Object(
  {
    recovery_codes: Type.Array(Type.String(), {
      description: "Each signs in once in place of the app's code. Shown here only.",
      examples: [["7QFD-2M0C-XK4W-9TBE"]],
    }),
  },
  { $id: "RecoveryCodes", description: "A new set of recovery codes." },
);

export const OwnerPath = Type.Object({ user_id: Uuid("Id of the account.") });
