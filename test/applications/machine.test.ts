import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { readClient } from "../../src/modules/applications/service.ts";
import { createClients } from "../../src/oauth/engine/clients.ts";
import { type Harness, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = (method: string, path: string, body?: unknown) => server.call(method, path, { token: server.admin, body });
const make = async (fields: object = {}) => (await call("POST", "/applications", { name: "Nightly import", type: "machine", ...fields })).json;
const isAlive = async ({ id, client_secret }: { id: string; client_secret: string }) => {
  const [client, verified] = await Promise.all([
    readClient(server.db, id),
    createClients({ db: server.db, clock: server.clock }).verifySecret(id, client_secret),
  ]);
  expect(client !== undefined).toBe(verified);
  return verified;
};

describe("a machine", () => {
  test("has a service account of its own, made with it, under one audit row", async () => {
    const machine = await make();
    expect(machine).toMatchObject({ service_account_id: machine.id, scopes: ["users:read"], auth_method: "client_secret" });
    const account = (await call("GET", `/users/${machine.id}`)).json;
    expect(account).toMatchObject({
      username: `application-${machine.id}`,
      name: "Nightly import",
      is_service_account: true,
      is_superuser: false,
      password_expired: null,
      organization_id: null,
      created: machine.created,
    });
    expect((await call("GET", `/audit?target_id=${machine.id}`)).json).toMatchObject([{ action: "application.create", after: { is_superuser: false } }]);
    expect(await readClient(server.db, machine.id)).toMatchObject({ serviceAccountId: machine.id, secrets: [expect.anything()] });
  });

  test("is a superuser when it is made one, or made one later", async () => {
    const { id } = await make({ is_superuser: true });
    expect((await call("GET", `/users/${id}`)).json.is_superuser).toBe(true);
    expect((await call("PATCH", `/users/${id}`, { is_superuser: false })).json.is_superuser).toBe(false);
  });

  test("lends its name and organization to its account, which is found by the new name", async () => {
    const organization_id = (await call("POST", "/organizations", { name: "Exporters" })).json.id;
    for (const given of [{ type: "machine" }, { type: "web", redirect_uris: ["https://a.example/cb"] }]) {
      const unknown = { name: "Nobody's", ...given, organization_id: "01931f4c-7a52-7c3e-9d41-8f1b6a0c2e55" };
      expect((await call("POST", "/applications", unknown)).json.code).toBe("organization.not_found");
    }
    const { id } = await make();
    await call("PATCH", `/applications/${id}`, { name: "Weekly Export", organization_id });
    expect((await call("GET", "/users?q=weekly%20exp")).json).toMatchObject([{ id, name: "Weekly Export", organization_id }]);
  });

  test("deleted takes its account with it for good", async () => {
    const machine = await make();
    await call("DELETE", `/applications/${machine.id}`);
    expect(await isAlive(machine)).toBe(false);
    expect((await call("GET", `/users/${machine.id}`)).status).toBe(404);
    expect((await call("POST", `/users/${machine.id}/restore`)).json.code).toBe("user.not_deleted");
  });

  test("whose account is deleted is gone, comes back with it, and goes for good when it is erased", async () => {
    const machine = await make();
    await call("DELETE", `/users/${machine.id}`);
    expect(await isAlive(machine)).toBe(false);
    expect((await call("GET", `/applications/${machine.id}`)).status).toBe(404);
    expect((await call("GET", "/applications?q=nightly")).json.map(({ id }: { id: string }) => id)).not.toContain(machine.id);
    expect((await call("POST", `/users/${machine.id}/restore`)).status).toBe(200);
    expect(await isAlive(machine)).toBe(true);
    await call("DELETE", `/users/${machine.id}`);
    const own = await server.sibling({ ROSTER_TOMBSTONE_DAYS: "0" });
    await keepHouse(systemContext(own.app.services, own.db, "test"));
    const { rowCount } = await server.db.query({ text: "SELECT 1 FROM applications WHERE id = $1", values: [machine.id] });
    expect(rowCount).toBe(0);
    await own.close();
  });

  test("whose account is switched off is no client until it is on again", async () => {
    const machine = await make();
    await call("PATCH", `/users/${machine.id}`, { is_active: false });
    expect(await isAlive(machine)).toBe(false);
    await call("PATCH", `/users/${machine.id}`, { is_active: true });
    expect(await isAlive(machine)).toBe(true);
  });

  test("deleted from both sides at once is deleted, and nobody sees a fault", async () => {
    const own = await server.sibling({ ROSTER_TOMBSTONE_DAYS: "0" });
    for (let round = 0; round < 5; round++) {
      const { id } = await make();
      const replies = await Promise.all([
        own.call("DELETE", `/applications/${id}`, { token: own.admin }),
        own.call("DELETE", `/users/${id}`, { token: own.admin }),
        own.call("PATCH", `/applications/${id}`, { token: own.admin, body: { name: "Renamed" } }),
      ]);
      for (const { status } of replies) expect([200, 404]).toContain(status);
      expect((await call("GET", `/users/${id}`)).status).toBe(404);
      expect((await call("GET", `/applications/${id}`)).status).toBe(404);
    }
    await own.close();
  });
});
