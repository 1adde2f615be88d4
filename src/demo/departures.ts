/** Who comes by an invitation, and who goes. */
import type { Throttle } from "../modules/credentials/throttle.ts";
import { acceptInvitation, declineInvitation } from "../modules/invitations/answer-service.ts";
import { createInvitation, withdrawInvitation } from "../modules/invitations/service.ts";
import { addTeamMember } from "../modules/teams/service.ts";
import { deleteUser } from "../modules/users/lifecycle-service.ts";
import { DAY, HOUR, MINUTE, workMoment } from "./calendar.ts";
import { nameOf } from "./names.ts";
import type { DemoPerson } from "./people.ts";
import type { Story } from "./story.ts";
import { idOf, type Told } from "./structure.ts";

/** Accounts that an invitation brought into their organization. */
const ARRIVALS = 12;

/** Nobody is held up: what is told here happened long ago. */
const throttle: Throttle = {
  attempt: () => Promise.reject(new Error("nobody guesses")),
  attemptShort: () => Promise.reject(new Error("nobody guesses")),
  count: async () => {},
  pace: async () => {},
};

/** Lets a few of those who came lately hold no role before they accept an invitation. */
export function chooseArrivals(story: Story, people: readonly DemoPerson[]): DemoPerson[] {
  const { now, random } = story;
  const fits = ({ home, joined, isActive, lastLogin, provider, role, leaves }: DemoPerson) =>
    (home?.size ?? 0) > 90 &&
    home?.deleted === undefined &&
    joined > now - 24 * DAY &&
    joined < now - DAY &&
    isActive &&
    lastLogin !== null &&
    provider === null &&
    role === "organization_member" &&
    leaves === undefined;
  const chosen = random.some(people.filter(fits), ARRIVALS);
  for (const person of chosen) person.role = null;
  return chosen;
}

interface Invited {
  readonly told: Told;
  readonly email: string;
  readonly moment: number;
  readonly role: string;
}

function invite(story: Story, publicUrl: string, { told, email, moment, role }: Invited, then: (id: string, by: DemoPerson) => void): void {
  story.at(moment, async () => {
    const by = told.adminAt(moment);
    const role_id = told.roles.get(role) ?? null;
    then(idOf(await createInvitation(story.as(by), { throttle, publicUrl }, told.id, { email, role_id })), by);
  });
}

/** Invitations that led somewhere. */
function tellArrivals(story: Story, publicUrl: string, organizations: readonly Told[], arrivals: readonly DemoPerson[]): void {
  for (const person of arrivals) {
    const told = organizations.find(({ plan }) => plan === person.home);
    if (!told) continue;
    const moment = Math.min(workMoment(story.random, person.joined - 3 * DAY, story.now), person.joined - HOUR);
    invite(story, publicUrl, { told, email: person.email, moment, role: "organization_member" }, (id) => {
      story.at(person.joined + 20 * MINUTE, () => acceptInvitation(story.as(person), id));
    });
  }
}

/** An address that nobody has yet. */
function newAddress({ random }: Story, { plan }: Told, domain: string, taken: Set<string>): string {
  for (;;) {
    const { given, family } = nameOf(random, plan.people);
    const email = `${given}.${family}@${domain}`;
    if (taken.has(email)) continue;
    taken.add(email);
    return email;
  }
}

/** Open ones, and such as nobody took up. */
function tellOpen(story: Story, publicUrl: string, told: Told, taken: Set<string>): void {
  const { random, now } = story;
  const count = Math.max(1, Math.round(Math.log2(told.plan.size)));
  for (let n = 0; n < count; n++) {
    const domain = n % 3 === 0 ? "contractors.example" : told.plan.domain;
    const email = newAddress(story, told, domain, taken);
    const isOver = n % 3 === 1;
    const moment = Math.max(workMoment(random, now - (isOver ? random.int(9, 26) : random.int(0, 5)) * DAY, now), told.founded + HOUR + n * MINUTE);
    const role = n === 0 ? "organization_manager" : "organization_member";
    invite(story, publicUrl, { told, email, moment, role }, (id, by) => {
      const [team] = [...told.teams.values()];
      if (n % 2 === 0 && team && team.made < moment) story.at(moment + MINUTE, () => addTeamMember(story.as(by), team.id, { invitation_id: id }));
      if (isOver && n % 2 === 0) story.at(moment + DAY, () => withdrawInvitation(story.as(by), told.id, id));
    });
  }
}

/** People who declined to be in a second organization. */
function tellDeclined(story: Story, publicUrl: string, told: Told, person: DemoPerson): void {
  const moment = workMoment(story.random, story.now - story.random.int(10, 20) * DAY, story.now);
  invite(story, publicUrl, { told, email: person.email, moment, role: "organization_viewer" }, (id) => {
    story.at(moment + 5 * HOUR, () => declineInvitation(story.as(person), id));
  });
}

/** Invitations of the last weeks: those that are over are kept for 30 days. */
export function tellInvitations(story: Story, publicUrl: string, organizations: readonly Told[], arrivals: readonly DemoPerson[]): void {
  const taken = new Set(organizations.flatMap(({ staff }) => staff.map(({ email }) => email)));
  const live = organizations.filter(({ plan }) => plan.deleted === undefined);
  tellArrivals(story, publicUrl, live, arrivals);
  for (const told of live) tellOpen(story, publicUrl, told, taken);
  const [first, second, third] = live;
  if (!first || !second || !third) return;
  for (const [told, from] of [
    [first, second],
    [third, first],
  ] as const) {
    const person = from
      .membersAt(story.now - 60 * DAY)
      .find(({ provider, lastLogin, role }) => provider === null && lastLogin !== null && role === "organization_member");
    if (person) tellDeclined(story, publicUrl, told, person);
  }
}

/** Accounts that are deleted, and can be restored. */
export function tellDepartures(story: Story, people: readonly DemoPerson[], operators: readonly DemoPerson[]): void {
  for (const { id, leaves } of people) {
    if (leaves !== undefined) story.at(leaves, () => deleteUser(story.as(story.random.pick(operators)), id, undefined));
  }
}
