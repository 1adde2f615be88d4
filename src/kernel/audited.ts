/** What the audit log knows: the types of what something is done to, and what may be done to each. */
export const AUDITED = {
  api_key: ["api_key.create", "api_key.update", "api_key.rotate", "api_key.delete"],
  application: ["application.create", "application.update", "application.delete", "application.secret_create", "application.secret_delete", "session.end_all"],
  connection: ["connection.create", "connection.update", "connection.delete", "connection.test"],
  device: ["device.verify", "device.update", "device.delete", "device.deny", "device.forget", "device.lock_wrong_codes"],
  installation: ["demo.fill"],
  invitation: ["invitation.create", "invitation.resend", "invitation.accept", "invitation.decline", "invitation.withdraw"],
  organization: ["organization.create", "organization.update", "organization.delete", "organization.restore", "organization.erase", "member.delete"],
  passkey: ["passkey.create", "passkey.update", "passkey.delete", "passkey.counter_regression"],
  project: ["project.create", "project.update", "project.delete"],
  resource: ["resource.share"],
  role: ["role.create", "role.update", "role.delete", "role.assign", "role.revoke"],
  session: ["session.create", "session.end", "session.reuse_detected"],
  signing_key: ["signing_key.create", "signing_key.remove"],
  team: ["team.create", "team.update", "team.delete", "team.add_member", "team.remove_member"],
  user: [
    "user.create",
    "user.update",
    "user.delete",
    "user.restore",
    "user.erase",
    "user.unlock",
    "user.link",
    "user.email_kept",
    "user.export",
    "user.password_change",
    "user.password_link",
    "user.password_reset",
    "identity.link",
    "identity.unlink",
    "totp.begin",
    "totp.activate",
    "totp.delete",
    "totp.reset",
    "recovery_codes.renew",
    "recovery_code.use",
    "passkey.reset",
    "session.end_all",
    "consent.give",
    "consent.withdraw",
    "service_account.create",
    "service_account.update",
    "service_account.delete",
  ],
  workspace: ["workspace.create", "workspace.update", "workspace.delete", "workspace.status", "resource.delete"],
} as const;

/** The type of what something is done to. */
export type AuditTarget = keyof typeof AUDITED;

/** What was done, and the type of what it was done to: of those that belong together. */
export type Audited = { readonly [T in AuditTarget]: { readonly action: (typeof AUDITED)[T][number]; readonly targetType: T } }[AuditTarget];
