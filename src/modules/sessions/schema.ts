import Type, { type Static } from "typebox";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";

/** The read model of a session. */
export const Session = Type.Object(
  {
    id: Uuid("Id; ids rise in the order in which sessions begin. Access tokens carry it as `sid`."),
    user_id: Uuid("The account that is signed in."),
    created: Moment("When it began."),
    last_used: Moment("When it was last used, to the minute."),
    expires: Moment("When it ends, used or not."),
    auth_time: Moment("When the account last proved who it is."),
    amr: Type.Array(Type.String(), { description: "How it did so (RFC 8176).", examples: [["pwd"]] }),
    address: Nullable(Type.String({ description: "Where it began.", examples: ["192.0.2.7"] })),
    user_agent: Nullable(Type.String({ description: "What it began with." })),
    current: Type.Boolean({ description: "Whether it is the session that asks." }),
  },
  { $id: "Session", description: "Being signed in somewhere." },
);

export const SessionListQuery = Type.Object({ ...pageQuery });
export type SessionListQuery = Static<typeof SessionListQuery>;

export const SessionsEndQuery = Type.Object({
  keep_current: Type.Boolean({ default: false, description: "Leave the session that asks, where it is one of them." }),
});

export const SessionsEnded = Type.Object(
  { ended: Type.Integer({ description: "How many sessions ended." }) },
  { $id: "SessionsEnded", description: "What ending the sessions of an account did." },
);

export const SessionsPath = Type.Object({ user_id: Uuid("Id of the account.") });
export const SessionPath = Type.Object({ user_id: Uuid("Id of the account."), session_id: Uuid("Id of the session.") });
