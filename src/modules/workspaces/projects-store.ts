import { rowsById } from "../../db/page.ts";
import type { WorkspacePlace } from "../../kernel/access.ts";
import type { Queryable } from "../../kernel/context.ts";
import type { ListReader } from "../../kernel/page.ts";
import { identifierKey } from "../../kernel/text.ts";
import type { ProjectListQuery } from "./projects-schema.ts";
import { isInProject, PROJECT_JSON, PROJECT_ROW } from "./read-model.ts";

/** One project as JSON text, and its version. */
export interface ProjectText {
  readonly json: string;
  readonly version: number;
}

const FIND = `SELECT ${PROJECT_JSON} AS json, p.version FROM projects p WHERE p.id = $1`;

/** The project as the API shows it. @param lock it is held until the transaction ends */
export async function findProject(db: Queryable, id: string, lock = false): Promise<ProjectText | undefined> {
  const { rows } = await db.query<ProjectText>({ name: lock ? "project-hold" : "project-find", text: lock ? `${FIND} FOR UPDATE OF p` : FIND, values: [id] });
  return rows[0];
}

export interface NewProject extends WorkspacePlace {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly now: Date;
}

const INSERT = `INSERT INTO projects AS p (id, workspace_id, organization_id, name, name_key, display_name, description, created, updated)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING ${PROJECT_JSON} AS json, p.version`;

export async function insertProject(tx: Queryable, project: NewProject): Promise<ProjectText> {
  const { id, workspaceId, organizationId, name, displayName, description, now } = project;
  const values = [id, workspaceId, organizationId, name, identifierKey(name), displayName, description, now];
  const { rows } = await tx.query<ProjectText>({ name: "project-insert", text: INSERT, values });
  return rows[0] as ProjectText;
}

/** What an update sets; absent: as it was. */
export interface ProjectChanges {
  readonly name?: string | undefined;
  readonly display_name?: string | undefined;
  readonly description?: string | null | undefined;
}

const CHANGE = `UPDATE projects p SET name = COALESCE($2, p.name), name_key = COALESCE($3, p.name_key), display_name = COALESCE($4, p.display_name),
    description = CASE WHEN $5 THEN $6 ELSE p.description END, version = p.version + 1, updated = $7
  WHERE p.id = $1 RETURNING ${PROJECT_JSON} AS json, p.version`;

export async function changeProject(tx: Queryable, id: string, { name, display_name, description }: ProjectChanges, now: Date): Promise<ProjectText> {
  const key = name === undefined ? null : identifierKey(name);
  const values = [id, name ?? null, key, display_name ?? null, description !== undefined, description ?? null, now];
  const { rows } = await tx.query<ProjectText>({ name: "project-change", text: CHANGE, values });
  return rows[0] as ProjectText;
}

/** Removes a project for good; the roles and shares there go by the foreign keys. */
export async function deleteRow(tx: Queryable, id: string): Promise<void> {
  await tx.query({ name: "project-delete", text: "DELETE FROM projects WHERE id = $1", values: [id] });
}

/** The projects of a workspace in the order of creation. @param viewer only those that this account stands in; `null`: all */
export function listRows(db: Queryable, workspaceId: string, query: ProjectListQuery, viewer: string | null): ListReader {
  const values: unknown[] = [workspaceId];
  const take = (value: unknown) => `$${values.push(value)}`;
  const where = ["p.workspace_id = $1"];
  if (viewer !== null) where.push(isInProject(take(viewer)));
  if (query.name !== undefined) where.push(`p.name_key = ${take(identifierKey(query.name))}`);
  return rowsById(db, { from: `FROM projects p WHERE ${where.join(" AND ")}`, alias: "p", shown: PROJECT_ROW, values }, query);
}
