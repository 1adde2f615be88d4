import { together } from "../../db/together.ts";
import type { RoleContents } from "../../kernel/access.ts";
import type { Context, Queryable } from "../../kernel/context.ts";
import { standing } from "./read-model.ts";

/** A role that an account holds, directly or through a team. */
export interface HeldRole extends RoleContents {
  /** The project that it is held in; `null`: in all of the workspace, or of the organization. */
  readonly projectId: string | null;
}

/** What an account, or a team of it, was given of one resource. */
export interface HeldShare {
  readonly resourceType: string;
  readonly resourceId: string;
  /** The project that the resource is in, where it is in one. */
  readonly projectId: string | null;
  readonly actions: readonly string[];
}

/** What is known of an account that bears on what it may do in an organization and a workspace of it. */
export interface Standing {
  /** Whether there is such an account, and it is not switched off. */
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  /** Whether the organization asks the people in it for a second factor. */
  readonly requiresMfa: boolean;
  /** The roles that count: in the organization, the workspace, and the projects that were named. */
  readonly roles: readonly HeldRole[];
  /** Shares of the resources that were named. */
  readonly shares: readonly HeldShare[];
  /** Whether it holds anything in the organization, wherever. */
  readonly isMember: boolean;
  /** Whether it holds or was shared anything in the workspace, of which it so knows. */
  readonly isInWorkspace: boolean;
  /** Those of the named projects in which it holds or was shared anything. */
  readonly projects: readonly string[];
  /** Those of the named projects that are of another workspace: nothing is allowed there. */
  readonly foreign: readonly string[];
}

/** What is asked about: a place, and resources there. */
export interface Question {
  /** `null`: the organization of the workspace. */
  readonly organizationId: string | null;
  readonly workspaceId: string | null;
  /** The projects that are asked about; `null`: all of the workspace. */
  readonly projectIds: readonly string[] | null;
  /** Resources whose shares count, or all of a type: of `resourceTypes`, those with `resourceIds`; `null`: all. */
  readonly resourceTypes: readonly string[];
  readonly resourceIds: readonly string[] | null;
  /** Whether it is asked what the account so much as knows of: membership, workspace and projects. */
  readonly knows: boolean;
}

/** What a question asks for beside roles. What it does not ask for is no part of its statement: each part costs, found or not. */
interface Shape {
  readonly knows: boolean;
  readonly projects: boolean;
  readonly shares: boolean;
}

/** Where a statement has what is asked: parameters of its own, or columns of a row for each question. */
interface Places {
  readonly organization: string;
  readonly user: string;
  readonly workspace: string;
  readonly projects: string;
  readonly types: string;
  readonly ids: string;
  /** Number of the question. */
  readonly number: string;
  /** What the questions are read from, with what joins the organization. */
  readonly from: string;
}

function standingSql({ knows, projects, shares }: Shape, at: Places): string {
  const { user, workspace } = at;
  const parts = standing({ user, workspace, projects: projects ? at.projects : "'{}'::uuid[]" });
  const share = "SELECT NULL::text, NULL::text[], a.project_id, a.resource_type, a.resource_id, a.actions FROM resource_shares a";
  const shared = `a.workspace_id = ${workspace} AND a.resource_type = ANY (${at.types}) AND (${at.ids} IS NULL OR a.resource_id = ANY (${at.ids}))`;
  const rows = shares ? `${parts.roles} UNION ALL ${parts.held(share, shared)}` : parts.roles;
  return `SELECT ${at.number} AS number, u.id IS NOT NULL AND u.is_active AS "isActive", COALESCE(u.is_superuser, false) AS "isSuperuser", o.require_mfa AS "requiresMfa",
    ${knows ? parts.isMember : "false"} AS "isMember", ${knows ? `(${workspace} IS NOT NULL AND ${parts.isInWorkspace})` : "false"} AS "isInWorkspace",
    ${knows && projects ? parts.projects : "NULL::uuid[]"} AS projects,
    ${projects ? `ARRAY(SELECT p.id FROM projects p WHERE p.id = ANY (${at.projects}) AND p.workspace_id IS DISTINCT FROM ${workspace})` : "'{}'::uuid[]"} AS "foreign",
    held.predefined, held.permissions, held.project_id AS "projectId", held.type AS "resourceType", held.id AS "resourceId", held.actions
  FROM ${at.from} o.id = COALESCE(${at.organization}, (SELECT w.organization_id FROM workspaces w WHERE w.id = ${workspace})) AND o.deleted IS NULL
  LEFT JOIN users u ON u.id = ${user} AND u.deleted IS NULL LEFT JOIN LATERAL (${rows}) held ON true`;
}

