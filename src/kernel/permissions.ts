/**
 * Every permission there is, and who holds it. A route names one; `http/` enforces the coarse part (is there
 * somebody, is it a superuser), the service decides by the row. `docs/permissions.md` is generated from here.
 */

import { RosterError } from "./errors.ts";

type Holder =
  /** Nobody needs to sign in. */
  | "public"
  /** Every account that is signed in. */
  | "signed-in"
  /** Superusers and the reserved admin. */
  | "superuser";

/**
 * The OAuth 2 scopes of the API: what a token may do at most, whoever it stands for. The sentence is shown where a
 * person is asked for consent (its German is in `pages/texts`).
 */
export const SCOPES = {
  "users:read": "Find and read the accounts that you may see.",
  "users:write": "Make, change and delete accounts, where you may.",
  "sessions:read": "See where you are signed in.",
  "sessions:write": "Sign you out elsewhere.",
  "credentials:read": "See how you can sign in.",
  "credentials:write": "Change how you can sign in.",
  "applications:read": "Read the applications of this installation.",
  "applications:write": "Make, change and delete applications.",
  "connections:read": "Read the identity providers of this installation.",
  "connections:write": "Make, change and delete identity providers.",
  "organizations:read": "See your organizations and workspaces, who is in them and with which roles.",
  "organizations:write": "Change your organizations and workspaces, their members, roles, teams, and service accounts with their keys, where you may.",
  "system:read": "Read facts of the installation that only its administrators see.",
  "system:write": "Change the installation, such as its signing keys.",
  "audit:read": "Read the audit log.",
} as const satisfies Record<string, string>;

export type ScopeName = keyof typeof SCOPES;

/** The web console under `/console`, among the applications. */
export const CONSOLE_ID = "00000000-0000-7000-8000-000000000001";

interface Permission {
  readonly holder: Holder;
  /** The scope that a token must have; `null`: public, or only for credentials without scopes (our own pages and the contract's sign-in). */
  readonly scope: ScopeName | null;
  /** Of those without a scope: also for tokens of the console. */
  readonly byConsole: boolean;
  readonly sentence: string;
}

const permission = (holder: Holder, scope: ScopeName | null, sentence: string): Permission => ({ holder, scope, byConsole: false, sentence });

/**
 * What a person does with their own hands, on pages of this server: no application may, whatever its scopes. The console is
 * such pages: its tokens come only to an address of this server, stay in the page, and end with the browser's session.
 */
const byOwnHand = (sentence: string): Permission => ({ holder: "signed-in", scope: null, byConsole: true, sentence });

