import Type, { type TObject, type TProperties } from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import type { Context } from "../../kernel/context.ts";
import type { ErrorCode } from "../../kernel/errors.ts";
import { listOrganizationKeys } from "./organization-service.ts";
import { keysOf, ownKeys } from "./own-service.ts";
import {
  AccountKeyPath,
  AccountPath,
  ApiKey,
  ApiKeyCreate,
  ApiKeyCreated,
  ApiKeyListQuery,
  ApiKeyPath,
  ApiKeyRotate,
  ApiKeyUpdate,
  OrganizationApiKey,
  OrganizationPath,
} from "./schema.ts";
import { createKey, deleteKey, getKey, type KeyOwner, listKeys, rotateKey, updateKey } from "./service.ts";
import type { KeyText } from "./store.ts";

const one = (key: KeyText): Answer => ({ json: key.json, version: key.version });

/** Keys under the address of whoever holds them. */
interface Under {
  readonly path: string;
  readonly tag: string;
  /** Parameters of that address. */
  readonly params: TProperties;
  /** "PersonalAccessToken": the second half of the operations' names. */
  readonly noun: string;
  /** What the documentation calls them. */
  readonly word: string;
  readonly permissions: readonly ["keys:read" | "organizations:read", "keys:write" | "organizations:write"];
  readonly errors: readonly ErrorCode[];
  /** Whose keys an address means, and that the caller may see or change them. */
  readonly owner: (ctx: Context, params: Record<string, string>, permission: "read" | "update") => Promise<KeyOwner>;
}

/** The routes of keys, wherever they stand (contract B.1, B.3). */
export function keyRoutesUnder({ path, tag, params, noun, word, permissions: [read, write], errors, owner }: Under, publicUrl: string): Route[] {
  const under = Type.Object(params);
  const onePath: TObject = Type.Object({ ...params, ...ApiKeyPath.properties });
  const given = (input: unknown) => input as Record<string, string> & { key_id: string };
  const common = { tag } as const;
  const hasParams = Object.keys(params).length > 0;
  return [
    defineRoute({
      ...common,
      method: "GET",
      path,
      id: `list${noun}s`,
      summary: `List ${word}s`,
      description: "In the order of creation; what is known of them, not the keys themselves.",
      permission: read,
      ...(hasParams && { params: under }),
      query: ApiKeyListQuery,
      answer: Type.Array(ApiKey),
      paged: true,
      errors,
      handler: async (ctx, { params: p, query, meta }) => pageAnswer(await listKeys(ctx, await owner(ctx, given(p), "read"), query), publicUrl, meta.url),
    }),
    defineRoute({
      ...common,
      method: "POST",
      path,
      id: `create${noun}`,
      summary: `Create a ${word}`,
      description: "The answer has the key, this once. It works as a bearer token, and as `password` at `/auth/login`.",
      permission: write,
      ...(hasParams && { params: under }),
      body: ApiKeyCreate,
      answer: ApiKeyCreated,
      errors: [...errors, "api_key.name_taken", "api_key.too_many"],
      example: { name: "ci", expires_in_minutes: 129_600 },
      handler: async (ctx, { params: p, body }) => ({ json: (await createKey(ctx, await owner(ctx, given(p), "update"), body)).json }),
    }),
    defineRoute({
      ...common,
      method: "GET",
      path: `${path}/{key_id}`,
      id: `get${noun}`,
      summary: `Get a ${word}`,
      permission: read,
      params: onePath,
      answer: ApiKey,
      etag: true,
      errors: [...errors, "api_key.not_found"],
      handler: async (ctx, { params: p }) => one(await getKey(ctx, await owner(ctx, given(p), "read"), given(p).key_id)),
    }),
    defineRoute({
      ...common,
      method: "PATCH",
      path: `${path}/{key_id}`,
      id: `update${noun}`,
      summary: `Update a ${word}`,
      description: "Deactivated, it stops working at once.",
      permission: write,
      params: onePath,
      body: ApiKeyUpdate,
      answer: ApiKey,
      etag: true,
      errors: [...errors, "api_key.not_found", "api_key.name_taken"],
      example: { active: false },
      handler: async (ctx, { params: p, body, ifMatch }) => one(await updateKey(ctx, await owner(ctx, given(p), "update"), given(p).key_id, body, ifMatch)),
    }),
    defineRoute({
      ...common,
      method: "PUT",
      path: `${path}/{key_id}/rotate`,
      id: `rotate${noun}`,
      summary: `Rotate a ${word}`,
      description: "Gives it another value, shown this once. The old one stops working, at once or after `retain_period_minutes`.",
      permission: write,
      params: onePath,
      body: ApiKeyRotate,
      bodyOptional: true,
      answer: ApiKeyCreated,
      errors: [...errors, "api_key.not_found"],
      example: { retain_period_minutes: 60 },
      handler: async (ctx, { params: p, body }) => {
        const { json } = await rotateKey(ctx, await owner(ctx, given(p), "update"), given(p).key_id, body?.retain_period_minutes ?? 0);
        return { json };
      },
    }),
    defineRoute({
      ...common,
      method: "DELETE",
      path: `${path}/{key_id}`,
      id: `delete${noun}`,
      summary: `Delete a ${word}`,
      description: "It stops working at once.",
      permission: write,
      params: onePath,
      answer: Type.Null(),
      etag: true,
      errors: [...errors, "api_key.not_found"],
      handler: async (ctx, { params: p, ifMatch }) => {
        await deleteKey(ctx, await owner(ctx, given(p), "update"), given(p).key_id, ifMatch);
        return { value: null };
      },
    }),
  ];
}

