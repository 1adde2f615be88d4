import { USER_ROW } from "../users/read-model.ts";

/** Of the invitation `i` of the organization `o`: what both sides see of it. @param now the parameter with the moment */
const columns = (now: string) => `i.id, i.organization_id,
  json_build_object('id', o.id, 'name', o.name, 'logo_url', o.logo_url) AS organization, i.email,
  COALESCE((SELECT json_agg(json_build_object('id', r.id, 'name', r.name, 'level', r.level, 'workspace_id', a.workspace_id, 'project_id', a.project_id)
    ORDER BY a.id) FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE a.invitation_id = i.id), '[]') AS roles,
  ARRAY(SELECT t.team_id FROM team_invitations t WHERE t.invitation_id = i.id ORDER BY t.team_id) AS team_ids,
  CASE WHEN i.status = 'pending' AND i.expires <= ${now}::timestamptz THEN 'expired' ELSE i.status END AS status, i.created, i.expires`;

/** The read model of the invitation `i` of the organization `o`, as that sees it, as a source of rows. @param now the parameter with the moment */
export const invitationRow = (now: string) => `(SELECT ${columns(now)},
  (SELECT row_to_json(y) FROM users u, LATERAL ${USER_ROW} y WHERE u.id = i.invited_by AND u.deleted IS NULL) AS invited_by, NULL::text AS link)`;

/** What a list of members shows of the invitation `i`, as a source of rows. */
export const PLACEHOLDER_ROW = "(SELECT i.id, i.email, i.created, i.expires)";

/** The same as whoever is invited sees it: of who invites only the name. */
export const receivedRow = (now: string) => `(SELECT ${columns(now)},
  (SELECT json_build_object('username', u.username, 'name', u.name) FROM users u WHERE u.id = i.invited_by AND u.deleted IS NULL) AS invited_by)`;
