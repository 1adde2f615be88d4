import Type, { type Static } from "typebox";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";

/** The read model of a message. What it says is not in it: it may hold a link that lets somebody in. */
export const Mail = Type.Object(
  {
    id: Uuid("Id; ids rise in the order in which messages are written."),
    recipient: Type.String({ examples: ["ada@example.com"] }),
    subject: Type.String(),
    created: Moment("When it was written."),
    expires: Moment("When it is no good any more, and is removed."),
    attempts: Type.Integer({ description: "How often sending it was tried." }),
    status: Type.Union([Type.Literal("waiting"), Type.Literal("failed")], { description: "`failed`: it is not tried again." }),
    problem: Nullable(Type.String({ description: "Why the last try failed." })),
  },
  { $id: "Mail", description: "A message that has not been sent." },
);

export const MailListQuery = Type.Object({ ...pageQuery });
export type MailListQuery = Static<typeof MailListQuery>;
