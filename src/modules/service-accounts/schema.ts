import Type, { type Static } from "typebox";
import { Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";
import { OrganizationPath } from "../access/schema.ts";
import { User } from "../users/schema.ts";

export { OrganizationPath } from "../access/schema.ts";

const optional = Type.Optional;

const fields = {
  username: Type.String({
    minLength: 1,
    maxLength: 50,
    pattern: "^[a-zA-Z0-9_\\-@.]+$",
    description: "Unique among all accounts, compared without case.",
    examples: ["nightly-build"],
  }),
  description: Nullable(Type.String({ minLength: 1, maxLength: 256, description: "What it is for." })),
  is_active: Type.Boolean({ description: "Whether it may do anything. Switched off, its keys stop working at once." }),
};

/** The read model of a service account: that of an account, and what is known of it beyond. */
export const ServiceAccount = Type.Object(
  {
    ...User.properties,
    description: fields.description,
    owner_id: Nullable(Uuid("Who answers for it.")),
    owner: Nullable(
      Type.Object(
        {
          id: Uuid("Its id."),
          username: Type.String({ description: "What it signs in with." }),
          name: Nullable(Type.String({ description: "What it is called." })),
        },
        { description: "The same account; null: nobody who is in the organization." },
      ),
    ),
  },
  { $id: "ServiceAccount", description: "An account of a machine, in one organization." },
);

export const ServiceAccountCreate = Type.Object(
  {
    username: fields.username,
    description: optional(fields.description),
    is_active: optional(fields.is_active),
    role_id: optional(Nullable(Uuid("A role of the organization to give it."))),
    owner_id: optional(Nullable(Uuid("Who is to answer for it: a member of the organization; whoever makes it, where nothing is said."))),
  },
  { $id: "ServiceAccountCreate", description: "A new service account." },
);
export type ServiceAccountCreate = Static<typeof ServiceAccountCreate>;

export const ServiceAccountUpdate = Type.Object(
  {
    username: optional(fields.username),
    description: optional(fields.description),
    is_active: optional(fields.is_active),
    owner_id: optional(Uuid("Who is to answer for it: a member of the organization.")),
  },
  { $id: "ServiceAccountUpdate", description: "Changes to a service account. Absent fields stay as they are." },
);
export type ServiceAccountUpdate = Static<typeof ServiceAccountUpdate>;

export const ServiceAccountListQuery = Type.Object({
  q: optional(Type.String({ minLength: 1, maxLength: 50, description: "With this in the username, without case." })),
  username: optional(Type.String({ maxLength: 50, description: "This username, without case." })),
  is_active: optional(fields.is_active),
  ...pageQuery,
});
export type ServiceAccountListQuery = Static<typeof ServiceAccountListQuery>;

/** Where a service account stands: in its organization, by id or username. */
export const SERVICE_ACCOUNT_PATH = {
  ...OrganizationPath.properties,
  service_account_id: Type.String({ minLength: 1, maxLength: 200, description: "Id or username of the service account." }),
};
export const ServiceAccountPath = Type.Object(SERVICE_ACCOUNT_PATH);
