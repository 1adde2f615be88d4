import { insertAudit, insertAuditEach } from "../db/audit.ts";
import { transaction } from "../db/transaction.ts";
import { type Context, type Queryable, queryable } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { ALGORITHM, generateKey } from "./key-pair.ts";
import { type KeyStanding, keyStates, leadOf, longestTokenLifetime } from "./key-states.ts";
import type { SigningKeyState } from "./keys-schema.ts";
import { deleteKeys, insertKey, type KeyRow, listKeys, lockKeys, type NewKey } from "./keys-store.ts";

const DAY = 86_400_000;
const target = "signing_key";

async function standings(ctx: Context): Promise<KeyStanding<KeyRow>[]> {
  const { clock, config } = ctx.app;
  return keyStates(await listKeys(queryable(ctx), ALGORITHM), clock.now(), longestTokenLifetime(config));
}

const moment = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

const shown = ({ key, state, retires, gone }: KeyStanding<KeyRow>): SigningKeyState => ({
  kid: key.kid,
  alg: key.alg,
  state,
  created: key.created.toISOString(),
  activates: key.activates.toISOString(),
  retires: moment(retires),
  gone: moment(gone),
});

/** The signing keys and their states, the newest first. */
export async function listSigningKeys(ctx: Context): Promise<SigningKeyState[]> {
  return (await standings(ctx)).map(shown);
}

const waiting = (keys: readonly KeyStanding<KeyRow>[]) => keys.find(({ state }) => state === "next");

/** Writes a key that is published from now on and signs from `activates`: milliseconds since 1970 UTC. */
async function add(ctx: Context, tx: Queryable, key: NewKey, activates: number): Promise<void> {
  const row: KeyRow = { ...key, created: new Date(ctx.app.clock.now()), activates: new Date(activates) };
  await insertKey(tx, row);
  const after = { alg: key.alg, activates: row.activates };
  await insertAudit(ctx, tx, { action: "signing_key.create", targetType: target, targetId: key.kid, after });
}

/**
 * Makes the next signing key, which takes over once every copy of the published keys has it. While one is waiting
 * already, it is that one: of many rotations at once there is one.
 */
export async function rotateSigningKey(ctx: Context): Promise<SigningKeyState> {
  const made = await generateKey(ctx.app.keyring);
  return transaction(ctx, async (inner, tx) => {
    await lockKeys(tx);
    const before = waiting(await standings(inner));
    if (before) return shown(before);
    await add(inner, tx, made, ctx.app.clock.now() + leadOf(ctx.app.config.tokenLifetime));
    const [next] = (await standings(inner)).filter(({ key }) => key.kid === made.kid);
    return shown(next as KeyStanding<KeyRow>);
  });
}

/** When the next key should take over by the schedule, when it is time to make it: milliseconds since 1970 UTC. */
function dueAt(ctx: Context, keys: readonly KeyStanding<KeyRow>[]): number | undefined {
  const { config, clock } = ctx.app;
  const active = keys.find(({ state }) => state === "active");
  if (config.keyRotationDays === 0 || !active || waiting(keys)) return undefined;
  const due = active.key.activates.getTime() + config.keyRotationDays * DAY;
  const soonest = clock.now() + leadOf(config.tokenLifetime);
  return soonest >= due ? soonest : undefined;
}

/** Makes the next key when the schedule (setting ROSTER_KEY_ROTATION_DAYS) wants it; one of many processes does. @returns whether it did */
export async function rotateOnSchedule(ctx: Context): Promise<boolean> {
  if (dueAt(ctx, await standings(ctx)) === undefined) return false;
  const made = await generateKey(ctx.app.keyring);
  return transaction(ctx, async (inner, tx) => {
    await lockKeys(tx);
    const due = dueAt(inner, await standings(inner));
    if (due !== undefined) await add(inner, tx, made, due);
    return due !== undefined;
  });
}

/**
 * Removes a key at once, because somebody else may have it: nothing that it signed counts any more. When it was the
 * one that signs, a new one does from now on.
 *
 * @throws RosterError `signing_key.not_found`
 */
export async function removeSigningKey(ctx: Context, kid: string): Promise<void> {
  const made = await generateKey(ctx.app.keyring);
  await transaction(ctx, async (inner, tx) => {
    await lockKeys(tx);
    const removed = (await standings(inner)).find(({ key }) => key.kid === kid);
    if (!removed) throw refusal("signing_key.not_found");
    await deleteKeys(tx, [kid]);
    const { kid: _, ...before } = shown(removed);
    await insertAudit(inner, tx, { action: "signing_key.remove", targetType: target, targetId: kid, before });
    if (removed.state === "active") await add(inner, tx, made, ctx.app.clock.now());
  });
}

/** Deletes keys of which nothing is good any more; a bounded number at once. @returns how many */
export async function removeGoneKeys(ctx: Context, most: number): Promise<number> {
  const gone = async (inner: Context) => (await standings(inner)).filter(({ state }) => state === "gone").map(({ key }) => key.kid);
  if ((await gone(ctx)).length === 0) return 0;
  return transaction(ctx, async (inner, tx) => {
    await lockKeys(tx);
    const removed = await deleteKeys(tx, (await gone(inner)).slice(0, most));
    if (removed.length > 0) await insertAuditEach(inner, tx, { action: "signing_key.remove", targetType: target }, removed);
    return removed.length;
  });
}
