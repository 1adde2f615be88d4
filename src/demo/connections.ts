/** Identity providers. None of them is there: their hosts are names that are kept for examples (RFC 2606). */

import type { ConnectionCreate } from "../modules/connections/schema.ts";
import { authorityOf, createConnection } from "../modules/connections/service.ts";
import { DAY, workMoment } from "./calendar.ts";
import type { DemoPerson } from "./people.ts";
import { insertRows } from "./rows.ts";
import type { Story } from "./story.ts";

const CLIENT_SECRET = "held by a provider that is not there";

const PLANS: readonly { readonly age: number; readonly input: ConnectionCreate }[] = [
  {
    age: 338,
    input: {
      name: "kestrel-sso",
      display_name: "Kestrel & Wren",
      preset: "okta",
      domain: "login.kestrelwren.example",
      client_id: "0oa7kestrel2wren",
      client_secret: CLIENT_SECRET,
      domains: ["kestrelwren.example"],
    },
  },
  {
    age: 212,
    input: {
      name: "polder-campus",
      display_name: "Polder University",
      preset: "keycloak",
      domain: "sso.polder.example",
      tenant: "campus",
      client_id: "roster",
      client_secret: CLIENT_SECRET,
      claims: { metadata: { faculty: "faculty" } },
    },
  },
  {
    age: 200,
    input: {
      name: "partners",
      display_name: "Partner access",
      issuer: "https://id.partners.example",
      client_id: "roster",
      is_hidden: true,
      link_existing: false,
    },
  },
  {
    age: 90,
    input: {
      name: "meadowbrook-entra",
      display_name: "Meadowbrook (in preparation)",
      issuer: "https://login.meadowbrook.example/v2.0",
      client_id: "5f2b1c34-1de2-4c36-9c70-0b7a7f3b1c55",
      client_secret: CLIENT_SECRET,
      is_enabled: false,
    },
  },
];

/** Whose subjects a connection's are. */
const AUTHORITIES: Readonly<Record<string, string>> = {
  "kestrel-sso": authorityOf({ issuer: "https://login.kestrelwren.example", token_endpoint: null }),
  "polder-campus": authorityOf({ issuer: "https://sso.polder.example/realms/campus", token_endpoint: null }),
};

/** Enters the identity providers. */
export function tellConnections(story: Story, operators: readonly DemoPerson[]): void {
  const { random, now } = story;
  for (const { age, input } of PLANS)
    story.at(workMoment(random, now - age * DAY, now), () => createConnection(story.as(random.pick(operators)), input, () => true));
}

/** Subject of somebody who signs in by a connection. */
export const subjectOf = ({ id }: DemoPerson): string => `00u${id.replaceAll("-", "").slice(-17)}`;

/** What the providers said of whoever signs in by them. */
export async function insertIdentities(story: Story, people: readonly DemoPerson[]): Promise<void> {
  const rows = people.flatMap((person) => {
    const { id, name, email, provider, joined, lastLogin } = person;
    if (provider === null || lastLogin === null) return [];
    const groups = person.jobTitle.includes("Engineer") ? ["staff", "engineering"] : ["staff"];
    return {
      user_id: id,
      provider,
      subject: subjectOf(person),
      authority: AUTHORITIES[provider],
      profile: { email, emailVerified: true, name, avatarUrl: null, groups, metadata: {} },
      claims: { sub: subjectOf(person), email, email_verified: true, name, groups },
      linked: new Date(joined),
      last_used: new Date(lastLogin),
    };
  });
  await insertRows(story.tx, "user_identities", rows);
}
