/** The predefined roles of an organization, as other modules need them. */
import type { Place } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { identifierKey } from "../../kernel/text.ts";
import { insertAssignment } from "./assignments-store.ts";
import { findPredefined, insertRoles, writePredefined } from "./store.ts";

/** Makes the predefined roles of a new organization, in the caller's transaction. */
export async function makePredefinedRoles(ctx: Context, organizationId: string): Promise<void> {
  const now = ctx.app.clock.now();
  const roles = Object.entries(ctx.app.catalogue.predefined).map(([predefined, { name, level, description }]) => ({
    id: uuidv7(now),
    level,
    name,
    name_key: identifierKey(name),
    description,
    predefined,
  }));
  await insertRoles(queryable(ctx), organizationId, roles, new Date(now));
}

/** Gives a predefined role at a new place to the account that made it, in the caller's transaction. @param key of the role */
export async function assignPredefined(ctx: Context, key: string, place: Place, userId: string): Promise<void> {
  const tx = queryable(ctx);
  const roleId = await findPredefined(tx, place.organizationId, key);
  if (roleId === undefined) throw new Error(`there is no predefined role ${key}`);
  const now = ctx.app.clock.now();
  await insertAssignment(tx, { id: uuidv7(now), roleId, ...place, userId, teamId: null, invitationId: null, now: new Date(now) });
}

/** Keeps what the predefined roles hold where the statements that show roles find it. */
export async function showPredefinedRoles(ctx: Context): Promise<void> {
  const roles = Object.entries(ctx.app.catalogue.predefined).map(([key, { permissions }]) => ({ key, permissions: [...permissions].sort() }));
  await writePredefined(queryable(ctx), roles);
}
