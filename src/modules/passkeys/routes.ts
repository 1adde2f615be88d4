import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { STEP_UP } from "../../kernel/errors.ts";
import { NewPasskey, OwnerPath, Passkey, PasskeyOptions, PasskeyPath, PasskeyUpdate } from "./schema.ts";
import { addPasskey, beginPasskey, listOwnPasskeys, listPasskeysOf, removePasskey, resetPasskeys, updatePasskey } from "./service.ts";

const tag = "Credentials";

/** Adding a passkey: open to whoever must have a second factor and has none. */
function addingRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "POST",
      path: "/users/me/passkeys/options",
      id: "beginPasskey",
      tag,
      summary: "Begin to add a passkey",
      description: "Answers what the browser hands to the authenticator. Takes a sign-in no older than 10 minutes.",
      permission: "credentials:write",
      whileEnrolling: true,
      answer: PasskeyOptions,
      errors: [...STEP_UP, "passkey.unavailable", "passkey.too_many"],
      notIdempotent: "Each answer has a challenge of its own, which is good once.",
      handler: async (ctx) => ({ value: await beginPasskey(ctx, publicUrl) }),
    }),
    defineRoute({
      method: "POST",
      path: "/users/me/passkeys",
      id: "addPasskey",
      tag,
      summary: "Add a passkey",
      description: "An account has 20 at most. With its first second factor its other sessions end.",
      permission: "credentials:write",
      whileEnrolling: true,
      body: NewPasskey,
      answer: Passkey,
      etag: true,
      errors: [...STEP_UP, "passkey.unavailable", "passkey.too_many", "passkey.invalid", "passkey.known"],
      notIdempotent: "The challenge in it is good once: of two, the second is refused.",
      handler: async (ctx, { body }) => addPasskey(ctx, publicUrl, body.name, body.response),
    }),
  ];
}

function ownRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/users/me/passkeys",
      id: "listOwnPasskeys",
      tag,
      summary: "List one's own passkeys",
      description: "Oldest first; 20 at most.",
      permission: "credentials:read",
      answer: Type.Array(Passkey),
      errors: ["credentials.denied"],
      handler: async (ctx) => ({ json: await listOwnPasskeys(ctx) }),
    }),
    defineRoute({
      method: "PATCH",
      path: "/users/me/passkeys/{passkey_id}",
      id: "updatePasskey",
      tag,
      summary: "Rename a passkey",
      permission: "credentials:write",
      params: PasskeyPath,
      body: PasskeyUpdate,
      answer: Passkey,
      etag: true,
      errors: ["credentials.denied", "passkey.not_found"],
      example: { name: "Phone" },
      handler: async (ctx, { params, body, ifMatch }) => updatePasskey(ctx, params.passkey_id, body.name, ifMatch),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/me/passkeys/{passkey_id}",
      id: "deletePasskey",
      tag,
      summary: "Remove a passkey",
      description: "It signs nobody in any more. Takes a sign-in no older than 10 minutes.",
      permission: "credentials:write",
      params: PasskeyPath,
      answer: Type.Null(),
      etag: true,
      errors: [...STEP_UP, "passkey.not_found", "user.last_administrator"],
      handler: async (ctx, { params, ifMatch }) => {
        await removePasskey(ctx, params.passkey_id, ifMatch);
        return { value: null };
      },
    }),
  ];
}

/** Passkeys: one's own, and for superusers those of whoever lost them. */
export function passkeyRoutes(publicUrl: string): Route[] {
  return [
    ...addingRoutes(publicUrl),
    ...ownRoutes(),
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/passkeys",
      id: "listUserPasskeys",
      tag,
      summary: "List a user's passkeys",
      permission: "credentials:reset",
      params: OwnerPath,
      answer: Type.Array(Passkey),
      errors: ["user.not_found"],
      handler: async (ctx, { params }) => ({ json: await listPasskeysOf(ctx, params.user_id) }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/{user_id}/passkeys",
      id: "resetUserPasskeys",
      tag,
      summary: "Remove a user's passkeys",
      description: "For whoever lost them. The sessions of the account end.",
      permission: "credentials:reset",
      params: OwnerPath,
      answer: Type.Object({ removed: Type.Integer({ description: "How many there were." }) }, { $id: "PasskeysRemoved", description: "What was removed." }),
      errors: ["user.not_found", "user.last_administrator", ...STEP_UP],
      handler: async (ctx, { params }) => ({ value: { removed: await resetPasskeys(ctx, params.user_id) } }),
    }),
  ];
}
