import { auditValues } from "../../db/audit.ts";
import { type Context, queryable } from "../../kernel/context.ts";
import { refusal } from "../../kernel/errors.ts";
import { canonicalUuid } from "../../kernel/ids.ts";
import { askingWorkspace } from "../access/service.ts";
import type { Entry } from "./entry-store.ts";
import { putNote, putReport, type Report } from "./status-store.ts";
import { findWorkspace, type WorkspaceText } from "./store.ts";

/** What a workspace's server says of itself. */
export interface ServerReport {
  readonly version: string | null;
  readonly url: string | null;
}

/** The headers that it says it in. */
export const REPORT_HEADERS = {
  "zenml-server-id": "Id of the workspace whose server asks; what another says is not kept.",
  "zenml-server-version": "What it runs.",
  "zenml-server-url": "Where it is: http or https.",
} as const;

/** That it was heard of, and news beside other requests, are written this often at most: milliseconds. */
const EVERY = 60_000;

function isAddress(text: string): boolean {
  if (text.length > 2000 || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
}

/**
 * What the headers of a request say of the server of a workspace. What does not fit says nothing: no request fails by it.
 *
 * @returns `undefined` when they are of another server, or say nothing
 */
export function readReport(workspaceId: string, header: (name: keyof typeof REPORT_HEADERS) => string | undefined): ServerReport | undefined {
  const [id, version = "", url = ""] = [header("zenml-server-id"), header("zenml-server-version"), header("zenml-server-url")];
  if (id && canonicalUuid(id) !== workspaceId) return undefined;
  const report = { version: /^[!-~]{1,50}$/.test(version) ? version : null, url: isAddress(url) ? url : null };
  return report.version === null && report.url === null ? undefined : report;
}

function at(ctx: Context, report: ServerReport): Report {
  const now = ctx.app.clock.now();
  return { ...report, now: new Date(now), since: new Date(now - EVERY) };
}

/**
 * A workspace's own server says that it is there: the workspace is available, unless it is deactivated. What is new is
 * written at once, that it was heard of once a minute; a change of the status is audited.
 *
 * @param readHeaders what the request's headers say of it
 * @throws RosterError `workspace.only_itself`
 */
export async function reportStatus(ctx: Context, readHeaders: (workspaceId: string) => ServerReport | undefined): Promise<WorkspaceText> {
  const id = askingWorkspace(ctx);
  if (id === undefined) throw refusal("workspace.only_itself");
  const report = readHeaders(id) ?? { version: null, url: null };
  const db = queryable(ctx);
  await putReport(db, id, at(ctx, report), auditValues(ctx, { action: "workspace.status", targetType: "workspace", targetId: id }));
  const found = await findWorkspace(db, id);
  if (!found) throw refusal("workspace.not_found");
  return found;
}

/** Keeps what a server says of itself beside another request, where it is new. Nobody waits for it, and nobody minds when it fails. */
export function noteReport(ctx: Context, id: string, known: Pick<Entry, "serverVersion" | "serverUrl" | "lastSeen">, report: ServerReport): void {
  const { version, url } = report;
  const isNew = (version ?? known.serverVersion) !== known.serverVersion || (url ?? known.serverUrl) !== known.serverUrl;
  const note = at(ctx, report);
  if (!isNew || (known.lastSeen !== null && known.lastSeen > note.since)) return;
  putNote(ctx.db, id, note).catch((err: unknown) => ctx.app.log.debug({ err }, "what a workspace's server says of itself was not written"));
}
