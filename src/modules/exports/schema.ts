import Type, { type TProperties } from "typebox";
import { Moment, Nullable, Uuid } from "../../kernel/wire.ts";
import { User } from "../users/schema.ts";

export const ExportPath = Type.Object({ user_id: Uuid("Id of the account.") });

const text = (description: string) => Type.String({ description });
const maybe = (description: string) => Nullable(text(description));
const texts = (description: string) => Type.Array(Type.String(), { description });
const json = Nullable(Type.Unknown());
const list = (properties: TProperties, description: string) => Type.Array(Type.Object(properties), { description });
const named = (description: string) => Type.Object({ id: Uuid("Its id."), name: Type.String() }, { description });

/** Everything that is known of an account, without what lets anybody in. */
export const UserExport = Type.Object(
  {
    generated: Moment("When it was put together."),
    account: User,
    sign_in: Type.Object(
      {
        password_changed: Nullable(Moment("When the local password was chosen; null without one.")),
        totp_activated: Nullable(Moment("Since when there is an authenticator app.")),
        recovery_codes: Type.Integer({ description: "Recovery codes that are left." }),
        address_proven: Nullable(Moment("When the e-mail address was proven.")),
      },
      { description: "The ways in, without the secrets." },
    ),
    identities: list(
      {
        provider: text("The connection."),
        subject: maybe("The provider's identifier of the account."),
        authority: text("Whose identifier it is."),
        profile: json,
        claims: json,
        linked: Moment("Since when."),
        last_used: Moment("When it last signed in."),
      },
      "What identity providers said.",
    ),
    passkeys: list(
      {
        id: Uuid("Id of the passkey."),
        name: Type.String(),
        aaguid: Uuid("The model of the authenticator."),
        transports: texts("How browsers reach it."),
        backup_eligible: Type.Boolean(),
        backed_up: Type.Boolean(),
        created: Moment("When it was added."),
        last_used: Nullable(Moment("When it last signed in.")),
      },
      "Passkeys, without their keys.",
    ),
    api_keys: list(
      {
        id: Uuid("Id of the key."),
        name: Type.String(),
        description: maybe("What it is for."),
        active: Type.Boolean(),
        created: Moment("When it was made."),
        expires: Nullable(Moment("When it ends.")),
        last_login: Nullable(Moment("When it was last used.")),
      },
      "API keys, without their values.",
    ),
    organizations: list({ id: Uuid("Its id."), name: Type.String(), is_owner: Type.Boolean() }, "Organizations that the account is a member of."),
    roles: list(
      {
        id: Uuid("The role."),
        name: Type.String(),
        organization_id: Uuid("Where it is held."),
        workspace_id: Nullable(Uuid("The workspace; null: the whole organization.")),
        project_id: Nullable(Uuid("The project.")),
        team_id: Nullable(Uuid("The team that it is held through; null: by the account itself.")),
        created: Moment("Since when."),
      },
      "Roles.",
    ),
    teams: list({ id: Uuid("The team."), name: Type.String(), organization_id: Uuid("Its organization."), created: Moment("Since when.") }, "Teams."),
    shares: list(
      {
        workspace_id: Uuid("Where it is."),
        project_id: Nullable(Uuid("The project.")),
        resource_type: Type.String(),
        resource_id: Uuid("The resource."),
        actions: texts("What the account may do to it."),
        created: Moment("Since when."),
      },
      "Resources that were shared with the account.",
    ),
    invitations: list(
      {
        id: Uuid("The invitation."),
        organization: named("What it is into."),
        email: text("Whom it is for."),
        status: text("`pending`, `accepted`, `declined`, `withdrawn`."),
        created: Moment("When it was made."),
        expires: Moment("Until when it could be accepted."),
      },
      "Invitations to the account's proven address, and those that it accepted.",
    ),
    sessions: list(
      {
        id: Uuid("The session."),
        application: Nullable(named("The application that acts for the account.")),
        device_id: Nullable(Uuid("The device.")),
        amr: texts("How the account proved who it is (RFC 8176)."),
        auth_time: Moment("When."),
        created: Moment("When it began."),
        last_used: Moment("When it was last used."),
        expires: Moment("When it ends."),
        address: maybe("Where it began."),
        user_agent: maybe("What it began with."),
      },
      "Sessions, the newest first.",
    ),
    devices: list(
      {
        id: Uuid("The device."),
        name: Type.String(),
        status: Type.String(),
        os: maybe("Its operating system."),
        hostname: maybe("Its host."),
        ip_address: maybe("Where it asked from."),
        trusted_device: Type.Boolean(),
        device_metadata: json,
        last_login: Nullable(Moment("When it last got a token.")),
        created: Moment("When it first asked."),
      },
      "Devices that the account let in.",
    ),
    consents: list(
      { application: named("Which."), scopes: texts("What it may do."), created: Moment("When first."), updated: Moment("When last.") },
      "What applications were allowed.",
    ),
    audit: list(
      {
        id: Uuid("The entry."),
        created: Moment("When."),
        action: Type.String(),
        by: text("`self`, `other` or `system`."),
        target_type: Type.String(),
        target_id: Type.String(),
        before: json,
        after: json,
        address: maybe("Where from; only what the account did itself."),
      },
      "What the account did, and what was done to it, the newest first.",
    ),
    complete: Type.Boolean({ description: "Whether that is all: of each list the newest 10000 are here." }),
  },
  { $id: "UserExport", description: "Everything that is known of an account, without secrets and without what belongs to others." },
);
