import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { ERRORS, RosterError, refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { decodeCursor, encodeCursor, type Page, refuseCursorWithOffset } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { hasAdministrator, holdInstallation, requireAdministrator } from "../installation/administrators-service.ts";
import { completed, requireWhole, secretPurpose } from "./rules.ts";
import type { ConnectionCreate, ConnectionDeletion, ConnectionListQuery, ConnectionUpdate } from "./schema.ts";
import {
  type ConnectionRow,
  countAccounts,
  countConnections,
  deleteConnection,
  findConnection,
  findConnectionByName,
  findEnabled,
  hasForeignIdentities,
  holdEnabled,
  insertConnection,
  listConnections,
  listIdentities,
  lockConnection,
  moveIdentities,
  type Settable,
  updateConnection,
} from "./store.ts";

export type { ConnectionRow } from "./store.ts";

/** A connection as the API shows it, as JSON text, and its version. */
export interface ConnectionText {
  readonly json: string;
  readonly version: number;
}

/** Whose subjects a connection's are: its issuer, or where there is none, where it exchanges codes. As a URL parser spells it. */
export function authorityOf({ issuer, token_endpoint }: Pick<ConnectionRow, "issuer" | "token_endpoint">): string {
  return new URL(issuer ?? token_endpoint ?? "").href;
}

const textOf = ({ json, version }: ConnectionRow): ConnectionText => ({ json, version });
const shown = ({ json }: ConnectionRow) => JSON.parse(json) as Record<string, unknown>;

const target = (id: string) => ({ targetType: "connection", targetId: id }) as const;

/**
 * Makes a connection.
 *
 * @param isAskable whether the server may ask an address
 * @throws RosterError `connection.incomplete`, `connection.address_refused`, `connection.name_taken`, `connection.name_in_use`
 */
export async function createConnection(ctx: Context, input: ConnectionCreate, isAskable: (url: string) => boolean): Promise<ConnectionText> {
  const id = uuidv7(ctx.app.clock.now());
  const { preset, kind, row } = completed(input);
  requireWhole(kind, row, isAskable);
  const { client_secret: secret } = input;
  const settable: Settable = { ...row, client_secret: secret ? ctx.app.keyring.seal(secretPurpose(id), secret) : null };
  return transaction(ctx, async (inner, tx) => {
    if (await hasForeignIdentities(tx, input.name, authorityOf(settable))) throw refusal("connection.name_in_use");
    const made = await insertConnection(tx, { id, name: input.name, preset, kind, created: new Date(uuidTime(id)) }, settable);
    await insertAudit(inner, tx, { action: "connection.create", ...target(id), after: shown(made) });
    return textOf(made);
  });
}

/** @throws RosterError `connection.not_found` */
export async function requireConnection(ctx: Context, id: string): Promise<ConnectionRow> {
  const found = await findConnection(queryable(ctx), id);
  if (!found) throw refusal("connection.not_found");
  return found;
}

/** @throws RosterError `connection.not_found` */
export async function getConnection(ctx: Context, id: string): Promise<ConnectionText> {
  return textOf(await requireConnection(ctx, id));
}

/** A page of the connections, in the order they were made. @throws RosterError `cursor.invalid` */
export async function listAllConnections(ctx: Context, query: ConnectionListQuery): Promise<Page> {
  refuseCursorWithOffset(query);
  const { keyring } = ctx.app;
  const after = query.cursor ? String(decodeCursor(keyring, "connections", query.cursor)[0]) : undefined;
  const db = queryable(ctx);
  const [page, total] = await Promise.all([listConnections(db, after, query.limit, query.offset), query.count && countConnections(db)]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, "connections", [page.last]),
    ...(query.count && { count: { total: Number(total), kind: "exact" as const } }),
  };
}

/** A page of the accounts that a connection knows. @throws RosterError `connection.not_found`, `cursor.invalid` */
export async function listConnectionIdentities(ctx: Context, id: string, query: ConnectionListQuery): Promise<Page> {
  refuseCursorWithOffset(query);
  const { keyring } = ctx.app;
  const scope = `identities ${id}`;
  const after = query.cursor ? String(decodeCursor(keyring, scope, query.cursor)[0]) : undefined;
  const { name } = await requireConnection(ctx, id);
  const db = queryable(ctx);
  const [page, total] = await Promise.all([listIdentities(db, name, after, query.limit, query.offset), query.count && countAccounts(db, name)]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, scope, [page.last]),
    ...(query.count && { count: { total: Number(total), kind: "exact" as const } }),
  };
}

/** The fields that a change sets; what is absent stays. */
function changed(ctx: Context, row: ConnectionRow, { client_secret: secret, claims, ...rest }: ConnectionUpdate): Settable {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<Settable>;
  const sealed = secret === undefined ? row.client_secret : secret === null ? null : ctx.app.keyring.seal(secretPurpose(row.id), secret);
  const domains = given.domains?.map((domain) => domain.toLowerCase());
  return { ...row, ...given, ...(domains && { domains }), claims: { ...row.claims, ...claims }, client_secret: sealed };
}

/** What the audit row shows: the fields that differ; of the secret only that it does. */
function difference(before: ConnectionRow, after: ConnectionRow): { before: object; after: object } {
  const [was, is] = [shown(before), shown(after)];
  const fields = Object.keys(is).filter((field) => field !== "updated" && JSON.stringify(was[field]) !== JSON.stringify(is[field]));
  const pick = (row: Record<string, unknown>) => Object.fromEntries(fields.map((field) => [field, row[field]]));
  const isNewSecret = after.client_secret !== null && !(before.client_secret?.equals(after.client_secret) ?? false);
  return { before: pick(was), after: { ...pick(is), ...(isNewSecret && { client_secret_changed: true }) } };
}