/** One question, in parameters. */
const ALONE: Places = {
  organization: "$1::uuid",
  user: "$2::uuid",
  workspace: "$3::uuid",
  projects: "$4::uuid[]",
  types: "$5::text[]",
  ids: "$6::uuid[]",
  number: "0",
  from: "(SELECT) q JOIN organizations o ON",
};
/** Many, in arrays, which tell the planner nothing: it plans once. Lists of theirs differ in length, which arrays of arrays cannot. */
const MANY: Places = {
  organization: "q.organization_id",
  user: "q.user_id",
  workspace: "q.workspace_id",
  projects: "q.projects::uuid[]",
  types: "q.types::text[]",
  ids: "q.ids::uuid[]",
  number: "(q.ordinal - 1)::integer",
  from: `unnest((SELECT $1::uuid[]), (SELECT $2::uuid[]), (SELECT $3::uuid[]), (SELECT $4::text[]), (SELECT $5::text[]), (SELECT $6::text[]))
    WITH ORDINALITY q (organization_id, user_id, workspace_id, projects, types, ids, ordinal) JOIN organizations o ON`,
};

type Row = Omit<Standing, "roles" | "shares" | "projects"> & { readonly number: number; readonly projects: readonly string[] | null } & HeldRole & {
    readonly resourceType: string | null;
    readonly resourceId: string | null;
    readonly actions: readonly string[] | null;
  };

/** How an account stands, from the rows of its question. */
function standingFrom(rows: readonly Row[]): Standing | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const { isActive, isSuperuser, requiresMfa, isMember, isInWorkspace, projects, foreign } = first;
  const roles: HeldRole[] = [];
  const shares: HeldShare[] = [];
  for (const row of rows) {
    if (row.resourceType !== null && row.resourceId !== null) {
      const { resourceType, resourceId, projectId, actions } = row;
      shares.push({ resourceType, resourceId, projectId, actions: actions ?? [] });
    } else if (row.predefined !== null || row.permissions !== null) roles.push(row);
  }
  return { isActive, isSuperuser, requiresMfa, roles, shares, isMember, isInWorkspace, projects: projects ?? [], foreign };
}

/** Who is asked about, and what. */
interface Asked {
  readonly question: Question;
  readonly userId: string;
}

/** A list as PostgreSQL reads one; ids and the names of types need nothing escaped. */
const list = (items: readonly string[] | null): string | null => (items === null ? null : `{${items.join(",")}}`);

interface Kind {
  find(db: Queryable, asked: Asked): Promise<Standing | undefined>;
  findTogether(ctx: Context, asked: Asked): Promise<Standing | undefined>;
}

/** Reads what questions of one shape ask for. */
function kindOf(shape: Shape): Kind {
  const { knows, projects, shares } = shape;
  const name = `access-standing${knows ? " knows" : ""}${projects ? " projects" : ""}${shares ? " shares" : ""}`;
  // Parameters that a statement does not have would have no type.
  const alone = standingSql(shape, projects ? ALONE : { ...ALONE, types: "$4::text[]", ids: "$5::uuid[]" });
  const many = standingSql(shape, MANY);
  async function find(db: Queryable, { question, userId }: Asked): Promise<Standing | undefined> {
    const { organizationId, workspaceId, projectIds, resourceTypes, resourceIds } = question;
    const values = [organizationId, userId, workspaceId, ...(projects ? [projectIds] : []), ...(shares ? [resourceTypes, resourceIds] : [])];
    return standingFrom((await db.query<Row>({ name, text: alone, values })).rows);
  }
  async function findMany(db: Queryable, asked: readonly Asked[]): Promise<(Standing | undefined)[]> {
    const [only] = asked;
    if (asked.length === 1 && only) return [await find(db, only)];
    const questions = asked.map(({ question }) => question);
    const values = [
      questions.map(({ organizationId }) => organizationId),
      asked.map(({ userId }) => userId),
      questions.map(({ workspaceId }) => workspaceId),
      questions.map(({ projectIds }) => list(projectIds)),
      questions.map(({ resourceTypes }) => list(resourceTypes)),
      questions.map(({ resourceIds }) => list(resourceIds)),
    ];
    const { rows } = await db.query<Row>({ name: `${name} many`, text: many, values });
    const byNumber: Row[][] = asked.map(() => []);
    for (const row of rows) byNumber[row.number]?.push(row);
    return byNumber.map(standingFrom);
  }
  const gathered = together(findMany);
  return { find, findTogether: ({ db }, asked) => gathered(db, asked) };
}

const EITHER = [false, true] as const;
/** By whether it is asked what is known, about projects, and about shares. */
const KINDS = EITHER.map((knows) => EITHER.map((projects) => EITHER.map((shares) => kindOf({ knows, projects, shares }))));

/**
 * What is known of an account that bears on a question. Outside of transactions one statement answers all who ask
 * at the same time.
 *
 * @returns `undefined` when there is no such organization
 */
export async function findStanding(ctx: Context, question: Question, userId: string): Promise<Standing | undefined> {
  const { projectIds, resourceTypes, knows } = question;
  const kind = KINDS[Number(knows)]?.[Number(projectIds === null || projectIds.length > 0)]?.[Number(resourceTypes.length > 0)] as Kind;
  const asked = { question, userId };
  return ctx.tx ? kind.find(ctx.tx, asked) : kind.findTogether(ctx, asked);
}
