import Type from "typebox";
import { type Answer, defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { Connection, ConnectionCreate, ConnectionDeletion, ConnectionListQuery, ConnectionPath, ConnectionUpdate, Identity } from "./schema.ts";
import {
  type ConnectionText,
  changeConnection,
  createConnection,
  getConnection,
  listAllConnections,
  listConnectionIdentities,
  previewConnectionDeletion,
  removeConnection,
} from "./service.ts";

const tag = "Connections";

const one = (connection: ConnectionText): Answer => ({ json: connection.json, version: connection.version });

/**
 * The identity providers of the installation.
 *
 * @param isAskable whether the server may ask an address
 */
export function connectionRoutes(publicUrl: string, isAskable: (url: string) => boolean): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/connections",
      id: "listConnections",
      tag,
      summary: "List connections",
      description: "The identity providers that people sign in with, in the order they were made.",
      permission: "connections:read",
      query: ConnectionListQuery,
      answer: Type.Array(Connection),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listAllConnections(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "POST",
      path: "/connections",
      id: "createConnection",
      tag,
      summary: "Create a connection",
      description: `Enters an identity provider. At the provider, register \`${publicUrl}/auth/callback\` as the redirect URI.`,
      permission: "connections:write",
      body: ConnectionCreate,
      answer: Connection,
      etag: true,
      errors: ["connection.incomplete", "connection.address_refused", "connection.name_taken", "connection.name_in_use"],
      example: { name: "okta", preset: "okta", domain: "example.okta.com", client_id: "0oa1b2c3", client_secret: "a secret of the provider" },
      handler: async (ctx, { body }) => one(await createConnection(ctx, body, isAskable)),
    }),
    defineRoute({
      method: "GET",
      path: "/connections/{connection_id}",
      id: "getConnection",
      tag,
      summary: "Get a connection",
      permission: "connections:read",
      params: ConnectionPath,
      answer: Connection,
      etag: true,
      errors: ["connection.not_found"],
      handler: async (ctx, { params }) => one(await getConnection(ctx, params.connection_id)),
    }),
    defineRoute({
      method: "PATCH",
      path: "/connections/{connection_id}",
      id: "updateConnection",
      tag,
      summary: "Update a connection",
      description:
        "Absent fields stay as they are; of `claims` those that are given change. Switching it off ends no session. Another issuer is taken for the same provider at another address: its accounts go along.",
      permission: "connections:write",
      params: ConnectionPath,
      body: ConnectionUpdate,
      answer: Connection,
      etag: true,
      errors: ["connection.not_found", "connection.incomplete", "connection.address_refused", "user.last_administrator"],
      example: { is_enabled: false },
      handler: async (ctx, { params, body, ifMatch }) => one(await changeConnection(ctx, params.connection_id, body, ifMatch, isAskable)),
    }),
    defineRoute({
      method: "DELETE",
      path: "/connections/{connection_id}",
      id: "deleteConnection",
      tag,
      summary: "Delete a connection",
      description: "The accounts that sign in by it stay, with their sessions; nobody signs in to them until the same provider has the same name again.",
      permission: "connections:write",
      params: ConnectionPath,
      answer: Type.Null(),
      etag: true,
      errors: ["connection.not_found", "user.last_administrator"],
      handler: async (ctx, { params, ifMatch }) => {
        await removeConnection(ctx, params.connection_id, ifMatch);
        return { value: null };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/connections/{connection_id}/deletion",
      id: "previewConnectionDeletion",
      tag,
      summary: "Preview the deletion of a connection",
      description: "How many accounts sign in by it, and what stands in the way. Nothing is changed.",
      permission: "connections:read",
      params: ConnectionPath,
      answer: ConnectionDeletion,
      errors: ["connection.not_found"],
      handler: async (ctx, { params }) => ({ value: await previewConnectionDeletion(ctx, params.connection_id) }),
    }),
    defineRoute({
      method: "GET",
      path: "/connections/{connection_id}/identities",
      id: "listConnectionIdentities",
      tag,
      summary: "List the accounts that a connection knows",
      description: "With what the provider said of each at its last sign-in, in the order the accounts were made.",
      permission: "connections:read",
      params: ConnectionPath,
      query: ConnectionListQuery,
      answer: Type.Array(Identity),
      paged: true,
      errors: ["connection.not_found"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listConnectionIdentities(ctx, params.connection_id, query), publicUrl, meta.url),
    }),
  ];
}
