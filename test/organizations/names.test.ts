import { afterAll, beforeAll, expect, test } from "vitest";
import { callingAs, type Harness, makeUser, startServer } from "../support/harness.ts";

/** Names that people read say what they look like. */
let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = callingAs(() => server);

test.each([
  ["a right-to-left override", "Payroll\u202emocre"],
  ["an isolate that nothing ends", "Pay\u2067roll"],
  ["a line break", "Pay\nroll"],
  ["a control character", "Pay\u0085roll"],
  ["a line separator", "Pay\u2028roll"],
])("%s is in no name of an organization, role, team or key", async (_, name) => {
  const ada = await makeUser(server);
  const { id: organization_id } = (await call(ada, "POST", "/organizations", { name: `Names ${ada.id.slice(-12)}` })).json;
  const role = (await call(ada, "POST", "/roles", { name: "R", organization_id, level: "organization", permissions: [] })).json;
  const team = (await call(ada, "POST", "/teams", { name: "T", organization_id })).json;
  const key = (await call(ada, "POST", "/users/me/api_keys", { name: "K" })).json;
  for (const [method, path, more] of [
    ["POST", "/organizations", {}],
    ["PATCH", `/organizations/${organization_id}`, {}],
    ["POST", "/roles", { organization_id, level: "organization", permissions: [] }],
    ["PATCH", `/roles/${role.id}`, {}],
    ["POST", "/teams", { organization_id }],
    ["PATCH", `/teams/${team.id}`, {}],
    ["POST", "/users/me/api_keys", {}],
    ["PATCH", `/users/me/api_keys/${key.id}`, {}],
  ] as const) {
    const reply = await call(ada, method, path, { ...more, name });
    expect([method, path, reply.status, reply.json.detail?.[0]?.loc]).toEqual([method, path, 422, ["body", "name"]]);
  }
  const asked = await call(ada, "GET", `/organizations/${organization_id}/validation/name?name=${encodeURIComponent(name)}`);
  expect(asked.json).toEqual({ valid: false, detail: expect.stringContaining("direction of writing") });
});
