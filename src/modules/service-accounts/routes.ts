import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import {
  OrganizationPath,
  SERVICE_ACCOUNT_PATH,
  ServiceAccount,
  ServiceAccountCreate,
  ServiceAccountListQuery,
  ServiceAccountPath,
  ServiceAccountUpdate,
} from "./schema.ts";
import { createServiceAccount, deleteServiceAccount, getServiceAccount, keysOf, listServiceAccounts, updateServiceAccount } from "./service.ts";
import type { ServiceAccountText } from "./store.ts";

const tag = "Service accounts";
const PATH = "/organizations/{organization_id}/service_accounts";

const one = (account: ServiceAccountText): Answer => ({ json: account.json, version: account.version });

const HELD = ["organization.not_found", "access.denied", "service_account.not_found"] as const;
const CHANGED = [...HELD, "service_account.of_application", "role.beyond_own"] as const;

/** What `keyRoutesUnder` needs to put keys under a service account. */
export const SERVICE_ACCOUNT_KEYS = {
  path: `${PATH}/{service_account_id}/api_keys`,
  tag,
  params: SERVICE_ACCOUNT_PATH,
  noun: "ServiceAccountKey",
  word: "key of a service account",
  permissions: ["organizations:read", "organizations:write"] as const,
  errors: [...CHANGED, "api_key.device_denied"] as const,
  owner: (ctx: Parameters<typeof keysOf>[0], params: Record<string, string>, permission: "read" | "update") =>
    keysOf(ctx, params["organization_id"] ?? "", params["service_account_id"] ?? "", permission),
};

/** Service accounts of organizations (contract B.3). */
export function serviceAccountRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: PATH,
      id: "listServiceAccounts",
      tag,
      summary: "List the service accounts of an organization",
      description: "In the order of creation.",
      permission: "organizations:read",
      params: OrganizationPath,
      query: ServiceAccountListQuery,
      answer: Type.Array(ServiceAccount),
      paged: true,
      errors: ["organization.not_found", "access.denied"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listServiceAccounts(ctx, params.organization_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: PATH,
      id: "createServiceAccount",
      tag,
      summary: "Create a service account",
      description: "Whoever makes it answers for it, where `owner_id` names nobody else. It signs in with keys of its own.",
      permission: "organizations:write",
      params: OrganizationPath,
      body: ServiceAccountCreate,
      answer: ServiceAccount,
      etag: true,
      errors: [
        "organization.not_found",
        "access.denied",
        "user.identifier_taken",
        "organization.member_not_found",
        "role.not_found",
        "role.wrong_level",
        "role.beyond_own",
        "role.holder_not_found",
      ],
      example: { username: "nightly-build", description: "Builds at night" },
      handler: async (ctx, { params, body }) => one(await createServiceAccount(ctx, params.organization_id, body)),
    }),
    defineRoute({
      method: "GET",
      path: `${PATH}/{service_account_id}`,
      id: "getServiceAccount",
      tag,
      summary: "Get a service account",
      permission: "organizations:read",
      params: ServiceAccountPath,
      answer: ServiceAccount,
      etag: true,
      errors: HELD,
      handler: async (ctx, { params }) => one(await getServiceAccount(ctx, params.organization_id, params.service_account_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: `${PATH}/{service_account_id}`,
      id: "updateServiceAccount",
      tag,
      summary: "Update a service account",
      description: "Switched off, its keys and tokens stop working at once.",
      permission: "organizations:write",
      params: ServiceAccountPath,
      body: ServiceAccountUpdate,
      answer: ServiceAccount,
      etag: true,
      errors: [...CHANGED, "user.identifier_taken", "organization.member_not_found"],
      example: { is_active: false },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateServiceAccount(ctx, params.organization_id, params.service_account_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: `${PATH}/{service_account_id}`,
      id: "deleteServiceAccount",
      tag,
      summary: "Delete a service account",
      description: "For good, with its keys and roles.",
      permission: "organizations:write",
      params: ServiceAccountPath,
      answer: Type.Null(),
      etag: true,
      errors: CHANGED,
      handler: async (ctx, { params, ifMatch }) => {
        await deleteServiceAccount(ctx, params.organization_id, params.service_account_id, ifMatch);
        return { value: null };
      },
    }),
  ];
}
