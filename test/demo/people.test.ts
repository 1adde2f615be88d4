import { describe, expect, test } from "vitest";
import { Activity } from "../../src/demo/activity.ts";
import { KNOWN } from "../../src/demo/open.ts";
import { ORGANIZATIONS } from "../../src/demo/organizations.ts";
import { makePeople } from "../../src/demo/people.ts";
import { createRandom } from "../../src/demo/random.ts";
import { codePoints, identifierKey, isPlain } from "../../src/kernel/text.ts";

const peopleAt = (now: number, admin = "admin") => makePeople(createRandom(7), now, new Activity(createRandom(8), now), admin);
const NOW = Date.UTC(2026, 10, 27, 4);
const people = peopleAt(NOW);

test("they are the same whenever they are made, in the order in which they came", () => {
  const who = ({ name, email, username, jobTitle, role }: (typeof people)[number]) => `${name} ${email} ${username} ${jobTitle} ${role}`;
  expect(
    peopleAt(NOW + 40 * 86_400_000 + 5_000_000)
      .map(who)
      .sort(),
  ).toEqual(people.map(who).sort());
  expect(people.map(({ joined }) => joined)).toEqual(people.map(({ joined }) => joined).sort((a, b) => a - b));
});

test("each could have been made by the API", () => {
  const identifiers = people.flatMap(({ username, email }) => [identifierKey(username), identifierKey(email)]);
  expect(new Set(identifiers).size).toBe(identifiers.length);
  for (const { name, username, email, jobTitle, company } of people) {
    expect(username).toMatch(/^[a-zA-Z0-9_\-@.]{1,50}$/);
    expect(email).toMatch(/^[a-z0-9.]+@[a-z-]+\.example$/);
    expect([name, isPlain(name), codePoints(name) <= 50]).toEqual([name, true, true]);
    expect(`${jobTitle} ${company}`).not.toMatch(/undefined|null/);
  }
});

test("nobody takes the username of the reserved admin", () => {
  expect(peopleAt(NOW, "Anna.Schmidt").filter(({ username }) => username === "anna.schmidt")).toEqual([]);
  expect(people.some(({ username }) => username === "anna.schmidt")).toBe(true);
});

test("nobody was there before their organization, but for whoever made it; nobody came before they joined", () => {
  for (const { joined, lastLogin, lastSeen, leaves } of people) {
    expect(joined).toBeLessThan(NOW);
    if (lastLogin === null || lastSeen === null) continue;
    expect(lastLogin).toBeGreaterThan(joined);
    expect(lastSeen).toBeGreaterThanOrEqual(lastLogin);
    expect(lastSeen).toBeLessThan(leaves ?? NOW);
  }
});

describe("whom the banner names", () => {
  test.each(Object.values(KNOWN))("%s signs in with a password and nothing else", (username) => {
    const found = people.find((person) => person.username === username);
    expect(found).toMatchObject({ isActive: true, provider: null, passwordExpired: false, hasTotp: false, passkeys: 0 });
    expect(found).not.toHaveProperty("leaves");
  });
});

test("organizations are of many sizes, and what they are called is unique", () => {
  const live = ORGANIZATIONS.filter(({ deleted }) => deleted === undefined);
  const sizes = live.map(({ size }) => size);
  expect([live.length, Math.min(...sizes), Math.max(...sizes)]).toEqual([12, 4, 1780]);
  for (const of of ["name", "domain", "word"] as const) expect(new Set(ORGANIZATIONS.map((plan) => plan[of])).size).toBe(ORGANIZATIONS.length);
  const workspaces = ORGANIZATIONS.flatMap((plan) => plan.workspaces.map(({ name }) => name));
  expect(new Set(workspaces).size).toBe(workspaces.length);
});
