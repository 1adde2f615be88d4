import Type, { type Static } from "typebox";
import { Csv, Moment, Nullable, pageQuery, SECRET, Uuid } from "../../kernel/wire.ts";

const USERNAME = "^[a-zA-Z0-9_\\-@.]+$";

const name = Type.String({ minLength: 1, maxLength: 50, description: "Full name.", examples: ["Ada Lovelace"] });
const avatarUrl = Type.String({ maxLength: 8192, description: "Address of a picture.", examples: ["https://example.com/ada.png"] });
const company = Type.String({ minLength: 1, maxLength: 50, examples: ["Analytical Engines"] });
const jobTitle = Type.String({ minLength: 1, maxLength: 50, examples: ["Engineer"] });
const metadata = Type.Record(Type.String(), Type.Unknown(), { description: "Any JSON object; at most 16 KiB.", examples: [{ cost_center: "42" }] });
const email = Type.String({ format: "email", maxLength: 254, examples: ["ada@example.com"] });
const username = Type.Union([Type.String({ minLength: 1, maxLength: 50, pattern: USERNAME }), Type.String({ format: "email", maxLength: 254 })], {
  description: "1 to 50 of the characters a-z A-Z 0-9 _ - @ . or an e-mail address.",
  examples: ["ada"],
});
const password = Type.String({ minLength: 1, maxLength: 1024, ...SECRET });

/** The read model of an account (contract A.3); the same for people and service accounts. */
export const User = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of creation."),
    username: Type.String({ examples: ["ada"] }),
    email: Nullable(Type.String({ examples: ["ada@example.com"] })),
    name: Nullable(name),
    avatar_url: Nullable(avatarUrl),
    company: Nullable(company),
    job_title: Nullable(jobTitle),
    metadata: Nullable(metadata),
    password: Type.Null({ description: "Always null; never the secret." }),
    password_expired: Nullable(Type.Boolean({ description: "Whether a new password must be chosen; null without a local password." })),
    oauth_provider: Nullable(Type.String({ description: "The external identity provider that the account signs in with." })),
    oauth_id: Nullable(Type.String({ description: "The provider's identifier of the account." })),
    is_active: Type.Boolean(),
    is_superuser: Type.Boolean(),
    is_service_account: Type.Boolean(),
    organization_id: Nullable(Uuid("The organization of a service account.")),
    is_onboarded: Type.Boolean(),
    created: Moment("When the account was made."),
    updated: Moment("When it was last changed."),
    last_login: Nullable(Moment("When it last signed in.")),
  },
  { $id: "User", description: "An account: a person or a service account." },
);
export type User = Static<typeof User>;

/** An account in a list: of a deleted one it is said since when, and until when. */
export const ListedUser = Type.Object(
  {
    ...User.properties,
    deleted: Type.Optional(Moment("When it was deleted; with `is_deleted=true` only.")),
    restorable_until: Type.Optional(Moment("Until when it can be restored, then it is erased; with `is_deleted=true` only.")),
  },
  { $id: "ListedUser", description: "An account in a list." },
);

/** What a list may be sorted by; each has an index. */
export const SORT_FIELDS = ["created", "username", "email", "name", "company", "job_title", "last_login"] as const;
export type SortField = (typeof SORT_FIELDS)[number];

/** An identity of a provider that an account signs in with. */
export const OwnIdentity = Type.Object(
  {
    provider: Type.String({ description: "Name of the connection.", examples: ["google"] }),
    name: Type.String({ description: "What people know the connection as.", examples: ["Google"] }),
    subject: Nullable(Type.String({ description: "The provider's identifier of the account." })),
    email: Nullable(Type.String({ description: "The e-mail address that the provider said last." })),
    owns_account: Type.Boolean({
      description: "Whether the account is this provider's: it signs in with nothing else, and the identity stays as long as it does.",
    }),
    linked: Moment("Since when."),
    last_used: Moment("When it last signed in, or was linked."),
  },
  { $id: "OwnIdentity", description: "An identity that an account signs in with." },
);

export const IdentityPath = Type.Object({ provider: Type.String({ minLength: 1, maxLength: 40, description: "Name of the connection." }) });

const optional = Type.Optional;
const filterText = (description: string) => optional(Type.String({ maxLength: 8192, description }));
const filterFlag = (description: string) => optional(Type.Boolean({ description }));

