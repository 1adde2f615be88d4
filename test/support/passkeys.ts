/** What people do with passkeys, by the API and an authenticator in software. */
import { expect } from "vitest";
import { createAuthenticator, type Lies } from "./authenticator.ts";
import { type Harness, makeUser, type Reply } from "./harness.ts";

/** The public address of servers under test that offer passkeys. */
export const ORIGIN = "https://roster.test";

type Authenticator = ReturnType<typeof createAuthenticator>;

export const begin = (server: Harness, token: string) => server.call("POST", "/users/me/passkeys/options", { token });
export const add = (server: Harness, token: string, response: object, name?: string) =>
  server.call("POST", "/users/me/passkeys", { token, body: { response, ...(name !== undefined && { name }) } });
export const ask = async (server: Harness) => (await server.call("POST", "/auth/passkey/options")).json;
export const enter = (server: Harness, response: object) => server.call("POST", "/auth/passkey", { body: { response } });

/** Signs in with the passkey of an authenticator. */
export async function signInWith(server: Harness, authenticator: Authenticator, lies?: Lies): Promise<Reply> {
  return enter(server, authenticator.get(await ask(server), lies));
}

/** Adds a passkey to the account of a sign-in. @returns it, and the authenticator that has it */
export async function addPasskey(server: Harness, token: string, { isSynced = false, counter = 0, origin = ORIGIN } = {}) {
  const authenticator = createAuthenticator(origin, isSynced);
  const options = await begin(server, token);
  expect([options.status, options.text]).toEqual([200, options.text]);
  const added = await add(server, token, authenticator.create(options.json, { counter }), "Phone");
  expect([added.status, added.text]).toEqual([200, added.text]);
  return { authenticator, passkey: added.json };
}

/** Makes a local account that has a passkey. @param fields of the account */
export async function makeOwner(server: Harness, { fields = {}, ...how }: { isSynced?: boolean; counter?: number; origin?: string; fields?: object } = {}) {
  const owner = await makeUser(server, { ...fields });
  return { ...owner, ...(await addPasskey(server, owner.token, how)) };
}
