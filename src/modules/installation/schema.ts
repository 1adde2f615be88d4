import Type, { type Static } from "typebox";

const Done = (description: string) => Type.Boolean({ description });

/** How far a new installation has come. */
export const Setup = Type.Object(
  {
    admin_password: Done("The reserved admin's password is another than the one that was made at the first start, or the operator chose it."),
    superuser: Done("Somebody besides the reserved admin is a superuser, and active."),
    second_factor: Done("You have a second factor: an authenticator app or a passkey."),
    organization: Done("There is an organization."),
    invitation: Done("Somebody was invited into one."),
    connection: Done("An identity provider is connected, and switched on."),
    mail: Done("A mail server is set: without one, mail stays in the inbox of this server."),
    complete: Done("All that every installation needs is done: everything but `connection` and `mail`."),
  },
  { $id: "Setup", description: "The steps that a new installation leads through, and which of them are done." },
);
export type Setup = Static<typeof Setup>;
