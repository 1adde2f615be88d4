import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { hasAdministrator } from "../../src/modules/installation/administrators-service.ts";
import { resetReservedAdmin } from "../../src/modules/users/reserved-admin.ts";
import { ADMIN_PASSWORD, type Harness, startServer } from "../support/harness.ts";
import { addPasskey, makeOwner, ORIGIN, signInWith } from "../support/passkeys.ts";

/** An administrator who can sign in remains, also where passkeys alone let anybody in. */
let server: Harness;
/** The same without passwords: there the reserved admin, who has nothing else, cannot sign in. */
let strict: Harness;

beforeAll(async () => {
  server = await startServer({ ROSTER_PUBLIC_URL: ORIGIN });
  strict = await server.sibling({ ROSTER_PASSWORD_SIGN_IN: "false" });
});
afterAll(async () => {
  await strict.close();
  await server.close();
});

const makeAdministrator = () => makeOwner(server, { fields: { is_superuser: true } });
type Owner = Awaited<ReturnType<typeof makeAdministrator>>;

const remove = ({ token, passkey }: Pick<Owner, "token" | "passkey">, at: Harness = strict) => at.call("DELETE", `/users/me/passkeys/${passkey.id}`, { token });

/** Leaves the reserved admin as the only superuser. */
async function dismiss(...owners: readonly Owner[]): Promise<void> {
  for (const { id } of owners) {
    const text = "UPDATE users SET is_superuser = false WHERE id = $1";
    await server.db.query({ text, values: [id] });
    server.app.services.principals.forgetUser(id);
    strict.app.services.principals.forgetUser(id);
  }
}

describe("the last passkey of the last administrator", () => {
  test("stays where nothing else lets anybody administer, and goes where something does", async () => {
    const owner = await makeAdministrator();
    expect(await remove(owner)).toMatchObject({ status: 403, json: { code: "user.last_administrator" } });
    const reset = await strict.call("DELETE", `/users/${owner.id}/passkeys`, { token: server.admin });
    expect(reset.json.code).toBe("user.last_administrator");
    expect((await signInWith(strict, owner.authenticator)).status).toBe(200);
    // Another passkey of the same account lets it in as well.
    const second = await addPasskey(strict, owner.token);
    expect((await remove(owner)).status).toBe(200);
    expect((await remove({ ...owner, ...second })).json.code).toBe("user.last_administrator");
    // With passwords the reserved admin can sign in.
    expect((await remove({ ...owner, ...second }, server)).status).toBe(200);
    await dismiss(owner);
  });

  test("goes freely where its owner is no superuser", async () => {
    const owner = await makeOwner(server);
    expect((await remove(owner)).status).toBe(200);
  });

  test("of two that are removed at once, by their owners or a superuser, stays one", async () => {
    for (let round = 0; round < 8; round++) {
      const [one, other] = [await makeAdministrator(), await makeAdministrator()];
      const replies = await Promise.all([
        remove(one),
        round % 2 === 0 ? remove(other) : strict.call("DELETE", `/users/${other.id}/passkeys`, { token: server.admin }),
      ]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
      const { rows } = await server.db.query({ text: "SELECT 1 FROM passkeys WHERE user_id = ANY ($1::uuid[])", values: [[one.id, other.id]] });
      expect(rows).toHaveLength(1);
      await dismiss(one, other);
    }
  });

  test("and an account that is switched off at the same time leave one of them", async () => {
    for (let round = 0; round < 8; round++) {
      const [one, other] = [await makeAdministrator(), await makeAdministrator()];
      const replies = await Promise.all([remove(one), strict.call("PATCH", `/users/${other.id}`, { token: server.admin, body: { is_active: false } })]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
      await dismiss(one, other);
    }
  });
});

describe("an administrator with a passkey", () => {
  test("counts as one who can sign in, without a password; but not at another address, nor with passkeys off", async () => {
    const owner = await makeAdministrator();
    const { id: admin } = (await server.call("GET", "/users/me", { token: server.admin })).json;
    const offTo = async (at: Harness) => (await at.call("GET", `/users/${owner.id}/deletion`, { token: server.admin })).json.blocks;
    expect(await offTo(strict)).toMatchObject([{ code: "user.last_administrator" }]);
    const second = await makeAdministrator();
    expect(await offTo(strict)).toEqual([]);
    const off = await strict.sibling({ ROSTER_PASSKEYS: "false" });
    expect(await offTo(off)).toMatchObject([{ code: "user.last_administrator" }]);
    await off.close();
    // Passkeys are bound to the host.
    const moved = systemContext({ ...strict.app.services, config: { ...strict.app.services.config, publicUrl: "https://moved.test" } }, strict.db, "test");
    expect(await hasAdministrator(moved, { userId: owner.id })).toBe(false);
    const switchedOff = await strict.call("PATCH", `/users/${admin}`, { token: second.token, body: { is_active: false } });
    expect(switchedOff.status).toBe(200);
    const switchedOn = await strict.call("PATCH", `/users/${admin}`, { token: second.token, body: { is_active: true } });
    expect(switchedOn.status).toBe(200);
    await dismiss(owner, second);
    Object.assign(server, { admin: (await server.signIn("admin", ADMIN_PASSWORD)).json.access_token });
  });
});

test("roster admin reset-password takes the last passkey, too, and gives a password", async () => {
  const { authenticator } = await addPasskey(server, server.admin);
  const { username, password } = await resetReservedAdmin(systemContext(strict.app.services, strict.db, "admin reset-password"));
  expect((await signInWith(server, authenticator)).status).toBe(401);
  expect((await server.call("GET", "/users/me", { token: server.admin })).status).toBe(401);
  expect((await server.signIn(username, password)).status).toBe(200);
});
