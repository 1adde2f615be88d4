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

test("who signs in as another between two authorizations is that other, and stays signed in; what was given to the first has ended", async () => {
  const [ada, grace] = [await makeUser(server), await makeUser(server)];
  const app = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", "users:read"], is_trusted: true });
  const config = await discover(server, app.client_id, app.client_secret);
  const browser = createBrowser(server.url, ISSUER);
  const authorize = async () => {
    const verifier = client.randomPKCECodeVerifier();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: "openid users:read",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    const back = await browser.go(url.href);
    return client.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier });
  };
  const me = async (token: string) => (await server.call("GET", "/users/me", { token })).json.id;

  await browser.signIn(ada.username, ada.password);
  const first = await authorize();
  expect(await me(first.access_token)).toBe(ada.id);

  await browser.signIn(grace.username, grace.password);
  const second = await authorize();
  expect(second.claims()?.sub).toBe(grace.id);
  expect(await me(second.access_token)).toBe(grace.id);
  expect((await server.call("GET", "/users/me", { token: first.access_token })).status).toBe(401);
  // The browser is still signed in: a third time nobody is asked.
  expect((await authorize()).claims()?.sub).toBe(grace.id);
});
