/** The people of the demo: who they are, where they work, when they came. */
import { identifierKey } from "../kernel/text.ts";
import { DAY, DAYS, HOUR, MINUTE, workMoment } from "./calendar.ts";
import { jobOf } from "./jobs.ts";
import { latin, type Name, nameOf } from "./names.ts";
import { ORGANIZATIONS, type OrganizationPlan } from "./organizations.ts";
import { createRandom, type Random } from "./random.ts";

/** Live accounts of people, besides the reserved admin. */
export const PEOPLE = 5000;

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly email: string;
  readonly company: string;
  readonly jobTitle: string;
  readonly metadata: Readonly<Record<string, string | number>>;
  /** Where they work; `null`: nowhere that is an organization here. */
  readonly home: OrganizationPlan | null;
  /** The predefined role that they hold at home; `null`: an invitation brings them there. */
  role: string | null;
  /** Milliseconds since 1970 UTC, as all moments here. */
  readonly joined: number;
  /** `null`: they never signed in. */
  readonly lastLogin: number | null;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  /** The connection that they sign in by; `null`: a local account. */
  readonly provider: string | null;
  /** As the column: `null` without a password. */
  readonly passwordExpired: boolean | null;
  readonly hasTotp: boolean;
  readonly passkeys: number;
  /** When they are deleted. */
  readonly leaves?: number;
}

/** Where somebody works, as far as their account says. */
type Place = Pick<OrganizationPlan, "name" | "domain" | "word" | "industry" | "people" | "address" | "locale">;

const ABROAD: Place["people"] = { english: 4, french: 3, indian: 3, japanese: 2, nigerian: 2, ukrainian: 2, arabic: 2, spanish: 2 };
const FREELANCE = { industry: "freelance", people: ABROAD, address: "given.family", locale: "en" } as const;

/** Whoever runs the installation. */
const OPERATIONS: Place = { ...FREELANCE, name: "Roster Operations", domain: "roster-operations.example", word: "operations" };

/** Whoever works for themselves; the second domain is one that the bank trusts. */
const FREE: readonly Place[] = [
  { ...FREELANCE, name: "Self-employed", domain: "freemail.example", word: "free" },
  { ...FREELANCE, name: "K&W Partners", domain: "kw-partners.example", word: "partners" },
];

type Draft = Omit<DemoPerson, "id">;

/** What one of them is, beside what chance says. */
interface Cast {
  readonly name?: Name;
  readonly role?: string;
  readonly title?: string;
  readonly leaves?: number;
  /** A password, and nothing else to sign in with. */
  readonly isSimple?: true;
}

const written = (text: string): Name => {
  const [given = "", family = ""] = text.split(" ");
  return { written: text, given: latin(given, "english"), family: latin(family, "english") };
};

/** When an organization was made. */
export function foundedAt(plan: OrganizationPlan, now: number): number {
  return workMoment(createRandom(plan.age), now - plan.age * DAY, now);
}

/** Makes people up; remembers which addresses and usernames are taken. */
class Crowd {
  readonly drafts: Draft[] = [];
  private readonly taken: Set<string>;
  private readonly random: Random;
  private readonly now: number;
  private number = 10_000;

  constructor(random: Random, now: number, reserved: readonly string[]) {
    this.random = random;
    this.now = now;
    this.taken = new Set(reserved);
  }

  private addresses({ given, family }: Name, { domain, word, address }: Place) {
    const forms = { "given.family": `${given}.${family}`, gfamily: `${given.charAt(0)}${family}`, "family.given": `${family}.${given}`, given };
    let local = forms[address];
    for (let n = 2; this.taken.has(`${local}@${domain}`); n++) local = `${forms[address]}${n}`;
    let username = local;
    for (let n = 1; this.taken.has(username); n++) username = `${local}.${word}${n > 1 ? n : ""}`;
    const email = `${local}@${domain}`;
    this.taken.add(email).add(username);
    return { email, username };
  }

  /** When somebody last signed in who goes in and out; most of them lately. */
  private lastLogin(joined: number, until: number): number {
    const { random } = this;
    const daysAgo = random.weighted([
      [0, 30],
      [random.int(1, 3), 32],
      [random.int(4, 14), 22],
      [random.int(15, 90), 12],
      [random.int(91, 330), 4],
    ]);
    const moment = workMoment(random, until - daysAgo * DAY, until);
    return moment > joined ? moment : Math.max(Math.min(joined + Math.floor(random.next() * 3 * HOUR) + 10 * MINUTE, until - MINUTE), joined + 1000);
  }

  private waysIn(plan: OrganizationPlan | null, { role, isSimple }: Cast, signsIn: boolean) {
    const { random } = this;
    const local = { provider: null, hasTotp: false, passkeys: 0 };
    if (isSimple) return { ...local, passwordExpired: false };
    // Whoever runs something gets in when the provider does not answer, and has a second factor.
    const runs = role === "superuser" || role === "organization_admin";
    if (!runs && plan?.connection && random.next() * 100 < plan.connection[1]) return { ...local, provider: plan.connection[0], passwordExpired: null };
    // Whoever never signed in still has the password that they were given.
    if (!signsIn) return { ...local, passwordExpired: true };
    if (!runs && !random.chance(plan?.factors ?? 0.4)) return { ...local, passwordExpired: random.chance(0.03) };
    const hasTotp = random.chance(0.68);
    const passkeys =
      hasTotp && random.chance(0.8)
        ? 0
        : random.weighted([
            [1, 70],
            [2, 25],
            [3, 5],
          ]);
    return { ...local, hasTotp, passkeys, passwordExpired: passkeys > 0 && random.chance(0.3) ? null : random.chance(0.02) };
  }

