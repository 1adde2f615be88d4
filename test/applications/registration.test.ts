import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { CONSOLE_ID } from "../../src/kernel/permissions.ts";
import { type Registration, readClient, registerClient, removeClient, replaceClient } from "../../src/modules/applications/service.ts";
import { createClients } from "../../src/oauth/engine/clients.ts";
import { type Harness, startServer } from "../support/harness.ts";

let server: Harness;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const context = () => systemContext(server.app.services, server.db, "registration");
const call = (method: string, path: string, body?: unknown) => server.call(method, path, { token: server.admin, body });
const works = (id: string, secret: string) => createClients({ db: server.db, clock: server.clock }).verifySecret(id, secret);
const SECRET = "a secret of 256 bits that the authorization server made";
const input = (more: Partial<Registration> = {}): Registration => ({
  type: "web",
  fields: { name: "Editor", redirect_uris: ["https://editor.example.com/cb"] },
  registration: { client_name: "Editor", contacts: ["ada@example.com"] },
  secret: SECRET,
  ...more,
});

describe("a client that registers by itself", () => {
  test("is an application like another, says so, keeps what it said, and its secret as a hash", async () => {
    const client = await registerClient(context(), input());
    expect(client).toMatchObject({ name: "Editor", registration: input().registration, isTrusted: false, secrets: [expect.anything()] });
    expect(await works(client.id, SECRET)).toBe(true);
    expect((await call("GET", `/applications/${client.id}`)).json).toMatchObject({ is_self_registered: true, name: "Editor" });
    expect((await call("GET", `/audit?target_id=${client.id}`)).text).not.toContain(SECRET);
  });

  test("is held to the same rules", async () => {
    for (const uri of ["javascript:alert(1)", "http://editor.example.com/cb", "com.example.editor:/cb"]) {
      await expect(registerClient(context(), input({ fields: { name: "Editor", redirect_uris: [uri] } }))).rejects.toMatchObject({ code: "request.invalid" });
    }
    const long = "https://editor.example.com/".padEnd(2001, "x");
    const cases: [object, string][] = [
      [{ name: "" }, "name"],
      [{ name: "x".repeat(51) }, "name"],
      [{ name: "\0" }, "name"],
      [{ name: "\u202eevil" }, "name"],
      [{ name: "a\nb" }, "name"],
      [{ redirect_uris: [long] }, "redirect_uris"],
      [{ redirect_uris: Array.from({ length: 51 }, (_, i) => `https://editor.example.com/${i}`) }, "redirect_uris"],
      [{ scopes: ["everything"] }, "scopes"],
      [{ auth_method: "none" }, "auth_method"],
    ];
    for (const [fields, field] of cases) {
      const refused = registerClient(context(), input({ fields: { name: "Editor", ...fields } }));
      await expect(refused).rejects.toMatchObject({ code: "request.invalid", issues: [{ loc: expect.arrayContaining(["body", field]) }] });
    }
  });

  test("names nothing that this server would fetch from itself", async () => {
    const jwks_uri = "http://127.0.0.1:8080/health";
    const fields = [
      { name: "Editor", auth_method: "private_key_jwt" as const, jwks_uri },
      { name: "Editor", backchannel_logout_uri: jwks_uri },
    ];
    for (const one of fields) await expect(registerClient(context(), input({ fields: one }))).rejects.toMatchObject({ code: "request.invalid" });
  });

  test("replaces what it registered; a secret that is given again stays, another takes its place, none takes it away", async () => {
    const { id } = await registerClient(context(), input());
    const fields = { name: "Editor 2", redirect_uris: ["https://editor.example.com/cb2"] };
    expect(await replaceClient(context(), id, input({ fields }))).toMatchObject({ name: "Editor 2", redirectUris: fields.redirect_uris });
    expect(await works(id, SECRET)).toBe(true);
    await replaceClient(context(), id, input({ secret: "another" }));
    expect([await works(id, SECRET), await works(id, "another")]).toEqual([false, true]);
    expect((await replaceClient(context(), id, input({ secret: null }))).secrets).toEqual([]);
    await expect(replaceClient(context(), id, input({ type: "native" }))).rejects.toMatchObject({ code: "request.invalid" });
  });

  test("does not decide whether it is trusted, active, or there at all", async () => {
    const { id } = await registerClient(context(), input());
    await call("PATCH", `/applications/${id}`, { is_trusted: true });
    expect(await replaceClient(context(), id, input())).toMatchObject({ isTrusted: true });
    await call("PATCH", `/applications/${id}`, { is_active: false });
    await expect(replaceClient(context(), id, input())).rejects.toMatchObject({ code: "application.not_found" });
    expect((await call("GET", `/applications/${id}`)).json).toMatchObject({ is_active: false, is_trusted: true });
  });

  test("removes itself, and nothing that people made", async () => {
    const { id } = await registerClient(context(), input());
    await removeClient(context(), id);
    expect(await readClient(server.db, id)).toBeUndefined();
    const made = (await call("POST", "/applications", { name: "Made", type: "web" })).json;
    for (const other of [id, made.id, CONSOLE_ID, "junk", "\0"]) {
      await expect(removeClient(context(), other)).rejects.toMatchObject({ code: "application.not_found" });
      await expect(replaceClient(context(), other, input())).rejects.toMatchObject({ code: "application.not_found" });
    }
  });
});

test("any text may be asked for as a client_id, in one statement or none", async () => {
  for (const id of ["", "x", "\0", "\ud800", CONSOLE_ID.toUpperCase().replace("000", "00A"), CONSOLE_ID.replaceAll("-", ""), "0".repeat(5000)]) {
    expect(await readClient(server.db, id)).toBeUndefined();
  }
  const client = await readClient(server.db, CONSOLE_ID);
  expect(Object.keys(client ?? {}).sort()).toEqual(
    [
      ...[
        "authMethod",
        "backchannelLogoutUri",
        "created",
        "dpopBound",
        "id",
        "isActive",
        "isInternal",
        "isSuperuser",
        "isSystem",
        "isTrusted",
        "jwks",
        "jwksUri",
      ],
      ...["logoUrl", "name", "organizationId", "postLogoutRedirectUris", "redirectUris", "registration", "requirePar", "scopes", "secrets", "serviceAccountId"],
      ...["type", "updated", "version"],
    ].sort(),
  );
});
