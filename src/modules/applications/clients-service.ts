/** What the authorization server needs of applications: read one, check its secret, and registration by itself. */
import { LRUCache } from "lru-cache";
import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type Context, type Queryable, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { canonicalUuid, uuidv7 } from "../../kernel/ids.ts";
import { hashSecret, sameBytes } from "../../kernel/secrets.ts";
import { endSessionsOfApplication } from "../sessions/service.ts";
import { type Client, findClient, type SecretRow } from "./clients-store.ts";
import { checkFields, checkRegistered, checkType, completed, differences } from "./rules.ts";
import type { ApplicationCreate, ApplicationFields } from "./schema.ts";
import { countSecrets, dropSecrets, insertSecret, touchSecret } from "./secrets-store.ts";
import { deleteRow, type Held, insertApplication, lockApplication, updateFields } from "./store.ts";

export type { Client } from "./clients-store.ts";

/** Client ids are compared as they are: another spelling of the UUID is another client. */
const isClientId = (id: string) => canonicalUuid(id) === id;

/**
 * The application with this client_id, when it counts: active, and where it is a machine, its account live and
 * active. One statement; any text may be asked for.
 */
export async function readClient(db: Queryable, id: string): Promise<Client | undefined> {
  return isClientId(id) ? findClient(db, id) : undefined;
}

/** `last_used` is written this often at most: milliseconds. */
const TOUCH_EVERY = 60_000;

/** Whether a text is a secret of an application. All that it has are compared, each in a time that tells nothing. */
type SecretCheck = (client: Client, secret: string) => boolean;

/**
 * Checks the secrets of applications as they were read (`readClient`): one that expired since counts no more. The use
 * is written down behind the caller's back, once a minute, by each process.
 */
export function createSecretCheck({ clock }: { readonly clock: Clock }, db: Queryable): SecretCheck {
  // An application that is remembered says when its secrets were used before, not when since.
  const touched = new LRUCache<string, number>({ max: 5000 });
  const touch = ({ id, lastUsed }: SecretRow, now: number) => {
    if (now - Math.max(lastUsed ?? 0, touched.get(id) ?? 0) < TOUCH_EVERY) return;
    touched.set(id, now);
    // Nobody waits for it, and nobody minds when it fails: a use after a minute tries again.
    touchSecret(db, id, new Date(now)).catch(() => {});
  };
  return ({ authMethod, secrets }, secret) => {
    if (authMethod !== "client_secret") return false;
    const now = clock.now();
    const hash = hashSecret(secret);
    const fitting = secrets.filter((row) => (row.expires === null || now < row.expires) && sameBytes(row.hash, hash));
    for (const row of fitting) touch(row, now);
    return fitting.length > 0;
  };
}

/** What a client registers with (RFC 7591). Machines are registered by people only. */
export interface Registration {
  readonly type: "web" | "single_page" | "native";
  /** Whether it is active and trusted, and whose it is, is not its own to say. */
  readonly fields: Partial<Omit<ApplicationFields, "is_active" | "is_trusted" | "organization_id">> & Pick<ApplicationFields, "name">;
  /** What it said of itself, as it is to be given back; without its secret. */
  readonly registration: object;
  /** Kept as its SHA-256; of high entropy. `null`: it has none, and those it had go; `undefined`: they stay. */
  readonly secret: string | null | undefined;
}

const fieldsOf = ({ type, fields }: Registration): ApplicationFields => completed({ type, ...fields } as ApplicationCreate);

/** Its only secret from now on; one that it has already stays as it is. */
async function setSecret(ctx: Context, tx: Queryable, applicationId: string, secret: string | null): Promise<void> {
  const hash = secret === null ? null : hashSecret(secret);
  await dropSecrets(tx, applicationId, hash);
  if (secret === null || hash === null || (await countSecrets(tx, applicationId)) > 0) return;
  const now = ctx.app.clock.now();
  await insertSecret(tx, { id: uuidv7(now), applicationId, hash, hint: secret.slice(0, 4), now: new Date(now) });
}

async function readBack(ctx: Context, id: string): Promise<Client> {
  const client = await findClient(queryable(ctx), id);
  if (!client) throw refusal("application.not_found");
  return client;
}

/**
 * Stores a client that registers by itself (RFC 7591).
 *
 * @param id its client_id, a UUIDv7; made where none is given
 * @throws RosterError 422 with a place under `body` for each field that does not fit
 */
export async function registerClient(ctx: Context, input: Registration, id = uuidv7(ctx.app.clock.now())): Promise<Client> {
  const fields = fieldsOf(input);
  checkFields(input.type, fields);
  checkRegistered(fields);
  return transaction(ctx, async (inner, tx) => {
    const now = new Date(ctx.app.clock.now());
    const { json } = await insertApplication(tx, { id, type: input.type, fields, registration: input.registration, now });
    await setSecret(inner, tx, id, input.secret ?? null);
    await insertAudit(inner, tx, { action: "application.create", targetType: "application", targetId: id, after: JSON.parse(json) as object });
    return readBack(inner, id);
  });
}

/** Only what registered by itself is in a client's own hands. */
async function lockRegistered(tx: Queryable, id: string): Promise<Held> {
  const held = isClientId(id) ? await lockApplication(tx, id) : undefined;
  if (!held?.isSelfRegistered) throw refusal("application.not_found");
  return held;
}

/**
 * Replaces what a client registered (RFC 7592 2.2). Whether it is active and trusted, and whose it is, stays.
 *
 * @throws RosterError `application.not_found`, also for one that did not register by itself; 422 as `registerClient`,
 *   and for another type
 */
export async function replaceClient(ctx: Context, id: string, input: Registration): Promise<Client> {
  return transaction(ctx, async (inner, tx) => {
    const held = await lockRegistered(tx, id);
    checkType(held.type, input);
    const { is_active, is_trusted, organization_id } = held.fields;
    const fields: ApplicationFields = { ...fieldsOf(input), is_active, is_trusted, organization_id };
    checkFields(held.type, fields);
    checkRegistered(fields);
    await updateFields(tx, id, fields, input.registration, new Date(ctx.app.clock.now()));
    if (input.secret !== undefined) await setSecret(inner, tx, id, input.secret);
    const pick = (from: ApplicationFields) => Object.fromEntries(differences(held.fields, fields).map((name) => [name, from[name]]));
    await insertAudit(inner, tx, { action: "application.update", targetType: "application", targetId: id, before: pick(held.fields), after: pick(fields) });
    return readBack(inner, id);
  });
}

/**
 * Removes a client that registered by itself (RFC 7592 2.3); its sessions end.
 *
 * @throws RosterError `application.not_found`, also for one that did not register by itself
 */
export async function removeClient(ctx: Context, id: string): Promise<void> {
  const users = await transaction(ctx, async (inner, tx) => {
    const held = await lockRegistered(tx, id);
    const ended = await endSessionsOfApplication(inner, id);
    await deleteRow(tx, id);
    await insertAudit(inner, tx, { action: "application.delete", targetType: "application", targetId: id, before: JSON.parse(held.json) as object });
    return ended;
  });
  for (const userId of new Set([...users, id])) ctx.app.principals.forgetUser(userId);
}
