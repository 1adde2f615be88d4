/** Names of what is counted, as migrations/0015_statistics.sql and the job write them. */

/** What grows and shrinks: how much there is is the sum over all days. */
export const LEVELS = ["people", "people.active", "people.mfa", "people.totp", "people.passkey", "machines", "organizations"] as const;

export type Level = (typeof LEVELS)[number];

/** Ways to sign in, and to get tokens as a machine. */
export const WAYS = ["password", "passkey", "magic_link", "connection", "device", "api_key", "client_credentials"] as const;

/** Ways in whose refusals are counted each by itself. Those of passwords and codes are one figure, counted with what holds them back. */
export const REFUSED_WAYS = ["passkey", "magic_link", "connection"] as const;

export type RefusedWay = (typeof REFUSED_WAYS)[number];