/** The filters of `GET /users` (contract A.1, Part C). They combine with AND. */
export const UserFilters = Type.Object({
  user_id: optional(Uuid("The account with this id.")),
  ids: optional(Csv(Uuid("Id of an account."), { maxItems: 1000, description: "The accounts with these ids: repeated, or separated by commas." })),
  q: optional(
    Type.String({
      maxLength: 200,
      description: "Part of the name, the username or the e-mail address, without case; one or two characters are looked for at the start of these.",
    }),
  ),
  username: filterText("Username, without case."),
  email: filterText("E-mail address, without case."),
  name: filterText("Name, exactly."),
  avatar_url: filterText("Address of the picture, exactly."),
  company: filterText("Company, exactly."),
  job_title: filterText("Job title, exactly."),
  metadata: filterText('A JSON object that the metadata contains, such as `{"cost_center":"42"}`.'),
  oauth_provider: filterText("External identity provider."),
  oauth_id: filterText("The provider's identifier; takes `oauth_provider` too, or is looked for with every provider."),
  password_expired: filterFlag("Whether a new password must be chosen."),
  is_active: filterFlag("Whether the account is active."),
  is_superuser: filterFlag("Whether the account is a superuser."),
  is_service_account: filterFlag("Service accounts, or people."),
  is_onboarded: filterFlag("Whether the account went through onboarding."),
  locked: filterFlag("Whether sign-in is held back somewhere after failed attempts."),
  organization_id: optional(Uuid("Members of this organization: people who hold a role there, and its service accounts. Where the caller sees them.")),
  role_id: optional(Uuid("Holders of this role, themselves or through a team. Where the caller sees the members of its organization.")),
  team_id: optional(Uuid("Who is in this team. Where the caller sees the team.")),
  has_mfa: filterFlag("Whether the account has an authenticator app or a passkey; superusers only."),
  is_deleted: filterFlag("Deleted accounts that can be restored, in place of the others; superusers only."),
  created_after: optional(Moment("Made at or after this moment.")),
  created_before: optional(Moment("Made before this moment.")),
  last_login_after: optional(Moment("Last signed in at or after this moment.")),
  last_login_before: optional(Moment("Last signed in before this moment.")),
});
export type UserFilters = Static<typeof UserFilters>;

export const UserListQuery = Type.Object({
  ...UserFilters.properties,
  ...pageQuery,
  sort: optional(
    Type.String({
      maxLength: 200,
      description: `Fields to sort by, separated by commas, \`-\` in front for descending: ${SORT_FIELDS.join(", ")}. Default: created.`,
      examples: ["-last_login"],
    }),
  ),
});
export type UserListQuery = Static<typeof UserListQuery>;

const profile = {
  name: optional(Nullable(name)),
  avatar_url: optional(Nullable(avatarUrl)),
  company: optional(Nullable(company)),
  job_title: optional(Nullable(jobTitle)),
  metadata: optional(Nullable(metadata)),
};

/** What can be changed (contract A.2): absent is unchanged, null clears where the field can be empty. */
export const UserUpdate = Type.Object(
  {
    password: optional(Nullable(password)),
    current_password: optional(Nullable(Type.String({ maxLength: 1024, ...SECRET, description: "One's own, when one changes it." }))),
    password_expired: optional(Nullable(Type.Boolean())),
    ...profile,
    username: optional(Nullable(username)),
    email: optional(Nullable(email)),
    is_active: optional(Nullable(Type.Boolean())),
    is_onboarded: optional(Nullable(Type.Boolean())),
    is_superuser: optional(Nullable(Type.Boolean())),
  },
  { $id: "UserUpdate", description: "Changes to an account. Absent fields stay as they are; unknown ones are ignored." },
);
export type UserUpdate = Static<typeof UserUpdate>;

const create = {
  username: optional(Nullable(username)),
  email: optional(Nullable(email)),
  password: optional(Nullable(password)),
  is_superuser: optional(Nullable(Type.Boolean())),
};

/** A new local account (contract B.1): a username or an e-mail address suffices. */
export const UserCreate = Type.Object(
  { ...create, ...profile },
  { $id: "UserCreate", description: "A new local account. The username defaults to the e-mail address." },
);
export type UserCreate = Static<typeof UserCreate>;

/** The same in the query string, as old clients send it; metadata is JSON text there. */
export const UserCreateQuery = Type.Object({ ...create, ...profile, metadata: filterText("A JSON object.") });
export type UserCreateQuery = Static<typeof UserCreateQuery>;

export const UserPath = Type.Object({ user_id: Uuid("Id of the account.") });

/** The dry run of a deletion (Part C). */
const OrganizationName = Type.Object({ id: Uuid("Id of the organization."), name: Type.String() });

export const UserDeleteQuery = Type.Object({
  delete_sole_organizations: Type.Boolean({ default: false, description: "Also delete organizations of which the account is the only member." }),
});

export const UserDeletion = Type.Object(
  {
    user_id: Uuid("Id of the account."),
    allowed: Type.Boolean({ description: "Whether the caller may delete it now." }),
    goes: Type.Array(Type.Object({ resource: Type.String(), count: Type.Integer() }), { description: "What ends with the account, at once." }),
    stays: Type.Array(Type.Object({ resource: Type.String(), count: Type.Integer() }), { description: "What stays." }),
    blocks: Type.Array(Type.Object({ code: Type.String(), detail: Type.String() }), { description: "What stands in the way." }),
    organizations: Type.Object(
      {
        blocked: Type.Array(OrganizationName, { description: "Has other members, but no other active Organization Admin: make somebody else one first." }),
        deleted: Type.Array(OrganizationName, { description: "Has no other member: goes too, with `delete_sole_organizations=true`." }),
        passed_on: Type.Array(OrganizationName, { description: "Owned by the account: passes to another administrator." }),
      },
      { description: "What becomes of the organizations that the account owns or administers." },
    ),
    restorable_until: Nullable(Moment("Until when the account could be restored; null: it is erased at once.")),
  },
  { $id: "UserDeletion", description: "What deleting an account would do." },
);
export type UserDeletion = Static<typeof UserDeletion>;
