/**
 * Every permission there is, and who holds it. A route names one; `http/` enforces the coarse part (is there
 * somebody, is it a superuser), the service decides by the row. `docs/permissions.md` is generated from here.
 */

type Holder =
  /** Nobody needs to sign in. */
  | "public"
  /** Every account that is signed in. */
  | "signed-in"
  /** Superusers and the reserved admin. */
  | "superuser";

interface Permission {
  readonly holder: Holder;
  readonly sentence: string;
}

const permission = (holder: Holder, sentence: string): Permission => ({ holder, sentence });

export const PERMISSIONS = {
  "installation:read": permission("public", "Read public facts, health and documentation."),
  "session:create": permission("public", "Sign in."),
  "session:end": permission("public", "Sign out; without a session there is nothing to end."),
  "session:use": permission("signed-in", "Get a token with one's own rights."),
  "users:list": permission("signed-in", "List accounts: superusers all, others those they may know of."),
  "users:read": permission("signed-in", "Read an account that one may know of."),
  "users:create": permission("superuser", "Make an account."),
  "users:update": permission("signed-in", "Change one's own account; superusers any."),
  "users:delete": permission("signed-in", "Delete one's own account; superusers any."),
  "users:restore": permission("superuser", "Bring a deleted account back."),
  "sessions:list": permission("signed-in", "List one's own sessions; superusers anybody's."),
  "sessions:revoke": permission("signed-in", "End one's own sessions; superusers anybody's."),
  "audit:read": permission("superuser", "Read the audit log."),
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof PERMISSIONS;

/** Who holds a permission. */
export function holderOf(name: PermissionName): Holder {
  return PERMISSIONS[name].holder;
}
