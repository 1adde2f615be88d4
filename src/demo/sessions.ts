/** Who is signed in now, with which browsers, applications and devices. */
import { randomBytes } from "node:crypto";
import { CONSOLE_ID } from "../kernel/permissions.ts";
import { agentOf, BROWSERS, commandLine, PROGRAMS } from "./agents.ts";
import { earliestUse, type ToldApplication } from "./applications.ts";
import { DAY, HOUR, MINUTE } from "./calendar.ts";
import type { DemoPerson } from "./people.ts";
import { inOrder, type Random } from "./random.ts";
import { insertRows } from "./rows.ts";
import type { Story } from "./story.ts";

/** A session as its table has it. Nobody has the cookies and tokens, of which the hashes are made up. */
export interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly cookie_hash: Buffer | null;
  readonly refresh_hash: Buffer | null;
  readonly amr: readonly string[];
  readonly auth_time: Date;
  readonly created: Date;
  readonly last_used: Date;
  readonly expires: Date;
  readonly address: string;
  readonly user_agent: string;
  readonly agent: object | null;
  readonly application_id: string | null;
  readonly parent_id: string | null;
  readonly scopes: readonly string[] | null;
  readonly device_id: string | null;
}

/** How somebody proves who they are (RFC 8176). */
export function amrOf({ provider, passkeys, hasTotp, passwordExpired }: DemoPerson): string[] {
  if (provider !== null) return ["fed", "pwd", "mfa"];
  if (passkeys > 0) return ["swk", "user", "mfa"];
  if (hasTotp) return ["pwd", "otp", "mfa"];
  return [passwordExpired === null ? "email" : "pwd"];
}

const NOTHING = { cookie_hash: null, refresh_hash: null, application_id: null, parent_id: null, scopes: null, device_id: null };

interface Begun {
  readonly person: DemoPerson;
  readonly created: number;
  readonly lastUsed: number;
  readonly lifetime: number;
  readonly userAgent: string;
}

function begin(story: Story, { person, created, lastUsed, lifetime, userAgent }: Begun) {
  return {
    id: story.random.id(created),
    user_id: person.id,
    ...NOTHING,
    amr: amrOf(person),
    auth_time: new Date(created),
    created: new Date(created),
    last_used: new Date(lastUsed),
    expires: new Date(created + lifetime),
    address: story.addressOf(person.id),
    user_agent: userAgent,
    agent: agentOf(userAgent),
  };
}

/** Applications that somebody uses in a browser's session, which began at a moment. */
function applicationsOf(random: Random, { home }: DemoPerson, applications: readonly ToldApplication[], created: number): ToldApplication[] {
  const fits = applications.filter((application) => (application.told === null || application.told.plan === home) && earliestUse(application) < created);
  return random.chance(0.4) ? random.some(fits, random.int(1, 2)) : [];
}

function sessionsOf(story: Story, person: DemoPerson, applications: readonly ToldApplication[], until: number): SessionRow[] {
  const { random, now } = story;
  const { lastLogin, joined } = person;
  if (lastLogin === null) return [];
  const rows: SessionRow[] = [];
  const lifetime = story.services.config.sessionLifetime * 1000;
  const begins = [lastLogin, ...(random.chance(0.3) ? [lastLogin - random.int(1, 9) * DAY] : [])].filter((moment) => moment > joined && moment > until);
  for (const [i, created] of begins.entries()) {
    const isProgram = i > 0 && random.chance(0.15);
    const userAgent = random.weighted(isProgram ? PROGRAMS : BROWSERS);
    const lastUsed = Math.min(created + Math.floor(random.next() * 7 * HOUR), now - 1000);
    const session = begin(story, { person, created, lastUsed, lifetime, userAgent });
    rows.push({ ...session, cookie_hash: isProgram ? null : randomBytes(32), refresh_hash: randomBytes(32) });
    if (isProgram) continue;
    const inside = applicationsOf(random, person, applications, created).map(({ id, scopes }) => ({ id, scopes }));
    if (person.role === "organization_admin" || person.isSuperuser) inside.push({ id: CONSOLE_ID, scopes: ["openid", "profile", "email"] });
    for (const { id, scopes } of inside) {
      const child = begin(story, { person, created: created + random.int(2, 40) * 1000, lastUsed, lifetime, userAgent });
      rows.push({
        ...child,
        auth_time: session.auth_time,
        application_id: id,
        parent_id: session.id,
        scopes: scopes.filter((scope) => scope !== "offline_access"),
      });
    }
  }
  return rows;
}