  add(plan: OrganizationPlan | null, joined: number, cast: Cast = {}): void {
    const { random, now } = this;
    const where = plan ?? (cast.role === "superuser" ? OPERATIONS : random.pick(FREE));
    const name = cast.name ?? nameOf(random, where.people);
    const { department, title } = jobOf(random, where.industry);
    const isPlain = cast.role === undefined;
    const isActive = !isPlain || random.chance(0.962);
    const signsIn = !isPlain || random.chance(0.94);
    const until = cast.leaves ?? (isActive ? now : joined + Math.floor((now - joined) * random.next()));
    this.number += random.int(1, 9);
    this.drafts.push({
      name: name.written,
      ...this.addresses(name, where),
      company: where.name,
      jobTitle: cast.title ?? title,
      metadata: plan ? { employee: this.number, department, locale: plan.locale } : { locale: where.locale },
      home: plan,
      role: plan && (cast.role ?? "organization_member"),
      joined,
      lastLogin: signsIn && (isActive || random.chance(0.8)) ? this.lastLogin(joined, until) : null,
      isActive,
      isSuperuser: where === OPERATIONS,
      ...this.waysIn(plan, cast, signsIn),
      ...(cast.leaves !== undefined && { leaves: cast.leaves }),
    });
  }

  /** When the n-th of an organization came: many in its first days, the others as it grew. */
  private joinedAt(plan: OrganizationPlan, n: number): number {
    const { random, now } = this;
    const founded = foundedAt(plan, now);
    if (n === 0) return founded - 2 * HOUR;
    const until = plan.deleted === undefined ? plan.age : plan.age - plan.deleted - 20;
    const days = random.chance(0.35) ? random.next() * Math.min(12, until) : random.next() ** 0.9 * until;
    return Math.max(workMoment(random, founded + days * DAY, now), founded + HOUR);
  }

  staff(plan: OrganizationPlan): void {
    const isKnown = plan.word === "nordlicht";
    const administrators = 1 + (plan.size > 300 ? 3 : plan.size > 50 ? 2 : plan.size > 10 ? 1 : 0);
    for (let n = 0; n < plan.size; n++) this.add(plan, this.joinedAt(plan, n), castOf(plan, n, administrators, isKnown));
  }

  leavers(plan: OrganizationPlan, count: number): void {
    for (let n = 0; n < count; n++) {
      const leaves = workMoment(this.random, this.now - this.random.int(1, 24) * DAY, this.now);
      this.add(plan, foundedAt(plan, this.now) + this.random.int(2, plan.age - 40) * DAY, { leaves });
    }
  }
}

function castOf(plan: OrganizationPlan, n: number, administrators: number, isKnown: boolean): Cast {
  if (isKnown && n === 0) return { name: written("Katrin Lorenz"), role: "organization_admin", title: "Head of IT", isSimple: true };
  if (isKnown && n === 5) return { name: written("Jonas Weber"), role: "organization_member", title: "Grid Operator", isSimple: true };
  if (n < administrators) return { role: "organization_admin", ...(plan.size > 20 && { title: n === 0 ? "Head of IT" : "IT Manager" }) };
  if (plan.size > 100 && n % 97 === 7) return { role: "organization_manager" };
  if (plan.size > 30 && n % 61 === 11) return { role: "organization_viewer" };
  if (plan.size > 30 && n === 12) return { role: "billing_admin", title: "Head of Finance" };
  return {};
}

/**
 * Everybody, in the order in which they came.
 *
 * @param now the present: milliseconds since 1970 UTC
 * @param adminUsername nobody else has it
 */
export function makePeople(random: Random, now: number, adminUsername: string): DemoPerson[] {
  const crowd = new Crowd(random, now, [identifierKey(adminUsername)]);
  for (const [i, name] of ["Ingrid Solheim", "Tunde Adeyemi", "Mei Lindqvist"].entries()) {
    const cast = i === 0 ? ({ title: "Platform Lead", isSimple: true } as const) : { title: "Platform Engineer" };
    crowd.add(null, now - DAYS * DAY + i * 90 * MINUTE, { name: written(name), role: "superuser", ...cast });
  }
  for (const plan of ORGANIZATIONS) crowd.staff(plan);
  while (crowd.drafts.length < PEOPLE) crowd.add(null, workMoment(random, now - random.int(2, 300) * DAY, now));
  for (const [i, plan] of ORGANIZATIONS.slice(0, 5).entries()) crowd.leavers(plan, i === 0 ? 4 : 1);
  const drafts = crowd.drafts.sort((a, b) => a.joined - b.joined);
  return drafts.map((draft) => ({ id: random.id(draft.joined), ...draft }));
}
