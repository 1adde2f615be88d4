import type { Audited } from "../kernel/audited.ts";
import type { Context, Queryable } from "../kernel/context.ts";
import { uuidv7 } from "../kernel/ids.ts";

/** What changed, as it was and as it is; never a secret. */
interface Change {
  readonly before?: object | null;
  readonly after?: object | null;
}

type Head = Audited & { readonly targetId: string };

/** What was done to what. The rest of the row - who, when, from where - comes from the context. */
type AuditEntry = Head & Change;

/** How many parameters `auditValues` gives. */
export const AUDIT_PARAMETERS = 10;

/** The parameters of an audit row but for `before` and `after`, in the order of `insertAuditSql`. */
export function auditValues(ctx: Context, entry: Head): unknown[] {
  const now = ctx.app.clock.now();
  const { actor } = ctx;
  return [
    uuidv7(now),
    new Date(now),
    actor.kind,
    actor.kind === "user" ? actor.id : null,
    actor.kind === "system" ? actor.name : null,
    entry.action,
    entry.targetType,
    entry.targetId,
    ctx.requestId,
    ctx.address,
  ];
}

/**
 * The SQL that writes an audit row, to stand alone or as a part of the statement that makes the change, so that
 * a hot write costs one round trip.
 *
 * @param at number of the first of the `AUDIT_PARAMETERS` parameters
 * @param before SQL of a jsonb value
 * @param after SQL of a jsonb value
 * @param from what those two are read from: `FROM ...`, or nothing
 */
export function insertAuditSql(at: number, before: string, after: string, from = ""): string {
  const p = (i: number) => `$${at + i}`;
  return `INSERT INTO audit_log (id, created, actor_kind, actor_id, actor_name, action, target_type, target_id, request_id, address, before, after)
    SELECT ${p(0)}::uuid, ${p(1)}::timestamptz, ${p(2)}::text, ${p(3)}::uuid, ${p(4)}::text, ${p(5)}::text, ${p(6)}::text, ${p(7)}::text, ${p(8)}::text, ${p(9)}::text, ${before}, ${after} ${from}`;
}

const INSERT = insertAuditSql(1, "$11::jsonb", "$12::jsonb");

const INSERT_EACH = `INSERT INTO audit_log (id, created, actor_kind, actor_id, actor_name, action, target_type, target_id, request_id, address, before, after)
  SELECT r.id, $2::timestamptz, $3::text, $4::uuid, $5::text, $6::text, $7::text, r.target_id, $8::text, $9::text, r.before::jsonb, r.after::jsonb
  FROM unnest($1::uuid[], $10::text[], $11::text[], $12::text[]) r (id, target_id, before, after)`;

const jsonText = (value: object | null | undefined) => (value ? JSON.stringify(value) : null);

/**
 * Writes one audit row for each of many targets of the same action, in one statement.
 *
 * @param changes what changed of each target, in their order; nothing is shown where it is left out
 */
export async function insertAuditEach(
  ctx: Context,
  tx: Queryable,
  head: Audited,
  targetIds: readonly string[],
  changes: readonly Change[] = [],
): Promise<void> {
  const [, created, kind, actorId, actorName, action, targetType, , requestId, address] = auditValues(ctx, { ...head, targetId: "" });
  const ids = targetIds.map(() => uuidv7(ctx.app.clock.now()));
  const befores = targetIds.map((_, i) => jsonText(changes[i]?.before));
  const afters = targetIds.map((_, i) => jsonText(changes[i]?.after));
  await tx.query({
    name: "audit-insert-each",
    text: INSERT_EACH,
    values: [ids, created, kind, actorId, actorName, action, targetType, requestId, address, targetIds, befores, afters],
  });
}

/**
 * What an update's audit row shows: the fields that were given, as they were and as they are.
 *
 * @param given the input of the update
 * @param was the resource before, as JSON text
 * @param is the resource after, as JSON text
 */
export function auditedFields(given: object, was: string, is: string): Change {
  const names = Object.keys(given);
  const pick = (json: string) => {
    const row = JSON.parse(json) as Record<string, unknown>;
    return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  };
  return { before: pick(was), after: pick(is) };
}

/** Writes an audit row. @param tx the transaction of the change itself */
export async function insertAudit(ctx: Context, tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.query({ name: "audit-insert", text: INSERT, values: [...auditValues(ctx, entry), jsonText(entry.before), jsonText(entry.after)] });
}
