import Type from "typebox";
import { defineRoute, type Route } from "../http/define-route.ts";
import { JWKS_MAX_AGE } from "./key-states.ts";
import type { KeySet } from "./keys.ts";
import { JwkSet, SigningKeyPath, SigningKeyState } from "./keys-schema.ts";
import { listSigningKeys, removeSigningKey, rotateSigningKey } from "./keys-service.ts";

const tag = "Signing keys";

/** The public surface of token signing, and the administration of its keys. */
export function keyRoutes(keys: KeySet): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/.well-known/jwks.json",
      id: "getJwks",
      tag: "Signing in",
      summary: "Get the keys that verify access tokens",
      permission: "installation:read",
      answer: JwkSet,
      handler: async () => ({ value: { keys: await keys.published() }, headers: { "cache-control": `public, max-age=${JWKS_MAX_AGE}` } }),
    }),
    defineRoute({
      method: "GET",
      path: "/signing_keys",
      id: "listSigningKeys",
      tag,
      summary: "List the signing keys",
      description: "With their states, newest first. They are few.",
      permission: "signing_keys:read",
      answer: Type.Array(SigningKeyState),
      handler: async (ctx) => ({ value: await listSigningKeys(ctx) }),
    }),
    defineRoute({
      method: "POST",
      path: "/signing_keys",
      id: "rotateSigningKey",
      tag,
      summary: "Rotate the signing key",
      description: "Makes the next key, which is published at once and takes over when every relying party can have it. While one waits, answers that one.",
      permission: "signing_keys:write",
      answer: SigningKeyState,
      handler: async (ctx) => {
        const next = await rotateSigningKey(ctx);
        keys.forget();
        return { value: next };
      },
    }),
    defineRoute({
      method: "DELETE",
      path: "/signing_keys/{kid}",
      id: "removeSigningKey",
      tag,
      summary: "Remove a signing key at once",
      description:
        "For a key that somebody else may have. What it signed stops counting; when it is the active one, a new one signs from now on, which relying parties may not have yet. To rotate without breaking anything, use POST.",
      permission: "signing_keys:write",
      params: SigningKeyPath,
      answer: Type.Null(),
      errors: ["signing_key.not_found"],
      handler: async (ctx, { params }) => {
        await removeSigningKey(ctx, params.kid);
        keys.forget();
        return { value: null };
      },
    }),
  ];
}
