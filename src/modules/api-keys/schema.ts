import Type, { type Static } from "typebox";
import { PLAIN } from "../../kernel/text.ts";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";

export { OrganizationPath } from "../access/schema.ts";

const optional = Type.Optional;

/** A year of minutes, ten times. */
const LONGEST = 10 * 366 * 24 * 60;

const fields = {
  name: Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: PLAIN,
    description: "Unique among the keys of the account, compared without case.",
    examples: ["ci"],
  }),
  description: Nullable(Type.String({ minLength: 1, maxLength: 256, description: "What it is for." })),
};

/** The read model of a key (contract B.3). */
export const ApiKey = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    ...fields,
    active: Type.Boolean({ description: "Whether it works." }),
    created: Moment("When it was made."),
    updated: Moment("When it was last changed."),
    expires: Nullable(Moment("When it stops working; null: never.")),
    last_login: Nullable(Moment("When it was last used, to the minute.")),
    last_rotated: Nullable(Moment("When it last got another value.")),
    retain_period_minutes: Type.Integer({ description: "How long the value before the last rotation works beside the new one." }),
    owner_id: Uuid("The account that it stands for."),
  },
  { $id: "ApiKey", description: "What is known of an API key; the key itself is not kept." },
);

const account = {
  id: Uuid("Its id."),
  username: Type.String({ description: "What it is called." }),
  is_active: Type.Boolean({ description: "Whether it may do anything." }),
};

/** A key of an organization's service accounts, as a list of all of them has it. */
export const OrganizationApiKey = Type.Object(
  {
    ...ApiKey.properties,
    service_account: Type.Object(
      { ...account, owner: Nullable(Type.Object(account, { description: "Who answers for it; null: nobody who is in the organization." })) },
      { description: "The account that it stands for." },
    ),
  },
  { $id: "OrganizationApiKey", description: "What is known of an API key of a service account, and whose it is." },
);

export const ApiKeyCreated = Type.Object(
  { ...ApiKey.properties, key: Type.String({ description: "Shown here and never again.", examples: ["ZENPROKEY_eyJpZCI6..."] }) },
  { $id: "ApiKeyCreated", description: "An API key with its new value." },
);

export const ApiKeyCreate = Type.Object(
  {
    name: fields.name,
    description: optional(fields.description),
    expires_in_minutes: optional(
      Nullable(Type.Integer({ minimum: 1, maximum: LONGEST, description: "Minutes until it stops working; absent or null: never." })),
    ),
  },
  { $id: "ApiKeyCreate", description: "A new API key." },
);
export type ApiKeyCreate = Static<typeof ApiKeyCreate>;

export const ApiKeyUpdate = Type.Object(
  { name: optional(fields.name), description: optional(fields.description), active: optional(Type.Boolean({ description: "Whether it works." })) },
  { $id: "ApiKeyUpdate", description: "Changes to an API key. Absent fields stay as they are." },
);
export type ApiKeyUpdate = Static<typeof ApiKeyUpdate>;

export const ApiKeyRotate = Type.Object(
  {
    retain_period_minutes: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 60 * 24 * 30,
      description: "How many minutes the old value works beside the new one: time to bring the new one everywhere.",
    }),
  },
  { $id: "ApiKeyRotate", description: "How a new value takes over." },
);

const days = (description: string) => optional(Type.Integer({ minimum: 1, maximum: 3660, description }));

export const ApiKeyListQuery = Type.Object({
  unused_for_days: days("Not used for so many days; never used: made so long ago."),
  expires_within_days: days("Its time ends within so many days, and is not over."),
  expired: optional(Type.Boolean({ description: "Whether its time is over." })),
  active: optional(Type.Boolean({ description: "Whether it is switched on." })),
  ...pageQuery,
});
export type ApiKeyListQuery = Static<typeof ApiKeyListQuery>;
export const AccountPath = Type.Object({ user_id: Uuid("Id of the account.") });
export const AccountKeyPath = Type.Object({ ...AccountPath.properties, key_id: Uuid("Id of the key.") });
export const ApiKeyPath = Type.Object({ key_id: Uuid("Id of the key.") });
