import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { refusal, STEP_UP } from "../../kernel/errors.ts";
import { listOwnIdentities, unlinkOwnIdentity } from "./identities-service.ts";
import { deleteUser, previewDeletion, restoreUser, unlockUser } from "./lifecycle-service.ts";
import { createUserList } from "./list-store.ts";
import {
  type UserCreateQuery as CreateQuery,
  IdentityPath,
  ListedUser,
  OwnIdentity,
  User,
  UserCreate,
  UserCreateQuery,
  UserDeleteQuery,
  UserDeletion,
  UserListQuery,
  UserPath,
  UserUpdate,
} from "./schema.ts";
import { createUser, getUser, jsonObject, listUsers, principalOf } from "./service.ts";
import type { UserText } from "./store.ts";
import { type Throttle, updateUser } from "./update-service.ts";

const tag = "Users";

const one = (user: UserText): Answer => ({ json: user.json, version: user.version });

/** The query form has metadata as text; a password in it can be switched off. */
function fromQuery(query: CreateQuery, passwordAllowed: boolean): UserCreate {
  if (query.password && !passwordAllowed) throw refusal("password.in_query");
  const { metadata, ...rest } = query;
  return metadata === undefined ? rest : { ...rest, metadata: jsonObject("metadata", metadata) as Record<string, unknown> };
}

const UPDATE_ERRORS = [
  "user.update_denied",
  "user.field_denied",
  "user.external",
  "user.internal",
  "user.reserved_admin",
  "user.last_administrator",
  "organization.last_admin",
  "user.identifier_taken",
  "password.confirmation_required",
  "password.wrong_current",
  "password.length",
  "password.common",
  "auth.reauthentication_required",
  "credentials.device_denied",
  "auth.too_many_attempts",
  "auth.busy",
] as const;

