import Type from "typebox";
import { defineRoute, type Route } from "../http/define-route.ts";
import type { Tokens } from "./tokens.ts";

/** Exactly the public members: whatever else a key has is not serialized. */
const Jwks = Type.Object(
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

/** Seconds that others may keep the keys for: a new key is published that much before it signs. */
const MAX_AGE = 300;

/** The public surface of token signing. */
export function keyRoutes(tokens: Pick<Tokens, "published">): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/.well-known/jwks.json",
      id: "getJwks",
      tag: "Signing in",
      summary: "Get the keys that verify access tokens",
      permission: "installation:read",
      answer: Jwks,
      handler: async () => ({ value: { keys: await tokens.published() }, headers: { "cache-control": `public, max-age=${MAX_AGE}` } }),
    }),
  ];
}
