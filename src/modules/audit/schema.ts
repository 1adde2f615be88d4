import Type, { type Static } from "typebox";
import { Moment, Nullable, pageQuery, Uuid } from "../../kernel/wire.ts";

const Snapshot = (description: string) => Nullable(Type.Record(Type.String(), Type.Unknown(), { description }));

/** One change: who, what, before and after, from where. */
export const AuditEntry = Type.Object(
  {
    id: Uuid("Id; ids rise in the order of the changes."),
    created: Moment("When it was done."),
    actor_kind: Type.String({ description: "`user`, `system` or `anonymous`." }),
    actor_id: Nullable(Uuid("The account that did it.")),
    actor_name: Nullable(Type.String({ description: "The part of the system that did it." })),
    actor_label: Nullable(Type.String({ description: "What that account is called now: its name, or its username; null where it is gone." })),
    action: Type.String({ examples: ["user.update"] }),
    target_type: Type.String({ examples: ["user"] }),
    target_id: Type.String(),
    target_label: Nullable(
      Type.String({ description: "What it is called now, where it is something with a name (of a session: whose it is); null where it is gone." }),
    ),
    before: Snapshot("What changed, as it was."),
    after: Snapshot("What changed, as it is."),
    request_id: Type.String({ description: "The request that did it: its X-Request-Id." }),
    address: Nullable(Type.String({ description: "Where the request came from." })),
  },
  { $id: "AuditEntry", description: "An entry of the audit log." },
);

const text = (description: string) => Type.Optional(Type.String({ maxLength: 200, description }));

export const AuditQuery = Type.Object({
  actor_id: Type.Optional(Uuid("What this account did.")),
  target_id: text("What was done to this resource."),
  target_type: text("The type of the resource, such as `user`."),
  action: text("What was done, such as `user.update`."),
  request_id: text("What this request did."),
  created_after: Type.Optional(Moment("Done at or after this moment.")),
  created_before: Type.Optional(Moment("Done before this moment.")),
  limit: pageQuery.limit,
  offset: pageQuery.offset,
  cursor: pageQuery.cursor,
  count: pageQuery.count,
});
export type AuditQuery = Static<typeof AuditQuery>;
