import { type ErrorCode, type RosterError, refusal, retryLater } from "../kernel/errors.ts";

/** What the violation of a constraint means to whoever asked. A constraint that is not here is a bug: 500. */
export const CONSTRAINTS: Readonly<Record<string, ErrorCode>> = {
  user_identifiers_unique: "user.identifier_taken",
  users_oauth_unique: "user.identifier_taken",
  user_identities_subject_unique: "identity.taken",
  // The browser's session ended while an application was let act for its account.
  sessions_parent_id_fkey: "auth.required",
  // What linking was begun with went meanwhile: the session, the connection, the account.
  identity_requests_session_id_fkey: "auth.required",
  identity_requests_connection_id_fkey: "federation.unknown_connection",
  pending_sign_ins_link_user_id_fkey: "federation.link_stranger",
  connections_name_unique: "connection.name_taken",
  organizations_name_unique: "organization.name_taken",
  users_organization_fk: "organization.not_found",
  applications_organization_fk: "organization.not_found",
  workspaces_name_unique: "workspace.name_taken",
  projects_name_unique: "project.name_taken",
  projects_workspace_fk: "workspace.not_found",
  // A workspace or project that was deleted while a role was given there.
  role_assignments_workspace_fk: "workspace.not_found",
  role_assignments_project_fk: "project.not_found",
  // The same while a resource was shared there, or by an account that was erased.
  resource_shares_workspace_id_organization_id_fkey: "workspace.not_found",
  resource_shares_project_id_workspace_id_fkey: "project.not_found",
  resource_shares_shared_by_fkey: "rbac.sharer_not_found",
  roles_name_unique: "role.name_taken",
  role_assignments_unique: "role.assigned",
  teams_name_unique: "team.name_taken",
  api_keys_name_unique: "api_key.name_taken",
  team_members_unique: "team.already_in",
  team_invitations_unique: "team.already_in",
  invitations_one_open: "invitation.open",
};

/** Classes and codes of SQLSTATE that say: not now. */
const AWAY = /^(08|57P|53|58030)/;
/** Canceled by our own statement timeout, or refused a lock. */
const TIMED_OUT = new Set(["57014", "55P03", "25P03"]);
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"]);
/** The driver's own errors carry no code, only these words. */
const DRIVER = /timeout|terminated|connection ended|not queryable|Connection terminated|Client has encountered/i;

/** Seconds a client is asked to wait while the database is away. */
export const RETRY_AFTER = 2;

/**
 * What the driver threw, as a refusal where it has a meaning for the client: a broken constraint that
 * `CONSTRAINTS` knows, or a database that is away (503). Anything else is returned as it came.
 */
export function translateDatabaseError(error: unknown): RosterError | unknown {
  if (!(error instanceof Error)) return error;
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (constraint && code?.startsWith("23")) {
    const known = CONSTRAINTS[constraint];
    return known ? refusal(known) : error;
  }
  const away = code === undefined ? DRIVER.test(error.message) : AWAY.test(code) || TIMED_OUT.has(code) || NETWORK.has(code);
  return away ? retryLater("database.unavailable", RETRY_AFTER, error) : error;
}
