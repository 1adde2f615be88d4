/** Audit rows of what was written in bulk; what services did has its own. */

import type { Audited } from "../kernel/audited.ts";
import { DAY, HOUR, workMoment } from "./calendar.ts";
import { FILLED } from "./open.ts";
import type { DemoPerson } from "./people.ts";
import { inOrder } from "./random.ts";
import { insertRows } from "./rows.ts";
import type { SessionRow } from "./sessions.ts";
import type { Story } from "./story.ts";

type Entry = Audited & {
  readonly moment: number;
  readonly actor: string | null;
  readonly target: string;
  readonly before?: object;
  readonly after?: object;
  readonly name?: string;
};

function rowOf(story: Story, { moment, actor, action, targetType, target, before, after, name }: Entry) {
  return {
    id: story.random.id(moment),
    created: new Date(moment),
    actor_kind: actor === null ? "system" : "user",
    actor_id: actor,
    actor_name: actor === null ? (name ?? "demo") : null,
    action,
    target_type: targetType,
    target_id: target,
    before: before ?? null,
    after: after ?? null,
    request_id: actor === null ? "demo" : story.random.id(moment),
    address: actor === null ? null : story.addressOf(actor),
  };
}

/** How accounts came about, and what became of them. */
function entriesOf(story: Story, person: DemoPerson, operators: readonly DemoPerson[]): Entry[] {
  const { random, now } = story;
  const { id, joined, lastLogin, username, email, name, jobTitle, provider } = person;
  const target = { targetType: "user", target: id } as const;
  const operator = random.pick(operators.filter((one) => one.joined < joined || one === operators[0])).id;
  const by = provider !== null ? { actor: null, name: `connection ${provider}` } : { actor: operator };
  const entries: Entry[] = [
    { moment: joined, action: "user.create", ...by, ...target, after: { id, username, email, name, job_title: jobTitle, oauth_provider: provider } },
  ];
  const during = () => joined + HOUR + Math.floor(random.next() * Math.max(now - joined - 2 * HOUR, 0));
  if (!person.isActive) {
    const moment = Math.min(Math.max(lastLogin ?? joined, joined) + random.int(1, 4) * HOUR, now - HOUR);
    entries.push({ moment, actor: operator, action: "user.update", ...target, before: { is_active: true }, after: { is_active: false } });
  }
  if (now - joined < 2 * DAY) return entries;
  if (random.chance(0.08)) {
    const before = { job_title: random.pick(["Trainee", "Working student", "Assistant"]) };
    entries.push({
      moment: Math.min(workMoment(random, during(), now), now - HOUR),
      actor: operator,
      action: "user.update",
      ...target,
      before,
      after: { job_title: jobTitle },
    });
  }
  if (person.hasTotp) entries.push({ moment: during(), actor: id, action: "totp.activate", ...target });
  if (person.hasTotp && random.chance(0.03)) entries.push({ moment: during(), actor: operator, action: "totp.reset", ...target });
  return entries;
}

function beginningOf(session: SessionRow): Entry {
  const { id, user_id, amr, application_id, device_id, scopes, created } = session;
  const after = application_id === null ? { user_id, amr, ...(device_id !== null && { device_id }) } : { user_id, application_id, scopes };
  return { moment: created.getTime(), actor: user_id, action: "session.create", targetType: "session", target: id, after };
}

/** Writes the audit rows of accounts and sessions, and the one that says that all of this was made up. */
export async function insertAuditRows(
  story: Story,
  people: readonly DemoPerson[],
  operators: readonly DemoPerson[],
  sessions: readonly SessionRow[],
): Promise<void> {
  const filled: Entry = { moment: story.now, actor: null, action: FILLED, targetType: "installation", target: "1", after: { people: people.length } };
  const entries = [...people.flatMap((person) => entriesOf(story, person, operators)), ...sessions.map(beginningOf), filled];
  await insertRows(story.tx, "audit_log", inOrder(entries.map((entry) => rowOf(story, entry))));
}
