import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { makeApplication, REDIRECT } from "../support/oauth.ts";
import { answerOf, authorizationUrl, getCode, goOn, makeTrusted, newBrowser, type Person, pkce, type Registered, redeem } from "./support.ts";

let server: Harness;
let person: Person;
beforeAll(async () => {
  server = await startServer();
  await run(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused by the test'; END $$`);
});
afterAll(() => server.close());
beforeEach(async () => {
  person = await makeUser(server);
});

const run = (text: string, values: unknown[] = []) => server.db.query<Record<string, unknown>>({ text, values });

/** While work runs, no grant of the engine's can be written. */
async function withoutGrants<T>(work: () => Promise<T>): Promise<T> {
  await run(`CREATE TRIGGER refuse BEFORE INSERT ON oauth_artifacts FOR EACH ROW WHEN (NEW.kind = 'Grant') EXECUTE FUNCTION refuse()`);
  try {
    return await work();
  } finally {
    await run("DROP TRIGGER refuse ON oauth_artifacts");
  }
}

const authorize = (app: Registered) => authorizationUrl(app, { code_challenge: pkce().challenge, code_challenge_method: "S256" });

/** What stands of an application: sessions, and consents. */
async function standing({ client_id }: Registered): Promise<Record<string, unknown> | undefined> {
  const text = `SELECT (SELECT count(*)::int FROM sessions WHERE application_id = $1) AS sessions,
    (SELECT count(*)::int FROM consents WHERE application_id = $1) AS consents`;
  return (await run(text, [client_id])).rows[0];
}

test("an application's session does not stand without its grant", async () => {
  const app = await makeTrusted(server);
  const browser = newBrowser(server);
  await browser.signIn(person.username, person.password);
  await withoutGrants(() => browser.go(authorize(app)));
  expect(await standing(app)).toEqual({ sessions: 0, consents: 0 });
  expect((await redeem(server, app, await getCode(server, app, person, { browser }))).status).toBe(200);
  expect(await standing(app)).toEqual({ sessions: 1, consents: 0 });
});

test("a consent does not stand without the grant that it is for", async () => {
  const app: Registered = await makeApplication(server, { type: "web", redirect_uris: [REDIRECT], scopes: ["openid", "users:read"] });
  const browser = newBrowser(server);
  await browser.signIn(person.username, person.password);
  const refused = await withoutGrants(async () => goOn(browser, person, await browser.go(authorize(app))));
  expect(refused.status).toBe(500);
  expect(await standing(app)).toEqual({ sessions: 0, consents: 0 });
  expect((await redeem(server, app, await getCode(server, app, person, { browser }))).status).toBe(200);
  expect(await standing(app)).toEqual({ sessions: 1, consents: 1 });
});

test("a browser's session that ends while an application is let in means login_required, and nothing stands", async () => {
  const app = await makeTrusted(server);
  const browser = newBrowser(server);
  await browser.signIn(person.username, person.password);
  // It ends between the look at it and the write.
  await run(`CREATE FUNCTION orphan() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.parent_id = gen_random_uuid(); RETURN NEW; END $$`);
  await run("CREATE TRIGGER orphan BEFORE INSERT ON sessions FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION orphan()");
  const refused = await browser.go(authorize(app));
  await run("DROP TRIGGER orphan ON sessions");
  expect(answerOf(refused)["error"]).toBe("login_required");
  expect(await standing(app)).toEqual({ sessions: 0, consents: 0 });
});

test("the engine's session is written when it says something new, or a tenth of its life is over, and not else", async () => {
  const app = await makeTrusted(server);
  const { browser } = await getCode(server, app, person);
  const written = async () =>
    (await run("SELECT xmin::text AS written, expires FROM oauth_artifacts WHERE kind = 'Session' ORDER BY expires DESC LIMIT 1")).rows[0];
  const again = () => getCode(server, app, person, { browser });
  await again();
  const first = await written();
  await again();
  expect(await written()).toEqual(first);
  const other = await makeTrusted(server);
  await getCode(server, other, person, { browser });
  expect(await written()).not.toEqual(first);
  const shorten = (share: number) =>
    run("UPDATE oauth_artifacts SET expires = expires - make_interval(secs => $1) WHERE kind = 'Session'", [
      server.app.services.config.sessionLifetime * share,
    ]);
  await shorten(0.09);
  const shortened = await written();
  await again();
  expect(await written()).toEqual(shortened);
  await shorten(0.02);
  const due = await written();
  await again();
  expect((await written())?.["written"]).not.toBe(due?.["written"]);
});
