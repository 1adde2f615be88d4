import Type, { type Static } from "typebox";
import { Moment, Nullable, Uuid } from "../../kernel/wire.ts";

/** Bytes as base64url without padding (RFC 4648 5). */
const bytes = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, pattern: "^[A-Za-z0-9_-]+$", description });
const name = Type.String({ minLength: 1, maxLength: 50, pattern: "\\S", description: "What its owner calls it.", examples: ["Phone"] });

export const Passkey = Type.Object(
  {
    id: Uuid("Id of the passkey."),
    name,
    aaguid: Uuid("The model of the authenticator; zeros where it does not tell."),
    transports: Type.Array(Type.String(), { description: "How browsers reach it.", examples: [["internal"]] }),
    backup_eligible: Type.Boolean({ description: "Whether it may be copied to other devices of its owner." }),
    backed_up: Type.Boolean({ description: "Whether it was, when it was last used." }),
    created: Moment("When it was added."),
    last_used: Nullable(Moment("When it last signed in.")),
  },
  { $id: "Passkey", description: "A passkey of an account (WebAuthn)." },
);
export type Passkey = Static<typeof Passkey>;

/** What `PublicKeyCredential.toJSON()` gives; further fields of it are not needed. */
const head = {
  id: bytes(1400, "Id of the credential."),
  rawId: bytes(1400, "The same."),
  type: Type.Literal("public-key"),
};

export const Registration = Type.Object(
  {
    ...head,
    response: Type.Object({
      clientDataJSON: bytes(8192, "What the browser says of the request."),
      attestationObject: bytes(65_536, "What the authenticator made."),
      transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
    }),
  },
  { $id: "PasskeyRegistration", description: "A new credential, as browsers give it (RegistrationResponseJSON of WebAuthn)." },
);
export type Registration = Static<typeof Registration>;

export const Assertion = Type.Object(
  {
    ...head,
    response: Type.Object({
      clientDataJSON: bytes(8192, "What the browser says of the request."),
      authenticatorData: bytes(8192, "What the authenticator says."),
      signature: bytes(8192, "Its signature."),
      userHandle: Type.Optional(Nullable(bytes(100, "Whose credential it is."))),
    }),
  },
  { $id: "PasskeyAssertion", description: "The use of a credential, as browsers give it (AuthenticationResponseJSON of WebAuthn)." },
);
export type Assertion = Static<typeof Assertion>;

export const NewPasskey = Type.Object({ name: Type.Optional(name), response: Registration }, { $id: "NewPasskey", description: "A passkey to be added." });
export const PasskeyUpdate = Type.Object({ name: Type.Optional(name) }, { $id: "PasskeyUpdate", description: "What can be changed of a passkey." });
export const PasskeyPath = Type.Object({ passkey_id: Uuid("Id of the passkey.") });
export const OwnerPath = Type.Object({ user_id: Uuid("Id of the account.") });

/** What the browser hands to the authenticator (WebAuthn's JSON forms of the options). */
export const PasskeyOptions = Type.Record(Type.String(), Type.Unknown(), {
  $id: "PasskeyOptions",
  description: "Options for `navigator.credentials`, in the JSON form of WebAuthn. The challenge is good once, for 5 minutes.",
});
