import { auditedFields, insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Queryable, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { keyText } from "./key-text.ts";
import { listRows } from "./list-store.ts";
import type { ApiKeyCreate, ApiKeyListQuery, ApiKeyUpdate } from "./schema.ts";
import { changeKey, countKeys, deleteRow, findKey, insertKey, type KeyText, rotateRow } from "./store.ts";

/** Keys of an account: at most. */
const MOST_KEYS = 50;

/**
 * Whose keys are meant. Who may do what with them, the caller has decided.
 * `hold`: inside the transaction, the account is there and stays, and the caller may still do this; `issue`: there
 * is a value afterwards that works and did not before.
 */
export interface KeyOwner {
  readonly userId: string;
  readonly hold: (ctx: Context, what: "issue" | "change") => Promise<void>;
}

const shown = (made: KeyText, prefix: string, id: string, key: string): KeyText => ({
  ...made,
  json: JSON.stringify({ ...(JSON.parse(made.json) as object), key: keyText(prefix, { id, key }) }),
});

/** A page of an account's keys, in the order of creation. @throws RosterError `cursor.invalid` */
export async function listKeys(ctx: Context, { userId }: KeyOwner, query: ApiKeyListQuery): Promise<Page> {
  return pageById(ctx.app.keyring, ["api keys", userId], query, listRows(queryable(ctx), userId, query, ctx.app.clock.now()));
}

/** A key. @throws RosterError `api_key.not_found` */
export async function getKey(ctx: Context, { userId }: KeyOwner, id: string): Promise<KeyText> {
  const found = await findKey(queryable(ctx), id, userId);
  if (!found) throw refusal("api_key.not_found");
  return found;
}

/**
 * Makes a key.
 *
 * @returns it with its value, which is shown now and never again
 * @throws RosterError `api_key.name_taken`, `api_key.too_many`
 */
export async function createKey(ctx: Context, owner: KeyOwner, input: ApiKeyCreate): Promise<KeyText> {
  const { userId } = owner;
  const key = newSecret();
  return transaction(ctx, async (inner, tx) => {
    await owner.hold(inner, "issue");
    if ((await countKeys(tx, userId)) >= MOST_KEYS) throw refusal("api_key.too_many");
    const id = uuidv7(ctx.app.clock.now());
    const now = uuidTime(id);
    const { name, description = null, expires_in_minutes: minutes } = input;
    const expires = minutes ? new Date(now + minutes * 60_000) : null;
    const made = await insertKey(tx, { id, userId, name, description, hash: hashSecret(key), expires, now: new Date(now) });
    await insertAudit(inner, tx, { action: "api_key.create", targetType: "api_key", targetId: id, after: JSON.parse(made.json) as object });
    return shown(made, ctx.app.config.apiKeyPrefix, id, key);
  });
}

/** The key, held. */
async function hold(ctx: Context, tx: Queryable, owner: KeyOwner, id: string, what: "issue" | "change", ifMatch?: IfMatch): Promise<KeyText> {
  await owner.hold(ctx, what);
  const held = await findKey(tx, id, owner.userId, true);
  if (!held) throw refusal("api_key.not_found");
  requireMatch(ifMatch, held.version);
  return held;
}

/** Changes a key; switched off, it stops working at once. @throws RosterError `api_key.not_found`, `api_key.name_taken`, `etag.mismatch` */
export async function updateKey(ctx: Context, owner: KeyOwner, id: string, input: ApiKeyUpdate, ifMatch: IfMatch | undefined): Promise<KeyText> {
  const changed = await transaction(ctx, async (inner, tx) => {
    const held = await hold(inner, tx, owner, id, input.active ? "issue" : "change", ifMatch);
    if (Object.values(input).every((value) => value === undefined)) return held;
    const text = await changeKey(tx, id, input, new Date(ctx.app.clock.now()));
    await insertAudit(inner, tx, { action: "api_key.update", targetType: "api_key", targetId: id, ...auditedFields(input, held.json, text.json) });
    return text;
  });
  ctx.app.principals.forgetUser(owner.userId);
  return changed;
}

/**
 * Gives a key another value.
 *
 * @param retain minutes that the old value works beside the new one; that before it stops at once
 * @returns it with its value, which is shown now and never again
 * @throws RosterError `api_key.not_found`
 */
export async function rotateKey(ctx: Context, owner: KeyOwner, id: string, retain: number): Promise<KeyText> {
  const key = newSecret();
  const rotated = await transaction(ctx, async (inner, tx) => {
    await hold(inner, tx, owner, id, "issue");
    const text = await rotateRow(tx, id, hashSecret(key), retain, new Date(ctx.app.clock.now()));
    await insertAudit(inner, tx, { action: "api_key.rotate", targetType: "api_key", targetId: id, after: { retain_period_minutes: retain } });
    return shown(text, ctx.app.config.apiKeyPrefix, id, key);
  });
  ctx.app.principals.forgetUser(owner.userId);
  return rotated;
}

/** Deletes a key; it stops working at once. @throws RosterError `api_key.not_found`, `etag.mismatch` */
export async function deleteKey(ctx: Context, owner: KeyOwner, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    const held = await hold(inner, tx, owner, id, "change", ifMatch);
    await deleteRow(tx, id);
    await insertAudit(inner, tx, { action: "api_key.delete", targetType: "api_key", targetId: id, before: JSON.parse(held.json) as object });
  });
  ctx.app.principals.forgetUser(owner.userId);
}
