import { expect } from "vitest";
import { callingAs, type Harness, makeUser, type Reply } from "../support/harness.ts";

export type Person = Awaited<ReturnType<typeof makeUser>>;

/** An organization of somebody's who is no superuser, with people, a machine and a team. */
export interface Company {
  readonly id: string;
  readonly name: string;
  /** Its page in the console. */
  readonly at: string;
  /** Its path in the API. */
  readonly path: string;
  /** Organization Admin, and owner. */
  readonly owner: Person;
  /** Organization Member. */
  readonly member: Person;
  readonly team: { readonly id: string; readonly name: string };
  readonly machine: string;
  role(name: string): string;
  /** Another member. */
  join(name: string, role?: string): Promise<Person>;
  as(person: { readonly token: string }, method: string, path: string, body?: object): Promise<Reply>;
}

let serial = 0;

/** Makes an organization to be looked at. */
export async function makeCompany(server: Harness, prefix = "Guild"): Promise<Company> {
  const as = callingAs(() => server);
  const number = ++serial;
  const owner = await makeUser(server, { name: `Olive Owner ${number}`, email: `olive-${number}@example.com` });
  const name = `${prefix} ${number}`;
  const made = await as(owner, "POST", "/organizations", { name, description: "Makes engines" });
  expect(made.status, made.text).toBe(200);
  const path = `/organizations/${made.json.id}`;
  const roles: { id: string; name: string }[] = (await as(owner, "GET", `${path}/roles`)).json;
  const role = (wanted: string) => {
    const found = roles.find((one) => one.name === wanted);
    if (!found) throw new Error(`no role ${wanted}`);
    return found.id;
  };
  const join = async (called: string, wanted = "Organization Member") => {
    const person = await makeUser(server, { name: called, email: `${called.toLowerCase().replaceAll(/\W+/g, "-")}-${number}@example.com` });
    const given = await as({ token: server.admin }, "POST", `/roles/${role(wanted)}/assignments?user_id=${person.id}`);
    expect(given.status, given.text).toBe(200);
    return person;
  };
  const member = await join("Mia Member");
  const team = (await as(owner, "POST", "/teams", { name: "Crunchers", description: "Everything with numbers", organization_id: made.json.id })).json;
  await as(owner, "POST", `/teams/${team.id}/members?user_id=${member.id}`);
  const machine = (await as(owner, "POST", `${path}/service_accounts`, { username: "build-robot" })).json.id;
  return { id: made.json.id, name, at: `/console/organizations/${made.json.id}`, path, owner, member, team, machine, role, join, as };
}
