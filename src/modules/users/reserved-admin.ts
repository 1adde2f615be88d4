import { insertAudit } from "../../db/audit.ts";
import { transaction } from "../../db/transaction.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { uuidTime, uuidv7 } from "../../kernel/ids.ts";
import { newSecret } from "../../kernel/secrets.ts";
import { identifierKey } from "../../kernel/text.ts";
import { setPassword, verifyPassword } from "../credentials/service.ts";
import { holdInstallation } from "../installation/administrators-service.ts";
import { dropPasskeys } from "../passkeys/service.ts";
import { dropTotp } from "../second-factors/service.ts";
import { endSessionsOf } from "../sessions/service.ts";
import { findReservedAdmin, reactivate } from "./lifecycle-store.ts";
import { claimIdentifiers, insertUser } from "./store.ts";

/** 20 characters of base64url: 120 bits. */
const generatePassword = () => newSecret().slice(0, 20);

async function make(ctx: Context, hash: string): Promise<string> {
  const username = ctx.app.config.adminUsername;
  const usernameKey = identifierKey(username);
  const id = uuidv7(ctx.app.clock.now());
  const tx = queryable(ctx);
  const user = await insertUser(tx, {
    id,
    username,
    usernameKey,
    email: null,
    emailKey: null,
    name: "Reserved admin",
    nameKey: identifierKey("Reserved admin"),
    avatarUrl: null,
    company: null,
    jobTitle: null,
    metadata: null,
    // It is for bootstrap and emergencies: whoever configured the password chose it.
    passwordExpired: false,
    isSuperuser: true,
    isInternal: true,
    created: new Date(uuidTime(id)),
  });
  await claimIdentifiers(tx, id, [usernameKey]);
  await setPassword(ctx, id, hash);
  await insertAudit(ctx, tx, { action: "user.create", targetType: "user", targetId: id, after: JSON.parse(user.json) as object });
  return username;
}

async function giveNewPassword(ctx: Context, id: string, hash: string): Promise<void> {
  await transaction(ctx, async (inner, tx) => {
    await setPassword(inner, id, hash);
    await reactivate(tx, id, new Date(ctx.app.clock.now()));
    await endSessionsOf(inner, id);
    await insertAudit(inner, tx, { action: "user.password_reset", targetType: "user", targetId: id });
  });
  ctx.app.principals.forgetUser(id);
}

/**
 * Makes the reserved admin at the first start; later, gives it the configured password where it has another.
 * Several processes may start at once.
 *
 * @returns its username, and the generated password when this call made one: it is told only here
 */
export async function prepareReservedAdmin(ctx: Context): Promise<{ username: string; generatedPassword: string | null }> {
  const { hasher, config } = ctx.app;
  const there = await findReservedAdmin(queryable(ctx));
  if (there) {
    const wanted = config.adminPassword;
    if (wanted !== null && !(await verifyPassword(ctx, there.id, wanted))) await giveNewPassword(ctx, there.id, await hasher.hash(wanted));
    return { username: there.username, generatedPassword: null };
  }
  const generated = config.adminPassword === null ? generatePassword() : null;
  const hash = await hasher.hash(config.adminPassword ?? (generated as string));
  return transaction(ctx, async (inner, tx) => {
    await holdInstallation(inner);
    const first = await findReservedAdmin(tx);
    if (first) return { username: first.username, generatedPassword: null };
    return { username: await make(inner, hash), generatedPassword: generated };
  });
}

/**
 * Breaks the glass: a new generated password for the reserved admin, which is active again; its sessions end, and its
 * authenticator app and passkeys are taken away.
 *
 * @returns the username and the password, which is told only here
 */
export async function resetReservedAdmin(ctx: Context): Promise<{ username: string; password: string }> {
  const admin = await findReservedAdmin(queryable(ctx));
  if (!admin) throw new Error("This installation has no reserved admin yet: start the server once.");
  const password = generatePassword();
  await dropTotp(ctx, admin.id);
  await dropPasskeys(ctx, admin.id);
  await giveNewPassword(ctx, admin.id, await ctx.app.hasher.hash(password));
  return { username: admin.username, password };
}
