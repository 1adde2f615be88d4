import Type from "typebox";
import { Moment, Uuid } from "../../kernel/wire.ts";

/** What a person has agreed to. */
export const Consent = Type.Object(
  {
    application: Type.Object({ id: Uuid("The application's id."), name: Type.String({ description: "Its name now." }) }),
    scopes: Type.Array(Type.String(), { description: "What it may do without asking again.", examples: [["openid", "users:read"]] }),
    created: Moment("When the person agreed first."),
    updated: Moment("When the person agreed last."),
  },
  { $id: "Consent", description: "What a person has agreed that an application may do." },
);

export const ConsentsPath = Type.Object({ user_id: Uuid("Id of the account.") });
export const ConsentPath = Type.Object({ user_id: Uuid("Id of the account."), application_id: Uuid("Id of the application.") });