/** The Users API (contract A.1, B.1, Part C). */
export function userRoutes(publicUrl: string, throttle: Throttle): Route[] {
  const list = createUserList();
  return [
    defineRoute({
      method: "GET",
      path: "/users",
      id: "listUsers",
      tag,
      summary: "List users",
      description: "A page of the accounts that the caller may know of, in the order of creation. Filters combine with AND; an empty value counts as absent.",
      permission: "users:list",
      query: UserListQuery,
      answer: Type.Array(ListedUser),
      paged: true,
      errors: ["access.superuser", "organization.mfa_required"],
      handler: async (ctx, { query, meta }) => pageAnswer(await listUsers(ctx, list, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/users",
      id: "createUser",
      tag,
      summary: "Create a user",
      description:
        "Makes a local account. The fields come as a JSON body; for old clients also in the query string, without a body. A password given here must be changed at the first sign-in.",
      permission: "users:create",
      query: UserCreateQuery,
      body: UserCreate,
      bodyOptional: true,
      answer: User,
      etag: true,
      errors: ["user.identifier_missing", "user.identifier_taken", "password.in_query", "auth.busy"],
      example: { email: "ada@example.com", name: "Ada Lovelace", password: "a first password" },
      handler: async (ctx, { query, body }) => one(await createUser(ctx, body ?? fromQuery(query, ctx.app.config.passwordInQuery))),
    }),
    defineRoute({
      method: "GET",
      path: "/users/me",
      id: "getCurrentUser",
      tag,
      summary: "Get the signed-in user",
      permission: "users:read",
      whileExpired: true,
      whileEnrolling: true,
      answer: User,
      etag: true,
      handler: async (ctx) => one(await getUser(ctx, principalOf(ctx).id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/users/me",
      id: "updateCurrentUser",
      tag,
      summary: "Update the signed-in user",
      permission: "users:update",
      whileExpired: true,
      body: UserUpdate,
      answer: User,
      etag: true,
      errors: UPDATE_ERRORS,
      example: { name: "Ada King", company: "Analytical Engines" },
      handler: async (ctx, { body, ifMatch }) => one(await updateUser(ctx, throttle, principalOf(ctx).id, body, ifMatch)),
    }),
    defineRoute({
      method: "GET",
      path: "/users/me/identities",
      id: "listOwnIdentities",
      tag,
      summary: "List the identities that one signs in with",
      description:
        "Of identity providers, oldest first; one of each at most. An account that belongs to a provider (`oauth_provider`) has that one only, and no other way in; any other has these beside its password and passkeys.",
      permission: "credentials:read",
      answer: Type.Array(OwnIdentity),
      handler: async (ctx) => ({ json: await listOwnIdentities(ctx) }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/me/identities/{provider}",
      id: "unlinkIdentity",
      tag,
      summary: "Remove an identity",
      description: "It signs in to the account no more; its sessions stay. The last way in is not removed. Takes a sign-in no older than 10 minutes.",
      permission: "identities:write",
      params: IdentityPath,
      answer: Type.Null(),
      errors: [...STEP_UP, "identity.not_found", "identity.owner", "identity.last_way_in", "user.last_administrator"],
      handler: async (ctx, { params }) => {
        await unlinkOwnIdentity(ctx, params.provider);
        return { value: null };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/users/{user_id}",
      id: "getUser",
      tag,
      summary: "Get a user",
      permission: "users:read",
      params: UserPath,
      answer: User,
      etag: true,
      errors: ["user.not_found"],
      handler: async (ctx, { params }) => one(await getUser(ctx, params.user_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/users/{user_id}",
      id: "updateUser",
      tag,
      summary: "Update a user",
      description:
        "Absent fields stay as they are, null clears a field that can be empty, unknown fields are ignored. An account that does not exist is refused like one that may not be changed.",
      permission: "users:update",
      whileExpired: true,
      params: UserPath,
      body: UserUpdate,
      answer: User,
      etag: true,
      errors: UPDATE_ERRORS,
      example: { job_title: "Engineer", is_active: true },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateUser(ctx, throttle, params.user_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/{user_id}",
      id: "deleteUser",
      tag,
      summary: "Delete a user",
      description:
        "Superusers any account, a person their own, which takes a sign-in no older than 10 minutes where somebody is signed in: keys and machines are not. Sessions end at once; the account can be restored for a set time, then it is erased.",
      permission: "users:delete",
      params: UserPath,
      query: UserDeleteQuery,
      answer: Type.Null(),
      etag: true,
      errors: [
        "user.delete_denied",
        "user.not_found",
        "user.internal",
        "user.last_administrator",
        "organization.last_admin",
        "user.sole_organizations",
        "auth.reauthentication_required",
        "credentials.device_denied",
      ],
      handler: async (ctx, { params, query, ifMatch }) => {
        await deleteUser(ctx, params.user_id, ifMatch, query.delete_sole_organizations);
        return { value: null };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/deletion",
      id: "previewUserDeletion",
      tag,
      summary: "Preview the deletion of a user",
      description: "What would go, what would stay and what stands in the way. Nothing is changed.",
      permission: "users:delete",
      params: UserPath,
      query: UserDeleteQuery,
      answer: UserDeletion,
      errors: ["user.delete_denied", "user.not_found"],
      handler: async (ctx, { params, query }) => ({ value: await previewDeletion(ctx, params.user_id, query.delete_sole_organizations) }),
    }),
    defineRoute({
      method: "POST",
      path: "/users/{user_id}/restore",
      id: "restoreUser",
      tag,
      summary: "Restore a deleted user",
      permission: "users:restore",
      params: UserPath,
      answer: User,
      etag: true,
      errors: ["user.not_deleted", "user.identifier_taken"],
      handler: async (ctx, { params }) => one(await restoreUser(ctx, params.user_id)),
    }),
    defineRoute({
      method: "POST",
      path: "/users/{user_id}/unlock",
      id: "unlockUser",
      tag,
      summary: "Unlock a user",
      description: "Forgets failed attempts, which hold signing in back for a while, wherever they came from.",
      permission: "users:unlock",
      params: UserPath,
      answer: Type.Null(),
      errors: ["user.not_found"],
      handler: async (ctx, { params }) => {
        await unlockUser(ctx, params.user_id);
        return { value: null };
      },
    }),
  ];
}