/** What people have agreed to for the applications that they are signed in to. */
async function insertConsents(story: Story, sessions: readonly SessionRow[], applications: readonly ToldApplication[]): Promise<void> {
  const asked = new Set(applications.filter(({ isTrusted }) => !isTrusted).map(({ id }) => id));
  const found = new Map<string, object>();
  for (const { user_id, application_id, scopes, created } of sessions) {
    if (application_id === null || !asked.has(application_id)) continue;
    found.set(`${user_id} ${application_id}`, { user_id, application_id, scopes, created, updated: created });
  }
  await insertRows(story.tx, "consents", [...found.values()] as Record<string, unknown>[]);
}

const HOSTS = ["thinkpad", "macbook", "workstation", "build", "gpu", "notebook"] as const;

function deviceOf(story: Story, person: DemoPerson) {
  const { random, now, services } = story;
  const created = Math.max(person.joined + HOUR, now - random.int(5, 200) * DAY);
  const lastLogin = Math.max(created + MINUTE, now - Math.floor(random.next() ** 2 * 24 * DAY) - MINUTE);
  const isTrusted = random.chance(0.55);
  const isLocked = random.chance(0.12);
  const { trustedDeviceTokenLifetime, deviceTokenLifetime } = services.config;
  const lifetime = (isTrusted ? trustedDeviceTokenLifetime : deviceTokenLifetime) * 1000;
  const hostname = `${person.username.split(/[.@]/)[0]}-${random.pick(HOSTS)}`;
  const os = random.pick(["Linux", "Linux", "Darwin", "Windows"]);
  const device = {
    id: random.id(created),
    client_id: random.id(created),
    user_id: person.id,
    status: isLocked ? "locked" : "active",
    trusted_device: isTrusted,
    name: hostname,
    os,
    hostname,
    ip_address: story.addressOf(person.id),
    last_login: new Date(lastLogin),
    expires: new Date(lastLogin + lifetime),
    created: new Date(created),
    updated: new Date(lastLogin),
  };
  const begun = {
    person,
    created: lastLogin,
    lastUsed: Math.min(lastLogin + random.int(1, 300) * MINUTE, now - 1000),
    lifetime,
    userAgent: commandLine(hostname, os),
  };
  const isOver = isLocked || lastLogin + lifetime <= now;
  return { device, session: isOver ? undefined : { ...begin(story, begun), refresh_hash: randomBytes(32), device_id: device.id } };
}

/** Writes devices, sessions and consents. @returns the sessions */
export async function insertSessions(story: Story, people: readonly DemoPerson[], applications: readonly ToldApplication[]): Promise<SessionRow[]> {
  const { tx, now, random, services } = story;
  const { sessionIdle, sessionLifetime } = services.config;
  const until = now - Math.min(sessionIdle, sessionLifetime) * 1000;
  const signedIn = people.filter(({ isActive, leaves, passwordExpired }) => isActive && leaves === undefined && passwordExpired !== true);
  const builders = signedIn.filter(
    ({ jobTitle, lastLogin, joined }) => lastLogin !== null && joined < now - 5 * DAY && /Engineer|Scientist|Analyst|Developer/.test(jobTitle),
  );
  const devices = random.some(builders, Math.ceil(builders.length / 3)).map((person) => deviceOf(story, person));
  await insertRows(tx, "devices", inOrder(devices.map(({ device }) => device)));
  const sessions = inOrder([
    ...signedIn.flatMap((person) => sessionsOf(story, person, applications, until)),
    ...devices.flatMap(({ session }) => session ?? []),
  ]);
  // A session comes before those that hang on it: they are younger.
  await insertRows(tx, "sessions", sessions as unknown as Record<string, unknown>[]);
  await insertConsents(story, sessions, applications);
  return sessions;
}
