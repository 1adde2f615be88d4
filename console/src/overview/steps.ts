/** The steps of a new installation, in the order in which they are taken; the last two can wait. */
export const STEPS = ["admin_password", "second_factor", "superuser", "organization", "invitation", "connection", "mail"] as const;
export type Step = (typeof STEPS)[number];

/** What not every installation needs. */
export const OPTIONAL: ReadonlySet<Step> = new Set(["connection", "mail"]);
