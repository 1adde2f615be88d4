import { expect } from "vitest";
import { callingAs, type Harness, type makeUser, type Reply } from "../support/harness.ts";

export type Person = Awaited<ReturnType<typeof makeUser>>;

/** An organization that belongs to an account which is switched off: whoever else administers it may go, but the last. */
export interface Guild {
  readonly id: string;
  readonly path: string;
  role(name: string): string;
}

/** Live organizations that no active person administers, by tables alone. */
export async function withoutAdministrator(server: Harness): Promise<string[]> {
  const { rows } = await server.db.query<{ id: string }>({
    text: `SELECT o.id FROM organizations o WHERE o.deleted IS NULL AND o.id NOT IN (
      SELECT h.organization_id FROM (
        SELECT a.organization_id, a.role_id, a.user_id FROM role_assignments a
        UNION ALL SELECT a.organization_id, a.role_id, m.user_id FROM role_assignments a JOIN team_members m ON m.team_id = a.team_id
      ) h JOIN roles r ON r.id = h.role_id AND r.predefined = 'organization_admin'
        JOIN users u ON u.id = h.user_id AND u.is_active AND u.deleted IS NULL AND NOT u.is_service_account)`,
  });
  return rows.map(({ id }) => id);
}

/** Live organizations whose owner does not administer them, by tables alone. */
export async function ownedFromOutside(server: Harness): Promise<string[]> {
  const { rows } = await server.db.query<{ id: string }>({
    text: `SELECT o.id FROM organizations o WHERE o.deleted IS NULL AND o.owner_id IS NOT NULL AND o.owner_id NOT IN (
      SELECT COALESCE(a.user_id, m.user_id) FROM role_assignments a JOIN roles r ON r.id = a.role_id AND r.predefined = 'organization_admin'
        LEFT JOIN team_members m ON m.team_id = a.team_id
      WHERE a.organization_id = o.id AND COALESCE(a.user_id, m.user_id) IS NOT NULL)`,
  });
  return rows.map(({ id }) => id);
}

/** No answer is a fault of the server's, and a refusal says which one it is. */
export function expectPlain(replies: readonly Reply[], what: string): void {
  for (const { status, json, text } of replies) {
    expect(status, `${what}: ${text}`).toBeLessThan(500);
    if (status !== 200) expect(json?.code, `${what}: ${text}`).toEqual(expect.any(String));
  }
}

let serial = 0;

/** What these tests do with organizations. */
export function organizationTools(server: () => Harness) {
  const call = callingAs(server);
  const admin = () => ({ token: server().admin });
  async function roles(path: string): Promise<(name: string) => string> {
    const found: { id: string; name: string }[] = (await call(admin(), "GET", `${path}/roles?limit=100`)).json;
    return (name) => found.find((role) => role.name === name)?.id ?? "";
  }
  async function ok(who: { token: string }, method: string, path: string, body?: object): Promise<Reply> {
    const reply = await call(who, method, path, body);
    expect(reply.status, `${method} ${path}: ${reply.text}`).toBe(200);
    return reply;
  }
  return {
    call,
    admin,
    ok,
    roles,
    async guild(owner: { readonly token: string } = admin()): Promise<Guild> {
      const { json } = await ok(owner, "POST", "/organizations", { name: `Guild ${++serial} of ${process.pid}` });
      const path = `/organizations/${json.id}`;
      return { id: json.id, path, role: await roles(path) };
    },
  };
}