/** Takes the installation's lock, and refuses to do without a connection by which the last administrator signs in. */
async function requireOtherWayIn(ctx: Context, id: string): Promise<void> {
  const { name } = await requireConnection(ctx, id);
  await holdInstallation(ctx);
  await requireAdministrator(ctx, { connection: name });
}

/**
 * Changes a connection. Switching it off ends no session. Another issuer is the same provider at another address:
 * its accounts go along.
 *
 * @throws RosterError `connection.not_found`, `connection.incomplete`, `connection.address_refused`,
 *   `user.last_administrator`, `etag.mismatch`
 */
export async function changeConnection(
  ctx: Context,
  id: string,
  input: ConnectionUpdate,
  ifMatch: IfMatch | undefined,
  isAskable: (url: string) => boolean,
): Promise<ConnectionText> {
  return transaction(ctx, async (inner, tx) => {
    // Before the row, as everybody takes the two: so that nobody waits for each other.
    if (input.is_enabled === false) await requireOtherWayIn(inner, id);
    const row = await lockConnection(tx, id);
    if (!row) throw refusal("connection.not_found");
    requireMatch(ifMatch, row.version);
    const settable = changed(ctx, row, input);
    requireWhole(row.kind, settable, isAskable);
    const [from, to] = [authorityOf(row), authorityOf(settable)];
    if (from !== to) await moveIdentities(tx, row.name, from, to);
    const updated = await updateConnection(tx, id, new Date(ctx.app.clock.now()), settable);
    await insertAudit(inner, tx, { action: "connection.update", ...target(id), ...difference(row, updated) });
    return textOf(updated);
  });
}

/**
 * Deletes a connection. The accounts that sign in by it stay, and cannot sign in until the same provider has the
 * same name again.
 *
 * @throws RosterError `connection.not_found`, `user.last_administrator`, `etag.mismatch`
 */
export async function removeConnection(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    await requireOtherWayIn(inner, id);
    const row = await lockConnection(tx, id);
    if (!row) throw refusal("connection.not_found");
    requireMatch(ifMatch, row.version);
    await deleteConnection(tx, id);
    await insertAudit(inner, tx, { action: "connection.delete", ...target(id), before: shown(row) });
    return null;
  });
}

/** The dry run of `removeConnection`. @throws RosterError `connection.not_found` */
export async function previewConnectionDeletion(ctx: Context, id: string): Promise<ConnectionDeletion> {
  const { name } = await requireConnection(ctx, id);
  const [accounts, remains] = await Promise.all([countAccounts(queryable(ctx), name), hasAdministrator(ctx, { connection: name })]);
  const code = "user.last_administrator" as const;
  return { connection_id: id, allowed: remains, accounts, blocks: remains ? [] : [{ code, detail: ERRORS[code].detail }] };
}

/** The enabled connections, in the order they were made. */
export function enabledConnections(ctx: Context): Promise<ConnectionRow[]> {
  return findEnabled(queryable(ctx));
}

/**
 * The connection that somebody signs in by.
 *
 * @param name `undefined`: the only one there is
 * @throws RosterError `federation.unknown_connection`, `federation.connection_needed`
 */
export async function chooseConnection(ctx: Context, name: string | undefined): Promise<ConnectionRow> {
  if (name !== undefined) {
    const found = await findConnectionByName(queryable(ctx), name);
    if (!found?.is_enabled) throw refusal("federation.unknown_connection");
    return found;
  }
  const [only, ...more] = await enabledConnections(ctx);
  if (!only || more.length > 0) throw refusal("federation.connection_needed");
  return only;
}

/** Inside a transaction: holds the connection. @returns whether people still sign in by it */
export function holdConnection(ctx: Context, id: string): Promise<boolean> {
  return holdEnabled(queryable(ctx), id);
}

/** The client secret in clear; `null` for a public client. */
export function clientSecretOf(ctx: Context, { id, client_secret }: ConnectionRow): string | null {
  if (client_secret === null) return null;
  try {
    return ctx.app.keyring.open(secretPurpose(id), client_secret).toString("utf8");
  } catch (cause) {
    throw new RosterError("server.internal", { cause });
  }
}

/** A button of the sign-in page. */
export interface ConnectionButton {
  readonly name: string;
  readonly kind: ConnectionRow["kind"];
  readonly label: string;
  /** Where signing in starts. */
  readonly href: string;
  /** Whether accounts that are there are linked with it. */
  readonly isLinkable: boolean;
}

/** Where signing in by a connection starts: a path of this server. */
export function authorizePath(name: string, returnTo?: string): string {
  return `/auth/authorize?${new URLSearchParams({ connection: name, ...(returnTo && { redirect_to: returnTo }) })}`;
}

/** The buttons of the sign-in page: the enabled connections that are not hidden. */
export async function connectionButtons(ctx: Context, returnTo?: string): Promise<ConnectionButton[]> {
  const rows = await enabledConnections(ctx);
  return rows
    .filter((row) => !row.is_hidden)
    .map((row) => ({ name: row.name, kind: row.kind, label: row.display_name, href: authorizePath(row.name, returnTo), isLinkable: row.link_existing }));
}
