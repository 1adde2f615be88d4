/** What answers look like, for the documentation. */

const KEYS = {
  expires_within_days: 30,
  expiring: { count: 3, more: false },
  expired: { count: 1, more: false },
  unused_for_days: 90,
  unused: { count: 1000, more: true },
};

const day = "2026-11-27";

export const EXAMPLE = {
  from: day,
  to: day,
  as_of: "2026-11-27T08:30:05.000Z",
  since: "2026-10-01T06:12:44.000Z",
  complete: true,
  totals: {
    people: 1204,
    enabled_people: 1150,
    machines: 37,
    organizations: 12,
    mfa: { people: 805, authenticator_app: 500, passkey: 402, share: 0.7 },
    active_users: { day: 310, week: 702, month: 980 },
  },
  sign_ins: [{ day, password: 120, passkey: 86, magic_link: 4, connection: 61, device: 9, api_key: 240, client_credentials: 75 }],
  failures: [{ day, failed: 18, passkey: 2, magic_link: 3, connection: 5, accounts_locked: 1, sources_locked: 0 }],
  active_users: {
    days: [{ day, people: 310 }],
    weeks: [{ week: "2026-11-23", people: 702 }],
    months: [{ month: "2026-11-01", people: 980 }],
  },
  people: [{ day, created: 6, deleted: 1, restored: 0, total: 1204 }],
  machines: [{ day, created: 0, deleted: 0, restored: 0, total: 37 }],
  organizations: [{ day, created: 1, deleted: 0, restored: 0, total: 12 }],
  mfa: [{ day, enabled_people: 1150, people: 805, authenticator_app: 500, passkey: 402 }],
  keys: KEYS,
};

export const ORGANIZATION_EXAMPLE = {
  organization_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55",
  as_of: "2026-11-27T08:30:05.000Z",
  complete: true,
  people: { count: 84, more: false, enabled: 80, mfa: 60, mfa_share: 0.75, active_users: { day: 31, week: 52, month: 70 } },
  service_accounts: { count: 5, more: false },
  pending_invitations: { count: 2, more: false },
  keys: KEYS,
};