/** The keys of any account, for superusers: to see them, and to end what was forgotten or lost. */
export function accountKeyRoutes(publicUrl: string): Route[] {
  const tag = "Personal access tokens";
  const errors = ["user.not_found", "api_key.device_denied"] as const;
  return [
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/api_keys",
      id: "listUserApiKeys",
      tag,
      summary: "List the keys of a user",
      description: "In the order of creation; what is known of them, not the keys themselves.",
      permission: "keys:inspect",
      params: AccountPath,
      query: ApiKeyListQuery,
      answer: Type.Array(ApiKey),
      paged: true,
      errors,
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listKeys(ctx, await keysOf(ctx, params.user_id, "read"), query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/{user_id}/api_keys/{key_id}",
      id: "deleteUserApiKey",
      tag,
      summary: "Delete a key of a user",
      description: "It stops working at once.",
      permission: "keys:revoke",
      params: AccountKeyPath,
      answer: Type.Null(),
      etag: true,
      errors: [...errors, "api_key.not_found", "auth.reauthentication_required"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteKey(ctx, await keysOf(ctx, params.user_id, "update"), params.key_id, ifMatch);
        return { value: null };
      },
    }),
  ];
}

/** The keys of all service accounts of an organization at once. */
export function organizationKeyRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/api_keys",
      id: "listOrganizationKeys",
      tag: "Service accounts",
      summary: "List the keys of all service accounts of an organization",
      description: "In the order of creation, each with its account and who answers for that; not the keys themselves. The filters find those to take care of.",
      permission: "organizations:read",
      params: OrganizationPath,
      query: ApiKeyListQuery,
      answer: Type.Array(OrganizationApiKey),
      paged: true,
      errors: ["organization.not_found", "access.denied", "api_key.device_denied"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listOrganizationKeys(ctx, params.organization_id, query), publicUrl, meta.url),
    }),
  ];
}

/** Personal access tokens (contract B.1). */
export function personalKeyRoutes(publicUrl: string): Route[] {
  return keyRoutesUnder(
    {
      path: "/users/me/api_keys",
      tag: "Credentials",
      params: {},
      noun: "PersonalAccessToken",
      word: "personal access token",
      permissions: ["keys:read", "keys:write"],
      errors: ["api_key.device_denied", "auth.reauthentication_required", "organization.mfa_required"],
      owner: (ctx, _, permission) => ownKeys(ctx, permission),
    },
    publicUrl,
  );
}
