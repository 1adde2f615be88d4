import Type, { type Static } from "typebox";
import { Moment, Nullable, SECRET, Uuid } from "../kernel/wire.ts";

const optional = Type.Optional;
const text = (maxLength: number, description: string) => optional(Type.String({ maxLength, description }));

export const AuthorizeQuery = Type.Object({
  connection: text(40, "Name of the connection; may be left out where there is exactly one."),
  redirect_to: text(4096, "Where the browser goes after signing in: a path of this server. Anything else leads to the start."),
  test: optional(
    Type.String({ maxLength: 100, ...SECRET, description: "The secret of a dry run; `POST /connections/{connection_id}/test` gives the whole address." }),
  ),
  link: optional(
    Type.String({
      maxLength: 100,
      ...SECRET,
      description: "The secret of a request to link an identity; `POST /users/me/identities` gives the whole address.",
    }),
  ),
});

export const LinkStart = Type.Object(
  {
    connection: Type.String({ minLength: 1, maxLength: 40, description: "Name of the connection." }),
    return_to: text(4096, "Where the browser goes afterwards: a path of this server. Anything else leads to the start."),
  },
  { $id: "LinkStart", description: "An identity that is to be linked." },
);

export const LinkStarted = Type.Object(
  {
    authorize_url: Type.String({ description: "To be opened once, in a browser that is signed in to the same account." }),
    expires: Moment("Until when."),
  },
  { $id: "LinkStarted", description: "An identity that can be linked." },
);

export const CallbackQuery = Type.Object({
  code: optional(Type.String({ maxLength: 8192, ...SECRET, description: "The authorization code." })),
  state: optional(Type.String({ maxLength: 512, ...SECRET, description: "What the sign-in was begun with." })),
  iss: text(2048, "Who answers (RFC 9207)."),
  error: text(200, "Why there is no code (RFC 6749 4.1.2.1)."),
  error_description: text(4096, "The same in words; it is not shown."),
  code_verifier: optional(Type.String({ maxLength: 512, ...SECRET, description: "Ignored: the verifier never leaves this server." })),
});

const Profile = Type.Object({
  subject: Type.String({ description: "The provider's identifier: `oauth_id`." }),
  email: Nullable(Type.String()),
  email_verified: Type.Boolean(),
  name: Nullable(Type.String()),
  avatar_url: Nullable(Type.String()),
  groups: Type.Array(Type.String()),
  metadata: Type.Record(Type.String(), Type.Unknown()),
  amr: Type.Array(Type.String(), { description: "How the session would say that somebody signed in (RFC 8176)." }),
});

export const ConnectionTest = Type.Object(
  {
    id: Uuid("Id of the dry run."),
    connection_id: Uuid("The connection."),
    created: Moment("When it was prepared."),
    outcome: Type.Union(
      [
        Type.Literal("waiting"),
        Type.Literal("failed"),
        Type.Literal("refused"),
        Type.Literal("make"),
        Type.Literal("sign_in"),
        Type.Literal("link"),
        Type.Literal("ask_password"),
      ],
      {
        description:
          "`waiting`: nobody came back yet; `failed`: the provider's answer was no good; else what signing in would do: refuse, make an account, sign in to the one that has this identity, link one that has the address, or link it after its password.",
      },
    ),
    reason: Nullable(Type.String({ description: "Why it failed or would be refused." })),
    profile: Nullable(Profile),
    claims: Nullable(Type.Record(Type.String(), Type.Unknown(), { description: "What the provider said." })),
  },
  { $id: "ConnectionTest", description: "A dry run of a connection. It signs nobody in, and is kept for an hour." },
);
export type ConnectionTest = Static<typeof ConnectionTest>;

export const TestStarted = Type.Object(
  {
    id: Uuid("Id of the dry run."),
    authorize_url: Type.String({ description: "To be opened in a browser, once, within the hour." }),
  },
  { $id: "ConnectionTestStarted", description: "A dry run that can begin." },
);

export const TestPath = Type.Object({ connection_id: Uuid("Id of the connection."), test_id: Uuid("Id of the dry run.") });

const Step = Type.Object({
  name: Type.Union([Type.Literal("discovery"), Type.Literal("issuer"), Type.Literal("keys"), Type.Literal("endpoints")]),
  ok: Type.Boolean(),
  detail: Type.String({ description: "What was found, or what is wrong." }),
});

export const ConnectionCheck = Type.Object(
  {
    ok: Type.Boolean({ description: "Whether everything is." }),
    steps: Type.Array(Step),
    algorithms: Type.Array(Type.String(), { description: "With which the provider says it signs ID tokens." }),
    callback_url: Type.String({ description: "What is to be registered at the provider." }),
  },
  { $id: "ConnectionCheck", description: "What can be told of a connection without signing in." },
);
export type ConnectionCheck = Static<typeof ConnectionCheck>;
