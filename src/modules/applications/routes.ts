import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import {
  Application,
  ApplicationCreate,
  ApplicationCreated,
  ApplicationListQuery,
  ApplicationPath,
  ApplicationSecret,
  ApplicationSecretCreated,
  ApplicationUpdate,
  SecretPath,
  SecretRotate,
} from "./schema.ts";
import { deleteSecret, listSecrets, rotateSecret } from "./secrets-service.ts";
import { createApplication, deleteApplication, getApplication, listApplications, updateApplication } from "./service.ts";
import type { ApplicationText } from "./store.ts";

const tag = "Applications";

const one = (application: ApplicationText): Answer => ({ json: application.json, version: application.version });

/** OAuth clients, and their secrets. */
export function applicationRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/applications",
      id: "listApplications",
      tag,
      summary: "List applications",
      description: "In the order of creation; the installation's own come first.",
      permission: "applications:read",
      query: ApplicationListQuery,
      answer: Type.Array(Application),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listApplications(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/applications",
      id: "createApplication",
      tag,
      summary: "Create an application",
      description: "The answer has the client_id and, this once, the client_secret. A machine gets a service account with the same id.",
      permission: "applications:write",
      body: ApplicationCreate,
      answer: ApplicationCreated,
      etag: true,
      errors: ["organization.not_found"],
      example: { name: "Billing", type: "web", redirect_uris: ["https://billing.example.com/callback"] },
      handler: async (ctx, { body }) => one(await createApplication(ctx, body)),
    }),
    defineRoute({
      method: "GET",
      path: "/applications/{application_id}",
      id: "getApplication",
      tag,
      summary: "Get an application",
      permission: "applications:read",
      params: ApplicationPath,
      answer: Application,
      etag: true,
      errors: ["application.not_found"],
      handler: async (ctx, { params }) => one(await getApplication(ctx, params.application_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/applications/{application_id}",
      id: "updateApplication",
      tag,
      summary: "Update an application",
      description: "Absent fields stay as they are; lists are replaced. Switched off, its sessions end at once.",
      permission: "applications:write",
      params: ApplicationPath,
      body: ApplicationUpdate,
      answer: Application,
      etag: true,
      errors: ["application.not_found", "application.system", "organization.not_found"],
      example: { redirect_uris: ["https://billing.example.com/callback", "https://staging.example.com/callback"] },
      handler: async (ctx, { params, body, ifMatch }) => one(await updateApplication(ctx, params.application_id, body, ifMatch)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/applications/{application_id}",
      id: "deleteApplication",
      tag,
      summary: "Delete an application",
      description: "For good, with its secrets, sessions and consents; a machine with its account.",
      permission: "applications:write",
      params: ApplicationPath,
      answer: Type.Null(),
      etag: true,
      errors: ["application.not_found", "application.system"],
      handler: async (ctx, { params, ifMatch }) => {
        await deleteApplication(ctx, params.application_id, ifMatch);
        return { value: null };
      },
    }),
    ...secretRoutes(),
  ];
}

function secretRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/applications/{application_id}/secrets",
      id: "listApplicationSecrets",
      tag,
      summary: "List the secrets of an application",
      description: "Those that work, newest first; what is known of them, not the secrets themselves. There are at most 10.",
      permission: "applications:read",
      params: ApplicationPath,
      answer: Type.Array(ApplicationSecret),
      errors: ["application.not_found"],
      handler: async (ctx, { params }) => ({ json: await listSecrets(ctx, params.application_id) }),
    }),
    defineRoute({
      method: "POST",
      path: "/applications/{application_id}/secrets",
      id: "rotateApplicationSecret",
      tag,
      summary: "Rotate the secret of an application",
      description: "Makes a new secret, shown this once. Those before it stop working, at once or after `retain_seconds`.",
      permission: "applications:write",
      params: ApplicationPath,
      body: SecretRotate,
      bodyOptional: true,
      answer: ApplicationSecretCreated,
      errors: ["application.not_found", "application.no_secret", "application.too_many_secrets"],
      example: { retain_seconds: 86_400 },
      handler: async (ctx, { params, body }) => ({ json: await rotateSecret(ctx, params.application_id, body?.retain_seconds ?? 0) }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/applications/{application_id}/secrets/{secret_id}",
      id: "deleteApplicationSecret",
      tag,
      summary: "Delete a secret of an application",
      description: "It stops working at once.",
      permission: "applications:write",
      params: SecretPath,
      answer: Type.Null(),
      errors: ["application.not_found", "application.secret_not_found"],
      handler: async (ctx, { params }) => {
        await deleteSecret(ctx, params.application_id, params.secret_id);
        return { value: null };
      },
    }),
  ];
}
