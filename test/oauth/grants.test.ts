import * as client from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBrowser } from "../support/browser.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { discover, ISSUER, makeApplication, REDIRECT } from "../support/oauth.ts";

let server: Harness;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The grant as it is stored: who wrote it last, and what. */
async function storedGrants(applicationId: string) {
  const text = `SELECT g.xmin::text AS written, s.scopes FROM oauth_artifacts g JOIN sessions s ON s.id = g.grant_id
    WHERE g.kind = 'Grant' AND s.application_id = $1`;
  return (await server.db.query<{ written: string; scopes: string[] }>({ text, values: [applicationId] })).rows;
}

test("a grant is written once however often it is used, and again when an application asks for more", async () => {
  const person = await makeUser(server);
  const app = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", "email", "users:read"], is_trusted: true });
  const config = await discover(server, app.client_id, app.client_secret);
  const browser = createBrowser(server.url, ISSUER);
  await browser.signIn(person.username, person.password);
  const authorize = async (scope: string) => {
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    const back = await browser.go(url.href);
    return client.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier, idTokenExpected: true });
  };

  await authorize("openid");
  const first = await storedGrants(app.client_id);
  expect(first).toHaveLength(1);
  await authorize("openid");
  expect(await storedGrants(app.client_id)).toEqual(first);

  const more = await authorize("openid email users:read");
  expect(more.scope?.split(" ")).toContain("users:read");
  const widened = await storedGrants(app.client_id);
  expect(widened).toHaveLength(1);
  expect(widened[0]?.written).not.toBe(first[0]?.written);
});
