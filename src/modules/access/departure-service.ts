/** What an account leaves behind in organizations when it is switched off or goes. */
import { insertAuditEach } from "../../db/audit.ts";
import { ORGANIZATION_ADMIN } from "../../kernel/access.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { type Administered, dropEveryMembership, entombOrganizations, findAdministered, lockOrganizationsOf, passOn } from "./members-store.ts";
import { organizationsWithout } from "./store.ts";

/** What stands in the way of an account's departure, and what goes with it. */
export interface Departure {
  /** Organizations with other members that it alone administers. */
  readonly blocked: readonly Administered[];
  /** Organizations that have no other member. */
  readonly sole: readonly Administered[];
  /** Organizations that it owns and others administer too. */
  readonly owned: readonly Administered[];
}

/** What an account leaves behind, as it stands now. */
export async function previewDeparture(ctx: Context, userId: string): Promise<Departure> {
  const db = queryable(ctx);
  const administered = await findAdministered(db, userId, ORGANIZATION_ADMIN);
  const ids = administered.map(({ id }) => id);
  const without = new Set(ids.length === 0 ? [] : await organizationsWithout(db, ids, ORGANIZATION_ADMIN, userId));
  return {
    blocked: administered.filter(({ id, hasOthers }) => hasOthers && without.has(id)),
    sole: administered.filter(({ id, hasOthers }) => !hasOthers && without.has(id)),
    owned: administered.filter(({ id, isOwner }) => isOwner && !without.has(id)),
  };
}

const names = (organizations: readonly Administered[]) => organizations.map(({ name }) => name).join(", ");

/**
 * Inside a transaction, before it holds the account: holds the organizations that it has a place in. Whoever changes
 * what is in an organization holds that first and then the account, and so does this.
 */
export async function holdOrganizationsOf(ctx: Context, userId: string): Promise<void> {
  await lockOrganizationsOf(queryable(ctx), userId);
}

/**
 * What it leaves behind, with the organizations held: nothing of it changes until the transaction ends. All of them,
 * since a team that it is in may become administrator meanwhile.
 */
async function holdDeparture(ctx: Context, userId: string): Promise<Departure> {
  await lockOrganizationsOf(queryable(ctx), userId);
  return previewDeparture(ctx, userId);
}

function refuseBlocked(blocked: readonly Administered[]): void {
  if (blocked.length === 0) return;
  throw refusal("organization.last_admin", `The account is the only active Organization Admin of: ${names(blocked)}. Make somebody else one there first.`);
}

/**
 * Inside a transaction that holds the account: it may be switched off only where another administrator remains.
 *
 * @throws RosterError `organization.last_admin`, which names the organizations
 */
export async function requireAdminsBesides(ctx: Context, userId: string): Promise<void> {
  const { blocked, sole } = await holdDeparture(ctx, userId);
  refuseBlocked([...blocked, ...sole]);
}

/**
 * Inside a transaction that holds the account: takes it out of every organization. What it owned passes to another
 * administrator; an organization without other members ends, where that is asked for.
 *
 * @throws RosterError `organization.last_admin`, `user.sole_organizations`; both name the organizations
 */
export async function depart(ctx: Context, userId: string, deleteSole: boolean): Promise<void> {
  const tx = queryable(ctx);
  const { blocked, sole, owned } = await holdDeparture(ctx, userId);
  refuseBlocked(blocked);
  if (sole.length > 0 && !deleteSole) {
    throw refusal(
      "user.sole_organizations",
      `The account is the only member of: ${names(sole)}. Repeat with delete_sole_organizations=true to delete them too.`,
    );
  }
  const soleIds = sole.map(({ id }) => id);
  await entombOrganizations(tx, soleIds, new Date(ctx.app.clock.now()));
  await auditEach(ctx, "organization.delete", sole, ({ id, name }) => ({ before: { id, name } }));
  const heirs = await passOn(
    tx,
    owned.map(({ id }) => id),
    userId,
    ORGANIZATION_ADMIN,
  );
  await auditEach(ctx, "organization.update", heirs, ({ ownerId }) => ({ before: { owner: userId }, after: { owner: ownerId } }));
  await dropEveryMembership(tx, userId, soleIds);
}

/** An audit row for each of many organizations, in one statement. */
async function auditEach<T extends { readonly id: string }>(
  ctx: Context,
  action: "organization.update" | "organization.delete",
  organizations: readonly T[],
  changed: (organization: T) => { before: object; after?: object },
): Promise<void> {
  if (organizations.length === 0) return;
  const ids = organizations.map(({ id }) => id);
  await insertAuditEach(ctx, queryable(ctx), { action, targetType: "organization" }, ids, organizations.map(changed));
}
