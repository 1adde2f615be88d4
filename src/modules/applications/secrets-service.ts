import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Queryable, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { hashSecret, newSecret } from "../../kernel/secrets.ts";
import { countSecrets, deleteSecretRow, dropExpired, dropSecrets, insertSecret, listSecretRows, purgeSecrets, retireSecrets } from "./secrets-store.ts";
import { findApplication, lockApplication } from "./store.ts";

/** Tells people, and scanners of source code, what it is. */
const PREFIX = "rs_";
/** How much of a secret is kept in clear: the prefix, and 24 of its 256 bits. */
const HINT_LENGTH = PREFIX.length + 4;
/** Each is compared at every use. */
const MOST_SECRETS = 10;

/**
 * Makes a secret for an application that is held, in the caller's transaction.
 *
 * @returns the secret, which is shown now and never again, its id, and what is known of it as JSON text
 */
export async function makeSecret(ctx: Context, tx: Queryable, applicationId: string): Promise<{ secret: string; id: string; json: string }> {
  const secret = `${PREFIX}${newSecret()}`;
  const id = uuidv7(ctx.app.clock.now());
  const row = { id, applicationId, hash: hashSecret(secret), hint: secret.slice(0, HINT_LENGTH), now: new Date(uuidTime(id)) };
  return { secret, id, json: await insertSecret(tx, row) };
}

/**
 * The secrets of an application that work, the newest first, as JSON text.
 *
 * @throws RosterError `application.not_found`
 */
export async function listSecrets(ctx: Context, applicationId: string): Promise<string> {
  const db = queryable(ctx);
  if (!(await findApplication(db, applicationId))) throw refusal("application.not_found");
  return listSecretRows(db, applicationId, new Date(ctx.app.clock.now()));
}

/**
 * Gives an application a new secret. Those before it work on for a while, so that none of its parts stands in
 * front of a closed door while the new one is brought to them.
 *
 * @param retainSeconds how much longer the older ones work
 * @returns what is known of it with the secret itself, which is shown now and never again, as JSON text
 * @throws RosterError `application.not_found`, `application.no_secret`, `application.too_many_secrets`
 */
export async function rotateSecret(ctx: Context, applicationId: string, retainSeconds: number): Promise<string> {
  const made = await transaction(ctx, async (inner, tx) => {
    const held = await lockApplication(tx, applicationId);
    if (!held) throw refusal("application.not_found");
    if (held.fields.auth_method !== "client_secret") throw refusal("application.no_secret");
    const now = ctx.app.clock.now();
    if (retainSeconds === 0) await dropSecrets(tx, applicationId, null);
    else await retireSecrets(tx, applicationId, new Date(now + retainSeconds * 1000));
    await dropExpired(tx, applicationId, new Date(now));
    if ((await countSecrets(tx, applicationId)) >= MOST_SECRETS) throw refusal("application.too_many_secrets");
    const { secret, id, json } = await makeSecret(inner, tx, applicationId);
    const after = { secret_id: id, retain_seconds: retainSeconds };
    await insertAudit(inner, tx, { action: "application.secret_create", targetType: "application", targetId: applicationId, after });
    return JSON.stringify({ ...(JSON.parse(json) as object), client_id: applicationId, client_secret: secret });
  });
  ctx.app.principals.forgetUser(applicationId);
  return made;
}

/**
 * Deletes a secret: it stops working here at once, on every other process within a second.
 *
 * @throws RosterError `application.not_found`, `application.secret_not_found`
 */
export async function deleteSecret(ctx: Context, applicationId: string, secretId: string): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    if (!(await lockApplication(tx, applicationId))) throw refusal("application.not_found");
    if (!(await deleteSecretRow(tx, applicationId, secretId))) throw refusal("application.secret_not_found");
    const before = { secret_id: secretId };
    await insertAudit(inner, tx, { action: "application.secret_delete", targetType: "application", targetId: applicationId, before });
  });
  ctx.app.principals.forgetUser(applicationId);
}

/** Removes secrets that expired; a bounded number at once. @returns how many */
export function removeExpiredSecrets(ctx: Context, most: number): Promise<number> {
  return purgeSecrets(queryable(ctx), new Date(ctx.app.clock.now()), most);
}
