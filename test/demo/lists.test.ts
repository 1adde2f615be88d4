import { Ajv } from "ajv";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Demo } from "../../src/demo/open.ts";
import type { Route } from "../../src/http/define-route.ts";
import type { Harness } from "../support/harness.ts";
import { startDemo } from "./support.ts";

/** Every list that the API has, over all that the demo makes up. */
vi.setConfig({ testTimeout: 120_000 });
let server: Harness;
let demo: Demo;
beforeAll(async () => {
  ({ server, demo } = await startDemo());
}, 120_000);
afterAll(() => server.close());

/** Of each parameter of a path, some that are there: at most so many. */
const IDS: Readonly<Record<string, string>> = {
  organization_id: "SELECT id FROM organizations WHERE deleted IS NULL ORDER BY id",
  user_id: "SELECT DISTINCT s.user_id AS id FROM sessions s JOIN users u ON u.id = s.user_id AND NOT u.is_internal ORDER BY 1 LIMIT 20",
  application_id: "SELECT id FROM applications ORDER BY id LIMIT 20",
  connection_id: "SELECT id FROM connections",
  role_id: "SELECT r.id FROM roles r JOIN organizations o ON o.id = r.organization_id AND o.deleted IS NULL ORDER BY md5(r.id::text) LIMIT 20",
  team_id: "SELECT t.id FROM teams t JOIN organizations o ON o.id = t.organization_id AND o.deleted IS NULL LIMIT 20",
  workspace_id: "SELECT w.id FROM workspaces w JOIN organizations o ON o.id = w.organization_id AND o.deleted IS NULL",
};

/** Where one is inside another: pairs of ids. */
const PAIRS: Readonly<Record<string, string>> = {
  "organization_id service_account_id": "SELECT u.organization_id AS a, u.id AS b FROM users u JOIN service_accounts s ON s.user_id = u.id LIMIT 20",
  "workspace_id project_id":
    "SELECT p.workspace_id AS a, p.id AS b FROM projects p JOIN organizations o ON o.id = p.organization_id AND o.deleted IS NULL LIMIT 20",
};

/** Where there is more to say than the path. */
async function queriesOf({ id }: Route): Promise<string[]> {
  if (!id.startsWith("listResourceMembers")) return [""];
  const { rows } = await server.db.query<{ type: string; id: string; workspace: string; project: string | null }>({
    text: "SELECT resource_type AS type, resource_id AS id, workspace_id AS workspace, project_id AS project FROM resource_shares JOIN organizations o ON o.id = organization_id AND o.deleted IS NULL LIMIT 10",
  });
  return rows.map(({ type, id: resource, workspace, project }) => `?workspace_id=${workspace}&resource=${project ? `${project}:` : ""}${type}/${resource}`);
}

async function pathsOf(route: Route): Promise<string[]> {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const key = names.join(" ").replaceAll("tenant_id", "workspace_id");
  if (key === "") return [route.path];
  const text = IDS[key] ?? PAIRS[key]?.replace(" AS a,", "::text || ' ' ||").replace(" AS b", "::text AS id");
  expect(text, `no ids for ${route.path}`).toBeDefined();
  const { rows } = await server.db.query<{ id: string }>({ text: text ?? "" });
  expect(rows.length, key).toBeGreaterThan(0);
  return rows.map(({ id }) => id.split(" ").reduce((path, one) => path.replace(/\{\w+\}/, one), route.path));
}

/** A token that gets in everywhere: one organization asks for a second factor, whoever comes. */
async function superuser(): Promise<string> {
  const token: string = (await server.signIn(demo.usernames.superuser, demo.password)).json.access_token;
  const { secret } = (await server.call("POST", "/users/me/totp", { token })).json;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: server.clock.now() });
  expect((await server.call("POST", "/users/me/totp/verify", { token, body: { code } })).status).toBe(200);
  return token;
}

test("each answers a superuser with 200, with rows as they are described, and has some to show", async () => {
  const token = await superuser();
  const ajv = new Ajv({ strict: false, formats: { uuid: true, "date-time": true, email: true } });
  const lists = server.app.routes.filter((route) => route.method === "GET" && route.paged);
  expect(lists.length).toBeGreaterThan(20);
  for (const route of lists) {
    const fits = ajv.compile(JSON.parse(JSON.stringify(route.answer).replaceAll(/"\$id":"\w+",?/g, "")) as object);
    let shown = 0;
    for (const path of await pathsOf(route)) {
      for (const query of await queriesOf(route)) {
        const reply = await server.call("GET", `${path}${query}`, { token });
        expect(reply.status, `${path}${query}: ${reply.text.slice(0, 300)}`).toBe(200);
        expect([path, fits(reply.json), fits.errors]).toEqual([path, true, null]);
        shown += reply.json.length;
      }
    }
    // What is one's own, mail, and keys of people: there is none.
    if (!/^\/(mail|devices|invitations|users\/me|users\/\{user_id\}\/api_keys)/.test(route.path)) expect(shown, route.path).toBeGreaterThan(0);
  }
});
