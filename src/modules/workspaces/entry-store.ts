import { together } from "../../db/together.ts";
import type { Queryable } from "../../kernel/context.ts";
import { standing } from "../access/read-model.ts";
import type { Standing } from "../access/standing-store.ts";
import { USER_JSON } from "../users/read-model.ts";

/** What deciding about somebody who wants to enter a workspace takes. */
export interface Entry {
  readonly standing: Standing;
  readonly desiredState: string;
  readonly serverVersion: string | null;
  readonly serverUrl: string | null;
  readonly lastSeen: Date | null;
  /** The account, as the API shows it. */
  readonly user: string;
}

/** Who wants to enter which workspace. */
interface Asked {
  readonly workspaceId: string;
  readonly userId: string;
}

const AT = standing({ user: "u.id", workspace: "w.id", projects: "'{}'::uuid[]" });

const ENTRIES = `SELECT (q.ordinal - 1)::integer AS number, w.desired_state AS "desiredState", w.server_version AS "serverVersion", w.server_url AS "serverUrl", w.last_seen AS "lastSeen",
    ${USER_JSON} AS "user", u.is_active AS "isActive", u.is_superuser AS "isSuperuser", o.require_mfa AS "requiresMfa", ${AT.isMember} AS "isMember", ${AT.isInWorkspace} AS "isInWorkspace",
    ARRAY(SELECT json_build_object('predefined', x.predefined, 'permissions', x.permissions, 'projectId', x.project_id) FROM (${AT.roles}) x) AS roles
  FROM unnest((SELECT $1::uuid[]), (SELECT $2::uuid[])) WITH ORDINALITY q (workspace_id, user_id, ordinal) JOIN workspaces w ON w.id = q.workspace_id
  JOIN organizations o ON o.id = w.organization_id AND o.deleted IS NULL JOIN users u ON u.id = q.user_id AND u.deleted IS NULL`;

type Row = Omit<Entry, "standing"> &
  Pick<Standing, "isActive" | "isSuperuser" | "requiresMfa" | "isMember" | "isInWorkspace" | "roles"> & { readonly number: number };

function entryFrom({ isActive, isSuperuser, requiresMfa, isMember, isInWorkspace, roles, number: _, ...entry }: Row): Entry {
  return { ...entry, standing: { isActive, isSuperuser, requiresMfa, isMember, isInWorkspace, roles, shares: [], projects: [], foreign: [] } };
}

async function findEntries(db: Queryable, asked: readonly Asked[]): Promise<(Entry | undefined)[]> {
  const values = [asked.map(({ workspaceId }) => workspaceId), asked.map(({ userId }) => userId)];
  const { rows } = await db.query<Row>({ name: "workspace-entries", text: ENTRIES, values });
  const found: (Entry | undefined)[] = asked.map(() => undefined);
  for (const row of rows) found[row.number] = entryFrom(row);
  return found;
}

/** A workspace, and what its organization knows of an account there; one statement for all who ask at the same time. */
export const findEntry = together(findEntries);
