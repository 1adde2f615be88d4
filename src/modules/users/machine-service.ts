import { type Context, queryable } from "../../kernel/context.ts";
import { uuidTime } from "../../kernel/ids.ts";
import { identifierKey } from "../../kernel/text.ts";
import { erase } from "./lifecycle-store.ts";
import { changeMachine, claimIdentifiers, insertUser } from "./store.ts";

/** The account of a machine: what it is called, and whose it is. */
export interface Machine {
  /** Also the id of the application that it belongs to. */
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | null;
}

/**
 * Makes the service account of an application, in the caller's transaction. It has no password, and its making is
 * part of the application's audit row.
 *
 * @throws RosterError `user.identifier_taken` when somebody has its username
 */
export async function createMachineAccount(ctx: Context, machine: Machine & { readonly isSuperuser: boolean }): Promise<void> {
  const { id, name, organizationId, isSuperuser } = machine;
  await insertMachine(ctx, { id, username: `application-${id}`, name, organizationId, isSuperuser });
}

/**
 * Makes the machine identity of a workspace, in the caller's transaction: an internal account, which only its workspace changes.
 *
 * @throws RosterError `user.identifier_taken` when somebody has its username
 */
export async function createWorkspaceAccount(ctx: Context, { id, name, organizationId }: Machine): Promise<void> {
  await insertMachine(ctx, { id, username: `workspace-${id}`, name, organizationId, isSuperuser: false, isInternal: true });
}

/**
 * Makes the account of a service account of an organization, in the caller's transaction.
 *
 * @throws RosterError `user.identifier_taken` when somebody has its username
 */
export async function createServiceAccountUser(ctx: Context, account: { id: string; username: string; organizationId: string }): Promise<void> {
  await insertMachine(ctx, { ...account, name: null, isSuperuser: false });
}

interface NewMachine {
  readonly id: string;
  readonly username: string;
  readonly name: string | null;
  readonly organizationId: string | null;
  readonly isSuperuser: boolean;
  readonly isInternal?: boolean;
}

async function insertMachine(ctx: Context, { id, username, name, organizationId, isSuperuser, isInternal = false }: NewMachine): Promise<void> {
  const tx = queryable(ctx);
  await insertUser(tx, {
    id,
    username,
    usernameKey: identifierKey(username),
    email: null,
    emailKey: null,
    name,
    nameKey: identifierKey(name ?? ""),
    avatarUrl: null,
    company: null,
    jobTitle: null,
    metadata: null,
    passwordExpired: null,
    isSuperuser,
    isInternal,
    isServiceAccount: true,
    organizationId,
    created: new Date(uuidTime(id)),
  });
  await claimIdentifiers(tx, id, [identifierKey(username)]);
}

/** A service account takes another username, in the caller's transaction. @throws RosterError `user.identifier_taken` */
export async function takeUsername(ctx: Context, id: string, username: string): Promise<void> {
  await claimIdentifiers(queryable(ctx), id, [identifierKey(username)]);
}

/** Removes a service account for good, in the caller's transaction, with all that it has. */
export async function removeServiceAccountUser(ctx: Context, id: string): Promise<void> {
  await erase(queryable(ctx), id);
}

/** The account of a machine takes over its application's, or workspace's, name and organization, in the caller's transaction. */
export async function updateMachineAccount(ctx: Context, { id, name, organizationId }: Machine): Promise<void> {
  await changeMachine(queryable(ctx), { id, name, nameKey: identifierKey(name), organizationId }, new Date(ctx.app.clock.now()));
}

/** Removes the account of a machine for good, in the caller's transaction; its application, or workspace, goes with it. */
export async function eraseMachineAccount(ctx: Context, id: string): Promise<void> {
  await erase(queryable(ctx), id);
}
