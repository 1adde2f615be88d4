import Type from "typebox";
import { defineRoute, type Route } from "../../http/define-route.ts";
import { pageAnswer } from "../../http/page.ts";
import { listAllSessions, listSessions, revokeSession, revokeSessions } from "./owner-service.ts";
import { AllSessionsQuery, Session, SessionListQuery, SessionPath, SessionsEnded, SessionsEndQuery, SessionsPath } from "./schema.ts";

const tag = "Sessions";

/** Where an account is signed in, and ending that. */
export function sessionRoutes(publicUrl: string): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/sessions",
      id: "listSessions",
      tag,
      summary: "List everybody's sessions",
      description: "Those that have not ended, newest first. Filters combine with AND.",
      permission: "sessions:list-all",
      query: AllSessionsQuery,
      answer: Type.Array(Session),
      paged: true,
      handler: async (ctx, { query, meta }) => pageAnswer(await listAllSessions(ctx, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "GET",
      path: "/users/{user_id}/sessions",
      id: "listUserSessions",
      tag,
      summary: "List the sessions of a user",
      description: "Those that have not ended, newest first. One's own; superusers anybody's.",
      permission: "sessions:list",
      params: SessionsPath,
      query: SessionListQuery,
      answer: Type.Array(Session),
      paged: true,
      errors: ["user.not_found"],
      handler: async (ctx, { params, query, meta }) => pageAnswer(await listSessions(ctx, params.user_id, query), publicUrl, meta.url),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/{user_id}/sessions",
      id: "endUserSessions",
      tag,
      summary: "End the sessions of a user",
      description: "Their tokens and cookies stop working: on the process that answers at once, on every other within a second.",
      permission: "sessions:revoke",
      params: SessionsPath,
      query: SessionsEndQuery,
      answer: SessionsEnded,
      errors: ["user.not_found"],
      handler: async (ctx, { params, query }) => ({ value: { ended: await revokeSessions(ctx, params.user_id, query.keep_current) } }),
    }),
    defineRoute({
      method: "DELETE",
      path: "/users/{user_id}/sessions/{session_id}",
      id: "endUserSession",
      tag,
      summary: "End a session of a user",
      permission: "sessions:revoke",
      params: SessionPath,
      answer: Type.Null(),
      errors: ["user.not_found", "session.not_found"],
      handler: async (ctx, { params }) => {
        await revokeSession(ctx, params.user_id, params.session_id);
        return { value: null };
      },
    }),
  ];
}