export const PERMISSIONS = {
  "installation:read": permission("public", null, "Read public facts, health and documentation."),
  "session:create": permission("public", null, "Sign in."),
  "session:end": permission("public", null, "Sign out; without a session there is nothing to end."),
  "session:use": permission("signed-in", null, "Get a token with one's own rights."),
  "users:list": permission("signed-in", "users:read", "List accounts: superusers all, others those they may know of."),
  "users:read": permission("signed-in", "users:read", "Read an account that one may know of."),
  "users:create": permission("superuser", "users:write", "Make an account."),
  "users:update": permission("signed-in", "users:write", "Change one's own account; superusers any."),
  "users:delete": permission("signed-in", "users:write", "Delete one's own account; superusers any."),
  "users:restore": permission("superuser", "users:write", "Bring a deleted account back."),
  // Parts of it no scope lets an application read.
  "users:export": byOwnHand("Get all that is known of one's own account; superusers of any."),
  "users:unlock": permission("superuser", "users:write", "Forget the failed sign-ins of an account, so that nothing holds it back."),
  "passwords:reset": permission("superuser", "users:write", "Mail the owner of an account a link to choose a password."),
  "sessions:list": permission("signed-in", "sessions:read", "List one's own sessions; superusers anybody's."),
  "sessions:list-all": permission("superuser", "sessions:read", "List everybody's sessions."),
  "sessions:revoke": permission("signed-in", "sessions:write", "End one's own sessions; superusers anybody's."),
  "credentials:read": permission("signed-in", "credentials:read", "See one's own ways to sign in."),
  "credentials:write": permission("signed-in", "credentials:write", "Change one's own ways to sign in."),
  "credentials:inspect": permission("superuser", "credentials:read", "See the ways into any account."),
  "credentials:reset": permission("superuser", "credentials:write", "Take the second factor from an account whose owner lost it."),
  "mail:read": permission("superuser", "system:read", "See mail that waits or could not be sent."),
  "devices:ask": permission("public", null, "Ask for a device to be let in."),
  "devices:read": permission("signed-in", "sessions:read", "Read one's own devices, and what asks by the code that it shows."),
  "devices:verify": permission("signed-in", null, "Let a device in."),
  "devices:write": permission("signed-in", "sessions:write", "Lock, unlock and remove one's own devices."),
  "workspaces:enter": permission("signed-in", null, "Enter a workspace where one may."),
  "consents:list": permission("signed-in", "sessions:read", "See what one has agreed that applications may do; superusers anybody's."),
  "consents:withdraw": permission("signed-in", "sessions:write", "Take back what one has agreed to; superusers anybody's."),
  // Who can sign in is not for an application to say, whatever it may change besides.
  "identities:write": byOwnHand("Link identities of providers to one's own account, and remove them."),
  "keys:read": permission("signed-in", "credentials:read", "See one's own API keys."),
  "keys:inspect": permission("superuser", "credentials:read", "See the API keys of any account."),
  "keys:revoke": permission("superuser", "credentials:write", "Delete API keys of any account; one's own by own hand."),
  // A key is bounded by no scope: whoever is bounded by some cannot make one, and so get beyond them.
  "keys:write": byOwnHand("Make, change, rotate and delete one's own API keys."),
  "organizations:list": permission("signed-in", "organizations:read", "List the organizations that one is a member of; superusers all."),
  "organizations:read": permission("signed-in", "organizations:read", "Read what one's roles in the organization show."),
  "organizations:create": permission("signed-in", "organizations:write", "Make an organization."),
  "organizations:write": permission("signed-in", "organizations:write", "Change what one's roles in the organization let one change."),
  "invitations:list": permission("signed-in", "organizations:read", "See the invitations that one got."),
  "invitations:answer": permission("signed-in", "organizations:write", "Accept and decline the invitations that one got."),
  "organizations:restore": permission("superuser", "organizations:write", "Bring a deleted organization back."),
  "rbac:check": permission("signed-in", "organizations:read", "Ask what accounts may do in a workspace: its own server, and superusers."),
  "rbac:write": permission("signed-in", "organizations:write", "Share resources of a workspace: its own server, and superusers."),
  "workspaces:list": permission("signed-in", "organizations:read", "List the workspaces that one may see; superusers all."),
  "workspaces:read": permission("signed-in", "organizations:read", "Read what one's roles in the workspace show."),
  "workspaces:create": permission("signed-in", "organizations:write", "Make a workspace where one may."),
  "workspaces:write": permission("signed-in", "organizations:write", "Change what one's roles in the workspace let one change."),
  "workspaces:report": permission("signed-in", "organizations:write", "Report the status of a workspace, as its own server."),
  "statistics:read": permission("superuser", "system:read", "Read the statistics of the installation."),
  "system:read": permission("superuser", "system:read", "Read the settings, the background jobs and the health of the installation."),
  "audit:read": permission("superuser", "audit:read", "Read the audit log."),
  "applications:read": permission("superuser", "applications:read", "Read applications, and what is known of their secrets."),
  "applications:write": permission("superuser", "applications:write", "Make, change and delete applications and their secrets."),
  "setup:read": permission("superuser", "system:read", "See how far a new installation has come."),
  "signing_keys:read": permission("superuser", "system:read", "Read the states of the signing keys."),
  "signing_keys:write": permission("superuser", "system:write", "Rotate and remove signing keys."),
  "connections:read": permission("superuser", "connections:read", "Read the identity providers of the installation."),
  "connections:write": permission("superuser", "connections:write", "Make, change, test and delete identity providers."),
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof PERMISSIONS;

/** The scope that a token needs for a permission. */
export function scopeOf(name: PermissionName): ScopeName | null {
  return PERMISSIONS[name].scope;
}

/**
 * That a credential is good for a permission, whatever the account may that it stands for; RFC 6750 3.1 says how to refuse the rest.
 *
 * @throws RosterError `auth.insufficient_scope`
 */
export function requireWithin(
  name: PermissionName,
  { scopes, applicationId }: { readonly scopes: ReadonlySet<string> | null; readonly applicationId: string | null },
): void {
  const { scope, byConsole } = PERMISSIONS[name];
  if (scopes === null || (scope === null ? byConsole && applicationId === CONSOLE_ID : scopes.has(scope))) return;
  const needed = scope === null ? "" : `, scope="${scope}"`;
  throw new RosterError("auth.insufficient_scope", { headers: { "www-authenticate": `Bearer realm="roster", error="insufficient_scope"${needed}` } });
}

/** Who holds a permission. */
export function holderOf(name: PermissionName): Holder {
  return PERMISSIONS[name].holder;
}
