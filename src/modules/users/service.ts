import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Principal, queryable } from "../../kernel/context.ts";
import { invalidInput, refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { checkStorable } from "../../kernel/json.ts";
import { decodeCursor, encodeCursor, type Page, refuseCursorWithOffset } from "../../kernel/page.ts";
import { identifierKey } from "../../kernel/text.ts";
import { seesMembersOf } from "../access/service.ts";
import { proveAddress } from "../credentials/addresses-service.ts";
import { setPassword } from "../credentials/service.ts";
import { holdInstallation } from "../installation/administrators-service.ts";
import { hasSuperuser } from "./lifecycle-store.ts";
import type { SortTerm, UserList, UserQuery } from "./list-store.ts";
import { SORT_FIELDS, type SortField, type UserCreate, type UserListQuery } from "./schema.ts";
import { type Account, claimIdentifiers, findAccount, findUser, findVisibleUser, insertUser, type UserText } from "./store.ts";

/** The account that asks. Routes let nobody else through. */
export function principalOf(ctx: Context): Principal {
  if (ctx.actor.kind !== "user") throw refusal("auth.required");
  return ctx.actor;
}

/** Whose view of the accounts a list shows; `null` is everyone's. */
function viewerOf(ctx: Context): string | null {
  const actor = principalOf(ctx);
  return actor.isSuperuser || ctx.app.config.usersVisibleTo === "everyone" ? null : actor.id;
}

/**
 * An account as the caller may see it.
 *
 * @throws RosterError `user.not_found` when there is none, or none the caller may know of
 */
export async function getUser(ctx: Context, id: string): Promise<UserText> {
  const found = await findKnown(ctx, id);
  if (!found) throw refusal("user.not_found");
  return found;
}

/** The account, where the caller may know of it. */
async function findKnown(ctx: Context, id: string): Promise<UserText | undefined> {
  const viewer = viewerOf(ctx);
  const db = queryable(ctx);
  return viewer === null || viewer === id ? findUser(db, id) : findVisibleUser(db, id, viewer);
}

/** Whether the caller may know of a live account. */
export async function mayKnowOf(ctx: Context, id: string): Promise<boolean> {
  return (await findKnown(ctx, id)) !== undefined;
}

/** Bytes of an account's metadata as JSON. */
export const MAX_METADATA_BYTES = 16_384;

/**
 * Metadata is kept as it is, up to a size.
 *
 * @throws RosterError 422 when it is larger
 */
export function checkMetadata(metadata: object | null | undefined, loc: readonly string[] = ["body", "metadata"]): void {
  if (!metadata || Buffer.byteLength(JSON.stringify(metadata)) <= MAX_METADATA_BYTES) return;
  throw invalidInput([{ type: "too_long", loc, msg: `Metadata has at most ${MAX_METADATA_BYTES} bytes as JSON` }]);
}

function queryFault(field: string, msg: string, input: string) {
  return invalidInput([{ type: "value_error", loc: ["query", field], msg, input: input.slice(0, 256) }]);
}

/** A JSON object in a query. @throws RosterError 422 */
export function jsonObject(field: string, text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Falls through: what is no JSON is no object either.
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw queryFault(field, "Input should be a JSON object", text);
  }
  checkStorable(value, ["query", field]);
  return value;
}

/** @throws RosterError 422 for a field that cannot be sorted by */
function parseSort(text: string | undefined): SortTerm[] {
  if (!text) return [{ field: "created", descending: false }];
  const terms = text.split(",").map((part) => ({ field: part.trim().replace(/^[+-]/, ""), descending: part.trim().startsWith("-") }));
  const unknown = terms.find((term) => !SORT_FIELDS.includes(term.field as SortField));
  if (unknown) throw queryFault("sort", `Sort by ${SORT_FIELDS.join(", ")}; not by '${unknown.field}'`, text);
  if (new Set(terms.map((term) => term.field)).size < terms.length || terms.length > 3) {
    throw queryFault("sort", "Sort by at most three fields, each once", text);
  }
  return terms as SortTerm[];
}

/**
 * A page of the accounts that the caller may know of (contract A.1, Part C). One query, and one more when a
 * count is asked for, whoever asks; another for each filter by what belongs to an organization.
 *
 * @throws RosterError `access.superuser` for a filter that only superusers have; 422 for an unknown sort field, a foreign cursor, or a cursor together with an offset
 */
