import { flag, integer, type Setting, text } from "./setting.ts";

/** How long tokens, sessions, keys and what was deleted are good for. */
export const LIFETIMES = {
  apiKeyPrefix: text("ROSTER_API_KEY_PREFIX", "ZENPROKEY_", "What the text of an API key begins with; keys made with another prefix stop working.", {
    pattern: /^[A-Za-z][A-Za-z0-9_-]{1,30}_$/,
    fits: "2 to 32 letters, digits, `-` and `_`, a letter first and `_` last",
  }) as Setting<string>,
  tokenLifetime: integer("ROSTER_TOKEN_LIFETIME", 3600, "Seconds an access token is good for.", { min: 30, max: 86_400 }),
  sessionIdle: integer("ROSTER_SESSION_IDLE", 14 * 86_400, "Seconds after which an unused session ends.", {
    min: 60,
    max: 366 * 86_400,
  }),
  sessionLifetime: integer("ROSTER_SESSION_LIFETIME", 30 * 86_400, "Seconds after which a session ends, used or not.", {
    min: 60,
    max: 10 * 366 * 86_400,
  }),
  refreshGrace: integer(
    "ROSTER_REFRESH_GRACE",
    30,
    "Seconds in which a refresh token that was already used still answers with the same successor, for clients that lost the answer.",
    { min: 0, max: 3600 },
  ),
  registrationToken: text(
    "ROSTER_REGISTRATION_TOKEN",
    null,
    "When set, OAuth clients may register by themselves at /oauth/register (RFC 7591) with it as the initial access token.",
    {
      secret: true,
      pattern: /^[A-Za-z0-9._~+/=-]{32,}$/,
      fits: "at least 32 characters, for example from: openssl rand -base64 32",
      defaultDoc: "none: registration is off",
    },
  ),
  keyRotationDays: integer(
    "ROSTER_KEY_ROTATION_DAYS",
    90,
    "Days after which another key takes over signing tokens, prepared in time; 0: only by hand (`roster keys rotate`).",
    { min: 0, max: 3650 },
  ),
  deviceCodeLifetime: integer("ROSTER_DEVICE_CODE_LIFETIME", 600, "Seconds in which a person can let a device in that asks for it.", {
    min: 60,
    max: 3600,
  }),
  deviceTokenLifetime: integer("ROSTER_DEVICE_TOKEN_LIFETIME", 86_400, "Seconds a device stays signed in, used or not.", {
    min: 60,
    max: 366 * 86_400,
  }),
  trustedDeviceTokenLifetime: integer("ROSTER_TRUSTED_DEVICE_TOKEN_LIFETIME", 30 * 86_400, "Seconds a device stays signed in that its owner trusts.", {
    min: 60,
    max: 366 * 86_400,
  }),
  workspaceTokenLifetime: integer("ROSTER_WORKSPACE_TOKEN_LIFETIME", 300, "Seconds a token is good for that lets its bearer enter one workspace.", {
    min: 30,
    max: 3600,
  }),
  tombstoneDays: integer("ROSTER_TOMBSTONE_DAYS", 30, "Days a deleted account can be restored; 0 erases it at once.", {
    min: 0,
    max: 3650,
  }),
  invitationDays: integer("ROSTER_INVITATION_DAYS", 7, "Days an invitation can be accepted, from when it was last sent.", { min: 1, max: 365 }),
  inviteAddsMembers: flag(
    "ROSTER_INVITE_ADDS_MEMBERS",
    false,
    "Whether inviting an e-mail address that an account has proven to be its own makes the account a member at once, without asking it.",
  ),
} as const;
