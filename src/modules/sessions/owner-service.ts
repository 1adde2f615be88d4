import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { decodeCursor, encodeCursor, type Page, refuseCursorWithOffset } from "../../kernel/page.ts";
import { deleteSession, takeBackDevices } from "./ends-store.ts";
import { countSessions, listSessions as readSessions, type SessionFilters } from "./list-store.ts";
import type { AllSessionsQuery, SessionListQuery } from "./schema.ts";
import { endOne, endSessionsOf, momentsOf } from "./service.ts";
import { accountExists } from "./store.ts";

/** Sessions are their owner's business, and superusers'; to others the account is not there. */
function requireOwner(ctx: Context, userId: string): Principal {
  const { actor } = ctx;
  if (actor.kind !== "user") throw refusal("auth.required");
  if (actor.id !== userId && !actor.isSuperuser) throw refusal("user.not_found");
  return actor;
}

/** Where nothing was found, is there an account at all? The one that asks is there. */
async function requireAccount(ctx: Context, actor: Principal, userId: string): Promise<void> {
  if (actor.id !== userId && !(await accountExists(queryable(ctx), userId))) throw refusal("user.not_found");
}

/** A page of the sessions that fit. `current` is the session that asks. */
async function pageOf(ctx: Context, current: string | null, filters: SessionFilters, query: SessionListQuery): Promise<Page> {
  refuseCursorWithOffset(query);
  const { keyring } = ctx.app;
  const scope = JSON.stringify(["sessions", filters.userId ?? null, filters.applicationId ?? null, filters.kind ?? null]);
  const before = query.cursor ? String(decodeCursor(keyring, scope, query.cursor)[0]) : undefined;
  const [db, at] = [queryable(ctx), momentsOf(ctx)];
  // A person's sessions are few: an estimate would cost as much as the number itself.
  const kind = query.count && (filters.userId === undefined ? query.count : "exact");
  const [page, total] = await Promise.all([readSessions(db, filters, at, { ...query, current, before }), kind && countSessions(db, filters, at, kind)]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, scope, [page.last]),
    ...(kind && { count: { total: Number(total), kind } }),
  };
}

/**
 * A page of an account's sessions, newest first.
 *
 * @throws RosterError `user.not_found`, `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function listSessions(ctx: Context, userId: string, query: SessionListQuery): Promise<Page> {
  const actor = requireOwner(ctx, userId);
  const page = await pageOf(ctx, actor.sessionId, { userId, kind: query.kind }, query);
  if (page.json === "[]") await requireAccount(ctx, actor, userId);
  return page;
}

/**
 * A page of everybody's sessions, newest first. The caller is a superuser.
 *
 * @throws RosterError `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function listAllSessions(ctx: Context, query: AllSessionsQuery): Promise<Page> {
  const current = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  return pageOf(ctx, current, { userId: query.user_id, applicationId: query.application_id, kind: query.kind }, query);
}

/**
 * Ends the sessions of an account for its owner or a superuser.
 *
 * @param keepCurrent leave the session that asks
 * @returns how many ended
 * @throws RosterError `user.not_found`
 */
export async function revokeSessions(ctx: Context, userId: string, keepCurrent: boolean): Promise<number> {
  const actor = requireOwner(ctx, userId);
  const ended = await endSessionsOf(ctx, userId, keepCurrent ? (actor.sessionId ?? undefined) : undefined);
  if (ended === 0) await requireAccount(ctx, actor, userId);
  return ended;
}

/**
 * Ends one session of an account for its owner or a superuser.
 *
 * @throws RosterError `user.not_found`, `session.not_found`
 */
export async function revokeSession(ctx: Context, userId: string, sessionId: string): Promise<void> {
  const actor = requireOwner(ctx, userId);
  const remove = async (inner: Context) => {
    const row = await deleteSession(queryable(inner), sessionId, userId);
    if (row) await takeBackDevices(queryable(inner), sessionId, new Date(ctx.app.clock.now()));
    return row;
  };
  if (await endOne(ctx, remove)) return;
  await requireAccount(ctx, actor, userId);
  throw refusal("session.not_found");
}