export async function listUsers(ctx: Context, list: UserList, input: UserListQuery): Promise<Page> {
  const { offset, limit, cursor, count, sort, ...filters } = input;
  refuseCursorWithOffset(input);
  if (filters.metadata !== undefined) filters.metadata = JSON.stringify(jsonObject("metadata", filters.metadata));
  const terms = parseSort(sort);
  const actor = principalOf(ctx);
  if ((filters.has_mfa !== undefined || filters.is_deleted) && !actor.isSuperuser) throw refusal("access.superuser");
  if (filters.is_deleted === false) delete filters.is_deleted;
  // What the caller does not see is as little there as what there is not: nobody fits.
  if (!actor.isSuperuser && !(await seesMembersOf(ctx, filters))) return { json: "[]", next: undefined, ...(count && { count: { total: 0, kind: count } }) };
  const { keyring, clock, config } = ctx.app;
  const scope = JSON.stringify(["users", terms, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const query: UserQuery = {
    filters,
    sort: terms,
    limit,
    offset,
    after: cursor ? decodeCursor(keyring, scope, cursor) : undefined,
    viewer: viewerOf(ctx),
    now: new Date(clock.now()),
    tombstoneDays: config.tombstoneDays,
  };
  const db = queryable(ctx);
  const counted = count && (count === "exact" ? list.count(db, query) : list.estimate(db, query));
  const [page, total] = await Promise.all([list.page(db, query), counted]);
  return {
    json: page.json,
    next: page.last && encodeCursor(keyring, scope, page.last),
    ...(count && { count: { total: total as number, kind: count } }),
  };
}

/** Whether the account that is being made becomes superuser because there is none (contract A.6). */
export async function becomesFirstSuperuser(ctx: Context, emailKey: string | null): Promise<boolean> {
  const policy = ctx.app.config.firstSuperuser;
  if (policy === "off") return false;
  if (policy !== "first" && !policy.split(",").some((email) => identifierKey(email.trim()) === emailKey)) return false;
  const db = queryable(ctx);
  if (await hasSuperuser(db)) return false;
  // Of several made at once only one is the first: the others wait here, and then see it.
  await holdInstallation(ctx);
  return !(await hasSuperuser(db));
}

/**
 * Makes a local account (contract B.1). The caller is a superuser; an initial password may be any text.
 *
 * @throws RosterError `user.identifier_missing`, `user.identifier_taken`, 422 for metadata that is too large
 */
export async function createUser(ctx: Context, input: UserCreate): Promise<UserText> {
  const username = input.username ?? input.email;
  if (!username) throw refusal("user.identifier_missing");
  checkMetadata(input.metadata);
  const hash = input.password ? await ctx.app.hasher.hash(input.password) : null;
  const email = input.email ?? null;
  const [usernameKey, emailKey, nameKey] = [identifierKey(username), email && identifierKey(email), identifierKey(input.name ?? "")];
  return transaction(ctx, async (inner, tx) => {
    const id = uuidv7(ctx.app.clock.now());
    const user = await insertUser(tx, {
      id,
      username,
      usernameKey,
      email,
      emailKey,
      name: input.name ?? null,
      nameKey,
      avatarUrl: input.avatar_url ?? null,
      company: input.company ?? null,
      jobTitle: input.job_title ?? null,
      metadata: input.metadata ?? null,
      passwordExpired: hash ? true : null,
      isSuperuser: input.is_superuser === true || (await becomesFirstSuperuser(inner, emailKey)),
      isInternal: false,
      created: new Date(uuidTime(id)),
    });
    await claimIdentifiers(tx, id, [usernameKey, emailKey]);
    if (emailKey) await proveAddress(inner, id, emailKey);
    if (hash) await setPassword(inner, id, hash);
    await insertAudit(inner, tx, { action: "user.create", targetType: "user", targetId: id, after: JSON.parse(user.json) as object });
    return user;
  });
}

/** What the rules of other modules need to know of a live account. */
export async function readAccount(ctx: Context, id: string): Promise<Account | undefined> {
  return findAccount(queryable(ctx), id);
}
