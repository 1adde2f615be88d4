/** How long a key works: days from now, a day of one's own, or for ever. */
export const EXPIRIES = ["30", "90", "365", "date", "none"] as const;
export type Expiry = (typeof EXPIRIES)[number];

const DAY = 86_400_000;
/** The furthest that the API takes, in days. */
const FURTHEST_DAYS = 3650;

/** The end of a day that is written `2030-12-31`, where the reader is. */
const endOfDay = (date: string) => new Date(`${date}T23:59:59`).getTime();

/** When a key would stop working; `null`: never; `undefined`: that is no day to come, or too far away. */
export function endOf(expiry: Expiry, date: string, now: number): Date | null | undefined {
  if (expiry === "none") return null;
  const end = expiry === "date" ? endOfDay(date) : now + Number(expiry) * DAY;
  return end > now && end - now <= FURTHEST_DAYS * DAY ? new Date(end) : undefined;
}

/** The minutes until a moment: at least one. */
export const minutesUntil = (end: Date, now: number): number => Math.max(1, Math.round((end.getTime() - now) / 60_000));
