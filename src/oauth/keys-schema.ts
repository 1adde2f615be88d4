import Type, { type Static } from "typebox";
import { Moment, Nullable } from "../kernel/wire.ts";

/** Exactly the public members: whatever else a key has is not serialized. */
export const JwkSet = Type.Object(
  {
    keys: Type.Array(
      Type.Object({
        kty: Type.String({ examples: ["EC"] }),
        crv: Type.String({ examples: ["P-256"] }),
        x: Type.String(),
        y: Type.String(),
        kid: Type.String({ description: "The key's thumbprint (RFC 7638)." }),
        alg: Type.String({ examples: ["ES256"] }),
        use: Type.String({ examples: ["sig"] }),
      }),
    ),
  },
  { $id: "JwkSet", description: "Public keys (RFC 7517)." },
);

/** A signing key, as administrators see it: when it does what. */
export const SigningKeyState = Type.Object(
  {
    kid: Type.String({ description: "Its id: its thumbprint (RFC 7638)." }),
    alg: Type.String({ examples: ["ES256"] }),
    state: Type.Enum(["next", "active", "retiring", "gone"], {
      description: "`next` is published and does not sign yet, `active` signs, `retiring` is published for what it signed, `gone` is about to be deleted.",
    }),
    created: Moment("When it was made, and published."),
    activates: Moment("When it begins to sign."),
    retires: Nullable(Moment("When another key takes over; null while none is to.")),
    gone: Nullable(Moment("When nothing that it signed is good any more.")),
  },
  { $id: "SigningKey", description: "A key that signs tokens." },
);
export type SigningKeyState = Static<typeof SigningKeyState>;

export const SigningKeyPath = Type.Object({ kid: Type.String({ minLength: 1, maxLength: 200, description: "Id of the key." }) });
