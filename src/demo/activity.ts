/** Who comes on which day, over a year: what people did last, and what the statistics count of it. */
import { DAY, DAYS, HOUR, MINUTE, midnight, working } from "./calendar.ts";
import type { Random } from "./random.ts";

/** What the statistics count of a day: `metric`, and how often. */
export class Tally {
  private readonly counts = new Map<string, Map<number, number>>();

  /** @param day midnight of it */
  add(metric: string, day: number, n = 1): void {
    const days = this.counts.get(metric) ?? new Map<number, number>();
    this.counts.set(metric, days);
    days.set(day, (days.get(day) ?? 0) + n);
  }

  on(metric: string, day: number): number {
    return this.counts.get(metric)?.get(day) ?? 0;
  }

  /** Rows as the table of what is to be added up takes them. */
  rows(): { day: string; metric: string; n: number }[] {
    return [...this.counts].flatMap(([metric, days]) => [...days].map(([day, n]) => ({ day: new Date(day).toISOString().slice(0, 10), metric, n })));
  }
}

/** Somebody's habits. */
export interface Habits {
  readonly joined: number;
  /** Until when they come. */
  readonly until: number;
  /** How they sign in: the metric's last word. */
  readonly way: string;
  /** Whether they work in shifts, weekends and all. */
  readonly shifts: boolean;
  readonly isRegular: boolean;
}

export interface Traces {
  readonly lastLogin: number;
  /** When they were last seen: signed in, or with a session from before. */
  readonly lastSeen: number;
}

/** Share of the days of work on which somebody comes. */
const REGULARITY = [
  [0.92, 52],
  [0.6, 26],
  [0.22, 14],
  [0.03, 8],
] as const;

/** Of those who work in shifts, how many do on any day. */
const ON_SHIFT = 0.45;

/** Of the days on which somebody comes: those on which they sign in anew, as their session has ended. */
const SIGNS_IN = 0.34;

const mondayOf = (day: number) => day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
const monthOf = (day: number) => {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
};

/** A day: midnight of it, of the Monday before and of the first of the month; and how many work on it. */
interface CalendarDay {
  readonly day: number;
  readonly week: number;
  readonly month: number;
  readonly share: number;
}

/** Each day of the year, with what the calendar says of it. */
function calendarOf(now: number): CalendarDay[] {
  const first = midnight(now) - DAYS * DAY;
  return Array.from({ length: DAYS + 1 }, (_, i) => {
    const day = first + i * DAY;
    return { day, share: working(day), week: mondayOf(day), month: monthOf(day) };
  });
}

/** Lets people come and go. */
export class Activity {
  readonly tally = new Tally();
  private readonly random: Random;
  private readonly now: number;
  private readonly days: readonly CalendarDay[];

  constructor(random: Random, now: number) {
    this.random = random;
    this.now = now;
    this.days = calendarOf(now);
  }

  /** When somebody comes on a day; `undefined`: not at all. */
  private arrival({ shifts }: Habits, { day, share }: CalendarDay, regularity: number): number | undefined {
    const { random } = this;
    if (!random.chance(regularity * (shifts ? Math.max(share, ON_SHIFT) : share))) return undefined;
    return day + 5.5 * HOUR + Math.floor(random.next() ** 1.6 * 11 * HOUR);
  }

  private note({ day, week, month }: CalendarDay, before: CalendarDay | undefined): void {
    this.tally.add("active.day", day);
    if (week !== before?.week) this.tally.add("active.week", week);
    if (month !== before?.month) this.tally.add("active.month", month);
  }

  /** What somebody left, day by day from when they joined. */
  live(habits: Habits): Traces {
    const { random, tally, days } = this;
    const { joined, until, way, isRegular } = habits;
    const regularity = isRegular ? 0.95 : random.weighted(REGULARITY);
    // Not long after they were let in; in what time there was.
    const first = joined + 1000 + Math.floor(random.next() * Math.max(Math.min(2000 * MINUTE, until - joined - 2000), 0));
    const start = days.findIndex(({ day }) => day === midnight(first));
    let lastLogin = first;
    let lastSeen = first;
    let before: CalendarDay | undefined;
    for (const today of start < 0 ? [] : days.slice(start)) {
      const moment = before === undefined ? first : this.arrival(habits, today, regularity);
      if (moment === undefined) continue;
      if (moment >= Math.min(until, this.now)) break;
      if (before === undefined || random.chance(SIGNS_IN)) {
        lastLogin = moment;
        tally.add(`sign_in.${random.chance(0.012) && way === "password" ? "magic_link" : way}`, today.day);
      }
      this.note(today, before);
      lastSeen = moment;
      before = today;
    }
    return { lastLogin, lastSeen };
  }
}
