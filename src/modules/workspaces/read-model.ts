import { createCatalogue } from "../../kernel/access.ts";
import { ORGANIZATION_ROW } from "../organizations/read-model.ts";
import { USER_ROW } from "../users/read-model.ts";

/** The read model of the workspace `w`: a column that is not here is private. */
const COLUMNS = `w.id, w.name, w.display_name, w.description, w.logo_url,
  (SELECT row_to_json(y) FROM organizations o, LATERAL ${ORGANIZATION_ROW} y WHERE o.id = w.organization_id) AS organization,
  (SELECT row_to_json(y) FROM users u, LATERAL ${USER_ROW} y WHERE u.id = w.owner_id AND u.deleted IS NULL) AS owner,
  w.is_managed, w.desired_state, w.status, w.state_reason, w.workspace_type,
  json_build_object(
    'configuration', CASE WHEN w.configured_version IS NOT NULL THEN json_build_object('version', w.configured_version) END,
    'status', CASE WHEN w.server_url IS NOT NULL THEN json_build_object('server_url', w.server_url, 'version', w.server_version) END
  ) AS zenml_service, w.last_seen, w.created, w.updated`;

/** JSON text of the workspace `w`, as a scalar expression. */
export const WORKSPACE_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${COLUMNS}) x)`;

/** The same as a source of rows beside `w`. */
export const WORKSPACE_ROW = `(SELECT ${COLUMNS})`;

/** Predefined roles whose holders see all workspaces of their organization, held there. A shipped permission: what an installation declares changes nothing. */
const SEEING = createCatalogue({}).keysWith(["workspace:read"]);
const SEES = `(r.predefined IN (${SEEING.map((key) => `'${key}'`).join(", ")}) OR 'workspace:read' = ANY (r.permissions))`;

const teamsOf = (viewer: string) => `(SELECT m.team_id FROM team_members m WHERE m.user_id = ${viewer}::uuid)`;

/** Where the viewer, or a team of theirs, holds a role or was shared something: ids of `column`. */
function standsIn(column: "workspace_id" | "project_id", viewer: string): string {
  const rows = ["role_assignments", "resource_shares"].flatMap((table) => [
    `SELECT a.${column} FROM ${table} a WHERE a.user_id = ${viewer}::uuid AND a.${column} IS NOT NULL`,
    `SELECT a.${column} FROM ${table} a WHERE a.team_id IN ${teamsOf(viewer)} AND a.${column} IS NOT NULL`,
  ]);
  return `(ARRAY(${rows.join(" UNION ")}))`;
}

/** The condition under which the viewer holds a role or a share in the workspace `w` itself, or in a project of it. */
export const isIn = (viewer: string) => `w.id = ANY ${standsIn("workspace_id", viewer)}`;

/**
 * The condition under which a viewer sees the workspace `w`, as `accessAt` decides it for one: by a role in all of its
 * organization, by a role or a share in it, or as its own machine identity. The sets are made once a query.
 *
 * @param viewer the parameter with the viewer's id
 */
export function visibleTo(viewer: string): string {
  const seeing = (holder: string) =>
    `SELECT a.organization_id FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE ${holder} AND a.workspace_id IS NULL AND ${SEES}`;
  const all = `(ARRAY(${seeing(`a.user_id = ${viewer}::uuid`)} UNION ${seeing(`a.team_id IN ${teamsOf(viewer)}`)}))`;
  return `(w.organization_id = ANY ${all} OR ${isIn(viewer)} OR w.id = ${viewer}::uuid)`;
}

/** The read model of the project `p`. */
const PROJECT_COLUMNS = `p.id, p.name, p.display_name, p.description, p.workspace_id, p.organization_id, p.created, p.updated`;

/** JSON text of the project `p`, as a scalar expression. */
export const PROJECT_JSON = `(SELECT row_to_json(x)::text FROM (SELECT ${PROJECT_COLUMNS}) x)`;

/** The same as a source of rows beside `p`. */
export const PROJECT_ROW = `(SELECT ${PROJECT_COLUMNS})`;

/** The condition under which the viewer holds a role or a share in the project `p` itself. */
export const isInProject = (viewer: string) => `p.id = ANY ${standsIn("project_id", viewer)}`;
