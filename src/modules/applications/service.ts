import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, type Queryable, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { type Page, pageById } from "../../kernel/page.ts";
import { type IfMatch, requireMatch } from "../../kernel/version.ts";
import { endSessionsOfApplication } from "../sessions/service.ts";
import { createMachineAccount, eraseMachineAccount, updateMachineAccount } from "../users/machine-service.ts";
import { changed, checkFields, checkMaking, checkType, completed, differences } from "./rules.ts";
import type { ApplicationCreate, ApplicationFields, ApplicationListQuery, ApplicationUpdate } from "./schema.ts";
import { makeSecret } from "./secrets-service.ts";
import { dropSecrets } from "./secrets-store.ts";
import { type ApplicationText, deleteRow, findApplication, type Held, insertApplication, listRows, lockApplication, updateFields } from "./store.ts";

export {
  type Client,
  createSecretCheck,
  type Registration,
  readClient,
  registerClient,
  removeClient,
  replaceClient,
} from "./clients-service.ts";
export { CLI_ID, prepareSystemApplications, putWorkspaceApplication } from "./system-service.ts";

/**
 * A page of the applications, in the order of creation.
 *
 * @throws RosterError `cursor.invalid`; 422 for a cursor together with an offset
 */
export async function listApplications(ctx: Context, query: ApplicationListQuery): Promise<Page> {
  return pageById(ctx.app.keyring, ["applications"], query, listRows(queryable(ctx), query));
}

/** An application. @throws RosterError `application.not_found` */
export async function getApplication(ctx: Context, id: string): Promise<ApplicationText> {
  const found = await findApplication(queryable(ctx), id);
  if (!found) throw refusal("application.not_found");
  return found;
}

/**
 * Makes an application; a machine with the service account that its tokens stand for.
 *
 * @returns it with its secret, which is shown now and never again, where it has one
 * @throws RosterError 422 with an item for each field that does not fit
 */
export async function createApplication(ctx: Context, input: ApplicationCreate): Promise<ApplicationText> {
  const { type } = input;
  const fields = completed(input);
  checkMaking(input);
  checkFields(type, fields);
  return transaction(ctx, async (inner, tx) => {
    const id = uuidv7(ctx.app.clock.now());
    const isSuperuser = input.is_superuser === true;
    if (type === "machine") await createMachineAccount(inner, { id, name: fields.name, organizationId: fields.organization_id, isSuperuser });
    const { json, version } = await insertApplication(tx, { id, type, fields, registration: null, now: new Date(uuidTime(id)) });
    const made = fields.auth_method === "client_secret" ? await makeSecret(inner, tx, id) : undefined;
    const application = JSON.parse(json) as object;
    const after = type === "machine" ? { ...application, is_superuser: isSuperuser } : application;
    await insertAudit(inner, tx, { action: "application.create", targetType: "application", targetId: id, after });
    return { json: JSON.stringify({ ...application, client_secret: made?.secret ?? null }), version };
  });
}

async function hold(tx: Queryable, id: string, ifMatch: IfMatch | undefined): Promise<Held> {
  const held = await lockApplication(tx, id);
  if (!held) throw refusal("application.not_found");
  requireMatch(ifMatch, held.version);
  return held;
}

/** What else a change brings with it. @returns the accounts whose sessions ended */
async function followUp(ctx: Context, tx: Queryable, id: string, before: Held, after: ApplicationFields): Promise<string[]> {
  const { fields, type } = before;
  if (type === "machine" && (after.name !== fields.name || after.organization_id !== fields.organization_id)) {
    await updateMachineAccount(ctx, { id, name: after.name, organizationId: after.organization_id });
  }
  // A way in that is not used any more is no way in that waits.
  if (after.auth_method !== "client_secret") await dropSecrets(tx, id, null);
  return fields.is_active && !after.is_active ? endSessionsOfApplication(ctx, id) : [];
}

/**
 * Changes an application. Switched off, its sessions end at once.
 *
 * @throws RosterError `application.not_found`, `application.system`, `etag.mismatch`; 422 with an item for each
 *   field that does not fit
 */
export async function updateApplication(ctx: Context, id: string, input: ApplicationUpdate, ifMatch: IfMatch | undefined): Promise<ApplicationText> {
  const { updated, users } = await transaction(ctx, async (inner, tx) => {
    const held = await hold(tx, id, ifMatch);
    checkType(held.type, input);
    const fields = changed(held.fields, input);
    const names = differences(held.fields, fields);
    if (held.isSystem && names.some((name) => name !== "is_active")) throw refusal("application.system");
    if (names.length === 0) return { updated: { json: held.json, version: held.version }, users: [] };
    if (!held.isSystem) checkFields(held.type, fields);
    const ended = await followUp(inner, tx, id, held, fields);
    const text = await updateFields(tx, id, fields, null, new Date(ctx.app.clock.now()));
    const pick = (from: ApplicationFields) => Object.fromEntries(names.map((name) => [name, from[name]]));
    await insertAudit(inner, tx, { action: "application.update", targetType: "application", targetId: id, before: pick(held.fields), after: pick(fields) });
    return { updated: text, users: ended };
  });
  for (const userId of new Set([...users, id])) ctx.app.principals.forgetUser(userId);
  return updated;
}

/**
 * Deletes an application for good, with its secrets, sessions and consents; a machine with its account.
 *
 * @throws RosterError `application.not_found`, `application.system`, `etag.mismatch`
 */
export async function deleteApplication(ctx: Context, id: string, ifMatch: IfMatch | undefined): Promise<void> {
  const users = await transaction(ctx, async (inner, tx) => {
    const held = await hold(tx, id, ifMatch);
    if (held.isSystem) throw refusal("application.system");
    const ended = await endSessionsOfApplication(inner, id);
    if (held.type === "machine") await eraseMachineAccount(inner, id);
    else await deleteRow(tx, id);
    await insertAudit(inner, tx, { action: "application.delete", targetType: "application", targetId: id, before: JSON.parse(held.json) as object });
    return ended;
  });
  for (const userId of new Set([...users, id])) ctx.app.principals.forgetUser(userId);
}
