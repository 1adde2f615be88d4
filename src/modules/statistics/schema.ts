import Type, { type Static } from "typebox";
import { Moment, Nullable, Uuid } from "../../kernel/wire.ts";
import { EXAMPLE, ORGANIZATION_EXAMPLE } from "./examples.ts";
import { REFUSED_WAYS, type RefusedWay, WAYS } from "./metrics.ts";

export { OrganizationPath } from "../access/schema.ts";

const Day = (description: string) => Type.String({ format: "date", description, examples: ["2026-11-27"] });
const Count = (description: string) => Type.Integer({ minimum: 0, description });
/** What is not known for a day before it was counted, or for one that is yet to come. */
const Known = (description: string) => Nullable(Type.Integer({ description }));

const Bounded = (description: string) =>
  Type.Object(
    { count: Count("How many, at most as many as are counted."), more: Type.Boolean({ description: "Whether there are more than were counted." }) },
    { description },
  );

const Keys = Type.Object(
  {
    expires_within_days: Type.Integer({ description: "What counts as soon." }),
    expiring: Bounded("Active keys that stop working within those days."),
    expired: Bounded("Active keys that have expired and are still there."),
    unused_for_days: Type.Integer({ description: "What counts as unused." }),
    unused: Bounded("Active keys that were not used for so many days, nor made in them."),
  },
  { description: "API keys that somebody should look at; each is counted up to 1,000." },
);

export const StatisticsQuery = Type.Object({
  from: Type.Optional(Day("The first day; where nothing is said, 29 days before the last.")),
  to: Type.Optional(Day("The last day; where nothing is said, today.")),
});
export type StatisticsQuery = Static<typeof StatisticsQuery>;

const WAY_WORDS: Readonly<Record<(typeof WAYS)[number], string>> = {
  password: "With a password, with or without a code.",
  passkey: "With a passkey.",
  magic_link: "With a mailed link.",
  connection: "With an identity provider.",
  device: "Devices that were let in.",
  api_key: "Tokens that were got with an API key; its use as a bearer token is none.",
  client_credentials: "Tokens that machines got with their own credentials.",
};

const REFUSED_WORDS: Readonly<Record<RefusedWay, string>> = {
  passkey: "Passkeys that were refused.",
  magic_link: "Mailed links to sign in that were used and refused.",
  connection: "Whoever came back from an identity provider and was not let in.",
};

const Growth = (many: string) =>
  Type.Array(
    Type.Object({
      day: Day("Of UTC."),
      created: Known(`New ${many}.`),
      deleted: Known(`Deleted ${many}.`),
      restored: Known(`${many.charAt(0).toUpperCase()}${many.slice(1)} that came back.`),
      total: Known("How many there were at the end of the day."),
    }),
    { description: `How the number of ${many} changed.` },
  );

/** Statistics of the whole installation. */
export const Statistics = Type.Object(
  {
    from: Day("The first day."),
    to: Day("The last day."),
    as_of: Moment("What was done until then is counted: a few seconds ago."),
    since: Moment("Since when sign-ins, failures and changes are counted. Of days before nothing is known: null. The first day is counted from then on."),
    complete: Type.Boolean({ description: "Whether everything that was there before has been counted. Until then no total is told." }),
    totals: Type.Object(
      {
        people: Known("Accounts of people."),
        enabled_people: Known("Those of them that are active (`is_active`)."),
        machines: Known("Service accounts, with those of applications."),
        organizations: Known("Organizations."),
        mfa: Type.Object(
          {
            people: Known("Enabled people who have an authenticator app or a passkey."),
            authenticator_app: Known("Enabled people who have an authenticator app."),
            passkey: Known("Enabled people who have a passkey."),
            share: Nullable(Type.Number({ description: "`people` of all enabled people, from 0 to 1; null where there are none." })),
          },
          { description: "Who can prove more than a password. What an identity provider asks for is not known here." },
        ),
        active_users: Type.Object(
          { day: Count("Today."), week: Count("In this week, from Monday."), month: Count("In this month.") },
          { description: "People who signed in or used a session, in the current day, week and month of UTC." },
        ),
      },
      { description: "How it stands now, whatever days were asked for." },
    ),
    sign_ins: Type.Array(
      Type.Object(
        { day: Day("Of UTC."), ...Object.fromEntries(WAYS.map((way) => [way, Known(WAY_WORDS[way])])) },
        { description: "A day's sign-ins by their ways." },
      ),
    ),
    failures: Type.Array(
      Type.Object(
        {
          day: Day("Of UTC."),
          failed: Known("Passwords and codes that were wrong."),
          ...Object.fromEntries(REFUSED_WAYS.map((way) => [way, Known(REFUSED_WORDS[way])])),
          accounts_locked: Known("How often an account began to be held back from where it was guessed at; for codes, from everywhere."),
          sources_locked: Known("How often an address began to be held back."),
        },
        { description: "A day's failures." },
      ),
    ),
    active_users: Type.Object(
      {
        days: Type.Array(Type.Object({ day: Day("Of UTC."), people: Known("Active on that day.") })),
        weeks: Type.Array(Type.Object({ week: Day("Its Monday (ISO 8601)."), people: Known("Active in that week.") })),
        months: Type.Array(Type.Object({ month: Day("Its first day."), people: Known("Active in that month.") })),
      },
      { description: "People who signed in or used a session, each once in a day, a week, a month." },
    ),
    people: Growth("accounts of people"),
    machines: Growth("service accounts"),
    organizations: Growth("organizations"),
    mfa: Type.Array(
      Type.Object(
        {
          day: Day("Of UTC."),
          enabled_people: Known("Enabled people at the end of the day."),
          people: Known("Those who had an authenticator app or a passkey."),
          authenticator_app: Known("Those who had an authenticator app."),
          passkey: Known("Those who had a passkey."),
        },
        { description: "Second factors, day by day." },
      ),
    ),
    keys: Keys,
  },
  { $id: "Statistics", description: "What happened in the installation, by days of UTC, and how it stands.", examples: [EXAMPLE] },
);
export type Statistics = Static<typeof Statistics>;

/** Statistics of one organization. */
export const OrganizationStatistics = Type.Object(
  {
    organization_id: Uuid("The organization."),
    as_of: Moment("What was done until then is counted: a few seconds ago."),
    complete: Type.Boolean({ description: "Whether all accounts have been counted, after an upgrade. Until then nothing is told of people." }),
    people: Nullable(
      Type.Object(
        {
          ...Bounded("").properties,
          enabled: Known("Those who are active."),
          mfa: Known("Enabled ones who have an authenticator app or a passkey; for whoever may change the organization."),
          mfa_share: Nullable(Type.Number({ description: "`mfa` of `enabled`, from 0 to 1; null where there are none." })),
          active_users: Nullable(
            Type.Object(
              { day: Count("Today."), week: Count("In this week, from Monday."), month: Count("In this month.") },
              { description: "Who signed in or used a session anywhere, in the current day, week and month of UTC." },
            ),
          ),
        },
        { description: "People who hold roles in it. Of more than 10,000 it is only said that there are more." },
      ),
    ),
    service_accounts: Bounded("Its service accounts, up to 1,000."),
    pending_invitations: Nullable(Bounded("Open invitations, up to 1,000; for whoever may see them.")),
    keys: Nullable(Keys),
  },
  { $id: "OrganizationStatistics", description: "How an organization stands.", examples: [ORGANIZATION_EXAMPLE] },
);
export type OrganizationStatistics = Static<typeof OrganizationStatistics>;
