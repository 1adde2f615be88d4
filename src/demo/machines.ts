/** Service accounts with their keys, and personal access tokens. */
import { createKey, rotateKey, updateKey } from "../modules/api-keys/service.ts";
import { createServiceAccount, updateServiceAccount } from "../modules/service-accounts/service.ts";
import { DAY, HOUR, MINUTE, workMoment } from "./calendar.ts";
import type { Story } from "./story.ts";
import { idOf, type Told } from "./structure.ts";

interface KeyPlan {
  readonly name: string;
  /** Days ago that it was made. */
  readonly age: number;
  /** Days that it is good for; `null`: for ever. */
  readonly days: number | null;
  /** Days ago that it was last used; `null`: never. */
  readonly used: number | null;
  readonly change?: "rotated" | "off";
}

interface MachinePlan {
  readonly name: string;
  readonly description: string;
  /** Predefined role that it holds. */
  readonly role: string;
  /** Organizations of this size have it. */
  readonly least: number;
  readonly isOff?: true;
  readonly keys: readonly KeyPlan[];
}

const MACHINES: readonly MachinePlan[] = [
  {
    name: "nightly-training",
    description: "Runs the pipelines at night.",
    role: "organization_member",
    least: 20,
    keys: [
      { name: "scheduler", age: 83, days: 90, used: 0.3 },
      { name: "scheduler, last year", age: 300, days: 180, used: 121 },
    ],
  },
  {
    name: "ci",
    description: "Continuous integration.",
    role: "organization_member",
    least: 90,
    keys: [
      { name: "main branch", age: 120, days: null, used: 0.02, change: "rotated" },
      { name: "pull requests", age: 40, days: 45, used: 0.1 },
      { name: "try-out", age: 200, days: null, used: null },
    ],
  },
  {
    name: "metrics-export",
    description: "Copies figures to the dashboards.",
    role: "organization_viewer",
    least: 200,
    keys: [{ name: "dashboards", age: 210, days: 365, used: 1 }],
  },
  {
    name: "hr-import",
    description: "Reads who works here.",
    role: "organization_manager",
    least: 400,
    keys: [{ name: "import", age: 250, days: null, used: 0.9 }],
  },
  {
    name: "migration-2019",
    description: "Moved the old data. Not used any more.",
    role: "organization_member",
    least: 700,
    isOff: true,
    keys: [{ name: "once", age: 320, days: null, used: 300, change: "off" }],
  },
];

const USED = "UPDATE api_keys SET last_login = $2 WHERE id = $1";

/** Keys of an account, which its owner or an administrator makes. */
function tellKeys(story: Story, userId: string, by: { id: string; isSuperuser: boolean }, since: number, keys: readonly KeyPlan[]): void {
  const owner = { userId, hold: async () => {} };
  for (const { name, age, days, used, change } of keys) {
    const moment = Math.max(workMoment(story.random, story.now - age * DAY, story.now), since + MINUTE);
    // What runs out soon still does, where the account is younger than the key would be.
    const ends = days === null ? undefined : Math.max(story.now + (days - age) * DAY, moment + HOUR);
    story.at(moment, async () => {
      const minutes = ends === undefined ? {} : { expires_in_minutes: Math.ceil((ends - moment) / MINUTE) };
      const id = idOf((await createKey(story.as(by), owner, { name, ...minutes })).json);
      const later = moment + (story.now - moment) / 2;
      if (change === "rotated") story.at(later, () => rotateKey(story.as(by), owner, id, 60));
      if (change === "off") story.at(later, () => updateKey(story.as(by), owner, id, { active: false }, undefined));
      const last = used === null ? moment : story.now - (used + story.random.next() * 0.02) * DAY;
      if (last > moment) story.at(last, () => story.tx.query({ text: USED, values: [id, new Date(last)] }));
    });
  }
}

/** The service accounts of an organization. */
export function tellMachines(story: Story, told: Told): void {
  if (told.plan.deleted !== undefined) return;
  for (const [i, { name, description, role, least, isOff, keys }] of MACHINES.entries()) {
    if (told.plan.size < least) continue;
    const moment = told.when(0.05 + i * 0.05);
    story.at(moment, async () => {
      const by = told.adminAt(moment);
      const input = { username: `${told.plan.word}-${name}`, description, role_id: told.roles.get(role) ?? null };
      const id = idOf((await createServiceAccount(story.as(by), told.id, input)).json);
      tellKeys(story, id, by, moment, keys);
      if (isOff)
        story.at(Math.max(story.now - 60 * DAY, moment + HOUR), () => updateServiceAccount(story.as(by), told.id, id, { is_active: false }, undefined));
    });
  }
}

const PERSONAL = ["laptop", "notebook", "scripts", "home", "spreadsheet"] as const;

/** Personal access tokens: of a few people who write programs. */
export function tellPersonalKeys(story: Story, told: Told): void {
  const { random, now } = story;
  const people = told
    .membersAt(now - 30 * DAY)
    .filter(({ jobTitle, lastLogin }) => lastLogin !== null && /Engineer|Scientist|Analyst|Head of IT/.test(jobTitle));
  for (const person of random.some(people, Math.ceil(told.plan.size / 90))) {
    const age = random.int(5, 88);
    const used = random.chance(0.2) ? null : random.next() * Math.min(age, 20);
    const days = random.pick([30, 90, 90, 180, null]);
    story.at(person.joined + HOUR, async () => tellKeys(story, person.id, person, person.joined, [{ name: random.pick(PERSONAL), age, days, used }]));
  }
}
