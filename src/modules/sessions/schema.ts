import Type, { type Static } from "typebox";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";

/** What a session is: of a browser, by a token, of an application that acts for the account, of a device. */
export const SESSION_KINDS = ["browser", "token", "application", "device"] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

const Kind = Type.Unsafe<SessionKind>(
  Type.String({
    enum: [...SESSION_KINDS],
    description: "`browser` has a cookie, `token` has none, `application` acts for the account, `device` was let in by the device flow.",
  }),
);

/** What the User-Agent said when a session began. */
const SessionDevice = Type.Object(
  {
    browser: Nullable(Type.String({ description: "Browser or program, with its version.", examples: ["Firefox 120"] })),
    os: Nullable(Type.String({ description: "Operating system.", examples: ["Windows 10"] })),
    kind: Nullable(Type.String({ description: "`desktop`, `mobile`, `tablet`, `tv`, `bot`, or `program` for what is no browser." })),
  },
  { description: "What it began with, for people: as that says of itself." },
);

/** The read model of a session. */
export const Session = Type.Object(
  {
    id: Uuid("Id; ids rise in the order in which sessions begin. Access tokens carry it as `sid`."),
    user_id: Uuid("The account that is signed in."),
    kind: Kind,
    created: Moment("When it began."),
    last_used: Moment("When it was last used, to the minute."),
    expires: Moment("When it ends, used or not."),
    auth_time: Moment("When the account last proved who it is."),
    amr: Type.Array(Type.String(), { description: "How it did so (RFC 8176).", examples: [["pwd"]] }),
    address: Nullable(Type.String({ description: "Where it began.", examples: ["192.0.2.7"] })),
    user_agent: Nullable(Type.String({ description: "What it began with." })),
    device: Nullable(SessionDevice),
    application: Nullable(
      Type.Object({ id: Uuid("Id of the application."), name: Type.String() }, { description: "The application that acts for the account; null: none." }),
    ),
    device_id: Nullable(Uuid("The device whose session it is; null: none.")),
    current: Type.Boolean({ description: "Whether it is the session that asks." }),
  },
  { $id: "Session", description: "Being signed in somewhere." },
);

const kind = Type.Optional(Kind);

export const SessionListQuery = Type.Object({ kind, ...pageQuery });
export type SessionListQuery = Static<typeof SessionListQuery>;

export const AllSessionsQuery = Type.Object({
  user_id: Type.Optional(Uuid("Those of this account.")),
  application_id: Type.Optional(Uuid("Those of this application.")),
  kind,
  ...pageQuery,
});
export type AllSessionsQuery = Static<typeof AllSessionsQuery>;

export const SessionsEndQuery = Type.Object({
  keep_current: Type.Boolean({ default: false, description: "Leave the session that asks, where it is one of them." }),
});

export const SessionsEnded = Type.Object(
  { ended: Type.Integer({ description: "How many sessions ended." }) },
  { $id: "SessionsEnded", description: "What ending the sessions of an account did." },
);

export const SessionsPath = Type.Object({ user_id: Uuid("Id of the account.") });
export const SessionPath = Type.Object({ user_id: Uuid("Id of the account."), session_id: Uuid("Id of the session.") });
