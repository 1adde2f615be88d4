import type { Queryable } from "../../kernel/context.ts";
import { standing } from "../access/read-model.ts";
import type { Standing } from "../access/store.ts";
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

const AT = standing({ user: "$2", workspace: "$1", projects: "'{}'::uuid[]" });

const ENTRY = `SELECT w.desired_state AS "desiredState", w.server_version AS "serverVersion", w.server_url AS "serverUrl", w.last_seen AS "lastSeen",
    ${USER_JSON} AS "user", u.is_active AS "isActive", u.is_superuser AS "isSuperuser", o.require_mfa AS "requiresMfa", ${AT.isMember} AS "isMember", ${AT.isInWorkspace} AS "isInWorkspace",
    ARRAY(SELECT json_build_object('predefined', x.predefined, 'permissions', x.permissions, 'projectId', x.project_id) FROM (${AT.roles}) x) AS roles
  FROM workspaces w JOIN organizations o ON o.id = w.organization_id AND o.deleted IS NULL, users u
  WHERE w.id = $1 AND u.id = $2 AND u.deleted IS NULL`;

/** A workspace, and what its organization knows of an account there; one statement. */
export async function findEntry(db: Queryable, workspaceId: string, userId: string): Promise<Entry | undefined> {
  type Row = Omit<Entry, "standing"> & Pick<Standing, "isActive" | "isSuperuser" | "requiresMfa" | "isMember" | "isInWorkspace" | "roles">;
  const { rows } = await db.query<Row>({ name: "workspace-entry", text: ENTRY, values: [workspaceId, userId] });
  const [row] = rows;
  if (!row) return undefined;
  const { isActive, isSuperuser, requiresMfa, isMember, isInWorkspace, roles, ...entry } = row;
  return { ...entry, standing: { isActive, isSuperuser, requiresMfa, isMember, isInWorkspace, roles, shares: [], projects: [], foreign: [] } };
}
