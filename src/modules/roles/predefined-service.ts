/** The predefined roles of an organization, as other modules need them. */
import { PREDEFINED } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { uuidv7 } from "../../kernel/ids.ts";
import { identifierKey } from "../../kernel/text.ts";
import { insertAssignment } from "./assignments-store.ts";
import { insertRoles } from "./store.ts";

/**
 * Makes the predefined roles of a new organization, in the caller's transaction.
 *
 * @returns their ids by key
 */
export async function makePredefinedRoles(ctx: Context, organizationId: string): Promise<ReadonlyMap<string, string>> {
  const now = ctx.app.clock.now();
  const roles = Object.entries(PREDEFINED).map(([predefined, { name, level, description }]) => ({
    id: uuidv7(now),
    level,
    name,
    name_key: identifierKey(name),
    description,
    predefined,
  }));
  await insertRoles(queryable(ctx), organizationId, roles, new Date(now));
  return new Map(roles.map(({ id, predefined }) => [predefined, id]));
}

/** Gives a predefined role of a new organization to a person, in the caller's transaction. */
export async function assignPredefined(ctx: Context, roles: ReadonlyMap<string, string>, organizationId: string, key: string, userId: string): Promise<void> {
  const roleId = roles.get(key);
  if (roleId === undefined) throw new Error(`there is no predefined role ${key}`);
  const now = ctx.app.clock.now();
  await insertAssignment(queryable(ctx), { id: uuidv7(now), roleId, organizationId, userId, teamId: null, now: new Date(now) });
}
