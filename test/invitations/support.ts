import { expect } from "vitest";
import { systemContext } from "../../src/app.ts";
import { readInbox } from "../../src/modules/mail/service.ts";
import { callingAs, type Harness, makeUser, type Reply } from "../support/harness.ts";

export type Person = Awaited<ReturnType<typeof makeUser>>;

let serial = 0;

/** An organization of somebody's, and what the tests do in it. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly owner: Person;
  role(name: string): string;
  /** Invites an address; as its owner, where nobody is named. */
  invite(email: string, more?: object, by?: { readonly token: string }): Promise<Reply>;
  /** The members, as `include_invitations` shows them. */
  members(query?: string): Promise<readonly { id: string; type: string; roles: { name: string }[] }[]>;
}

/** What the tests of invitations have in common. */
export function invitationTools(server: () => Harness) {
  const call = callingAs(server);
  const admin = () => ({ token: server().admin });
  async function company(given?: Person): Promise<Company> {
    const owner = given ?? (await makeUser(server()));
    const made = await call(owner, "POST", "/organizations", { name: `Guild ${++serial} ${owner.id.slice(-6)}` });
    expect([made.status, made.text]).toEqual([200, expect.any(String)]);
    const path = `/organizations/${made.json.id}`;
    const roles: { id: string; name: string }[] = (await call(owner, "GET", `${path}/roles`)).json;
    return {
      id: made.json.id,
      name: made.json.name,
      path,
      owner,
      role: (name) => roles.find((role) => role.name === name)?.id ?? "",
      invite: (email, more = {}, by = owner) => call(by, "POST", `${path}/invitations`, { email, ...more }),
      members: async (query = "") => (await call(owner, "GET", `${path}/members?include_invitations=true${query}`)).json,
    };
  }
  /** What was mailed to an address, newest first. */
  async function mailTo(recipient: string): Promise<string[]> {
    const inbox = await readInbox(systemContext(server().app.services, server().db, "test"));
    return inbox.filter((mail) => mail.recipient === recipient).map(({ text }) => text);
  }
  return {
    call,
    admin,
    mailTo,
    company,
    address: () => `guest-${++serial}@example.com`,
    /** The tokens of the links that were mailed to an address, newest first. */
    async mailedTokens(recipient: string): Promise<string[]> {
      return (await mailTo(recipient)).map((text) => /token=([\w-]{43})/.exec(text)?.[1] ?? "");
    },
    /** Actions in the audit log that were done to something, oldest first. */
    async audited(targetId: string): Promise<string[]> {
      const log = await call(admin(), "GET", `/audit?target_id=${targetId}`);
      return log.json.map((row: { action: string }) => row.action).reverse();
    },
  };
}

export const tokenOf = (link: string): string => new URL(link).searchParams.get("token") ?? "";
