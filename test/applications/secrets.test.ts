import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { keepHouse } from "../../src/jobs/housekeeping.ts";
import { createClients } from "../../src/oauth/engine/clients.ts";
import { type Harness, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const call = (method: string, path: string, body?: unknown) => server.call(method, path, { token: server.admin, body });
const make = async () => (await call("POST", "/applications", { name: "App", type: "web" })).json as { id: string; client_secret: string };
const works = (id: string, secret: string) => createClients({ db: server.db, clock: server.clock }).verifySecret(id, secret);
const secretsOf = async (id: string) =>
  (await call("GET", `/applications/${id}/secrets`)).json as { id: string; hint: string; expires: string; last_used: string }[];

describe("a client secret", () => {
  test("lets in the application that it is of, and no other text, id or spelling does", async () => {
    const [one, other] = [await make(), await make()];
    expect(await works(one.id, one.client_secret)).toBe(true);
    expect(await works(other.id, one.client_secret)).toBe(false);
    for (const secret of ["", "rs_", `${one.client_secret} `, one.client_secret.slice(0, -1), one.client_secret.toUpperCase(), "\0"]) {
      expect(await works(one.id, secret)).toBe(false);
    }
    for (const id of ["", "x", one.id.toUpperCase(), one.id.replaceAll("-", ""), "' OR true --", "\0", "0".repeat(10_000)]) {
      expect(await works(id, one.client_secret)).toBe(false);
    }
  });

  test("is kept as its SHA-256 and told by its first characters", async () => {
    const { id, client_secret } = await make();
    const [known] = await secretsOf(id);
    expect(known).toEqual({ id: expect.any(String), hint: client_secret.slice(0, 7), created: expect.any(String), expires: null, last_used: null });
    const { rows } = await server.db.query<{ text: string; n: number }>({
      text: "SELECT s::text AS text, length(hash) AS n FROM application_secrets s WHERE application_id = $1",
      values: [id],
    });
    expect(rows[0]?.n).toBe(32);
    expect(rows[0]?.text).not.toContain(client_secret.slice(8));
  });

  test("rotated with overlap leaves no moment without one: the old works to the second, the new from at once", async () => {
    const { id, client_secret: old } = await make();
    const rotated = await call("POST", `/applications/${id}/secrets`, { retain_seconds: 60 });
    const fresh = rotated.json.client_secret;
    expect(rotated.json).toMatchObject({ client_id: id, hint: fresh.slice(0, 7), expires: null });
    expect([await works(id, old), await works(id, fresh)]).toEqual([true, true]);
    expect((await secretsOf(id)).map(({ expires }) => expires !== null)).toEqual([false, true]);
    server.clock.advance(60_000);
    expect([await works(id, old), await works(id, fresh)]).toEqual([false, true]);
    expect(await secretsOf(id)).toHaveLength(1);
    await keepHouse(systemContext(server.app.services, server.db, "test"));
    const { rowCount } = await server.db.query({ text: "SELECT 1 FROM application_secrets WHERE application_id = $1", values: [id] });
    expect(rowCount).toBe(1);
  });

  test("rotated again never lives longer than it was given before", async () => {
    const { id, client_secret: old } = await make();
    await call("POST", `/applications/${id}/secrets`, { retain_seconds: 60 });
    await call("POST", `/applications/${id}/secrets`, { retain_seconds: 3600 });
    server.clock.advance(60_000);
    expect(await works(id, old)).toBe(false);
  });

  test("rotated without overlap stops at once, with an empty body as with none", async () => {
    const { id, client_secret: old } = await make();
    const second = (await call("POST", `/applications/${id}/secrets`)).json.client_secret;
    expect([await works(id, old), await works(id, second)]).toEqual([false, true]);
    const third = (await call("POST", `/applications/${id}/secrets`, {})).json.client_secret;
    expect([await works(id, second), await works(id, third)]).toEqual([false, true]);
    expect((await call("POST", `/applications/${id}/secrets`, { retain_seconds: 2_592_001 })).status).toBe(422);
  });

  test("that is deleted stops at once; a second deletion finds none", async () => {
    const { id, client_secret } = await make();
    const [known] = await secretsOf(id);
    const path = `/applications/${id}/secrets/${known?.id}`;
    const replies = await Promise.all([call("DELETE", path), call("DELETE", path)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await works(id, client_secret)).toBe(false);
    const other = await make();
    expect((await call("DELETE", `/applications/${id}/secrets/${(await secretsOf(other.id))[0]?.id}`)).json.code).toBe("application.secret_not_found");
  });

  test("is one of ten at most, however many ask at once", async () => {
    const { id } = await make();
    const replies = await Promise.all(Array.from({ length: 14 }, () => call("POST", `/applications/${id}/secrets`, { retain_seconds: 600 })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(9);
    expect(replies.find(({ status }) => status !== 200)?.json.code).toBe("application.too_many_secrets");
    expect(await secretsOf(id)).toHaveLength(10);
  });

  test("rotated twice under one Idempotency-Key is one secret", async () => {
    const { id } = await make();
    const again = () => server.call("POST", `/applications/${id}/secrets`, { token: server.admin, headers: { "idempotency-key": "one" } });
    const [first, second] = [await again(), await again()];
    expect(first.text).toBe(second.text);
    expect(await works(id, first.json.client_secret)).toBe(true);
  });

  test("of an application that is switched off lets nobody in", async () => {
    const { id, client_secret } = await make();
    await call("PATCH", `/applications/${id}`, { is_active: false });
    expect(await works(id, client_secret)).toBe(false);
  });

  test("says when it was last used, to the minute", async () => {
    const { id, client_secret } = await make();
    const lastUsed = async () => (await secretsOf(id))[0]?.last_used;
    await works(id, client_secret);
    await expect.poll(lastUsed).not.toBeNull();
    const first = await lastUsed();
    server.clock.advance(30_000);
    await works(id, client_secret);
    expect(await lastUsed()).toBe(first);
    server.clock.advance(30_000);
    await works(id, client_secret);
    await expect.poll(lastUsed).not.toBe(first);
  });

  test("is in no audit row; each change of one is", async () => {
    const { id, client_secret } = await make();
    const fresh = (await call("POST", `/applications/${id}/secrets`)).json;
    await call("DELETE", `/applications/${id}/secrets/${fresh.id}`);
    const log = await call("GET", `/audit?target_id=${id}`);
    expect(log.json.map(({ action }: { action: string }) => action)).toEqual(["application.secret_delete", "application.secret_create", "application.create"]);
    for (const secret of [client_secret, fresh.client_secret]) expect(log.text).not.toContain(secret.slice(3, 12));
  });
});
