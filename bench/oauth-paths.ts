/** The authorization server beside its engine alone, and sign-ins beside the bare hash. */
import pg from "pg";
import { createHasher } from "../src/modules/credentials/hasher.ts";
import { ABOUT, firstFlow, flow, type Jar, keepCookies, type Place, REDIRECT, SCOPES } from "./code-flow.ts";
import { MACHINE, WEB } from "./floor-clients.ts";
import type { Work } from "./load.ts";
import type { Contender, Path, Person, World } from "./path.ts";
import { type ClientSecret, request } from "./request.ts";

/** People who sign in: several for each connection, so that no two of them are one person at the same time. */
const PEOPLE = 128;
const PASSWORD = "an ordinary password of the bench";

/** What was made for the measurement. */
interface Grounds {
  readonly machine: ClientSecret;
  readonly server: Place;
  readonly engine: Place;
  readonly people: readonly Person[];
}

const SIGNERS = `SELECT id, username, email FROM users WHERE is_active AND NOT password_expired AND NOT is_internal AND NOT is_service_account
  AND email IS NOT NULL ORDER BY id DESC LIMIT $1`;
const PASSWORDS = `INSERT INTO passwords (user_id, hash, changed) SELECT id, $2, now() FROM unnest($1::uuid[]) id`;
const CONSENTS = `INSERT INTO consents (user_id, application_id, scopes, created, updated) SELECT id, $2, $3, now(), now() FROM unnest($1::uuid[]) id`;

/** Gives people a password, and lets them have agreed to what the application asks for. */
async function preparePeople({ connection }: World, applicationId: string): Promise<Person[]> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<Person>(SIGNERS, [PEOPLE]);
  const ids = rows.map(({ id }) => id);
  await client.query(PASSWORDS, [ids, await createHasher({ concurrency: 1, queue: 1 }).hash(PASSWORD)]);
  await client.query(CONSENTS, [ids, applicationId, [...SCOPES]]);
  await client.end();
  return rows;
}

async function makeApplication({ server, admin }: World, fields: object): Promise<ClientSecret> {
  const headers = { authorization: `Bearer ${admin.token}`, "content-type": "application/json" };
  const answer = await fetch(`http://127.0.0.1:${server.port}/applications`, { method: "POST", headers, body: JSON.stringify({ name: "Bench", ...fields }) });
  if (answer.status !== 200) throw new Error(`making an application: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as ClientSecret;
}

async function prepare(world: World): Promise<Grounds> {
  const machine = await makeApplication(world, { type: "machine", scopes: ["users:read"] });
  const web = await makeApplication(world, { type: "web", scopes: SCOPES, redirect_uris: [REDIRECT] });
  return {
    machine,
    server: { port: world.server.port, authorize: "/oauth/authorize", token: "/oauth/token", client: web },
    engine: { port: world.engine.port, authorize: "/auth", token: "/token", client: WEB },
    people: await preparePeople(world, web.client_id),
  };
}

/** What somebody has who went through the flow once. */
interface Signed {
  readonly jar: Jar;
  readonly token: string;
}

const loginForm = ({ username }: Person) => ({ username, password: PASSWORD });

/** A browser that is signed in, and an access token (a JWT) that came with it. */
async function signIn({ server }: Grounds, person: Person): Promise<Signed> {
  const jar: Jar = new Map();
  const answer = await fetch(`http://127.0.0.1:${server.port}/auth/login`, { method: "POST", body: new URLSearchParams(loginForm(person)) });
  if (answer.status !== 200) throw new Error(`signing in: ${answer.status} ${await answer.text()}`);
  keepCookies(jar, answer.headers);
  return { jar, token: await firstFlow(server, jar, SCOPES) };
}

/** The same of the engine alone. @param scopes decide whether its token is opaque */
async function signInToEngine({ engine }: Grounds, { username }: Person, scopes: readonly string[]): Promise<Signed> {
  const jar: Jar = new Map();
  return { jar, token: await firstFlow(engine, jar, scopes, username) };
}

async function inTurn<T>(people: readonly Person[], work: (person: Person) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const person of people) done.push(await work(person));
  return done;
}

/** The paths of the authorization server, and signing in with a password. */
export function oauthPaths(world: World): Path[] {
  let prepared: Promise<Grounds> | undefined;
  const grounds = () => {
    prepared ??= prepare(world);
    return prepared;
  };
  let signed: Promise<Signed[]> | undefined;
  const everybody = async () => {
    const made = await grounds();
    signed ??= inTurn(made.people, (person) => signIn(made, person));
    return signed;
  };
  const beside = (works: readonly Work[], bare: readonly Work[]): Contender[] => [
    { label: "server", process: world.server, works },
    { label: "floor: engine in memory", process: world.engine, works: bare },
  ];
  const machineForm = { grant_type: "client_credentials", scope: "users:read" };
  const opaque = async () => {
    const made = await grounds();
    return inTurn(made.people, (person) => signInToEngine(made, person, ABOUT));
  };
  return [
    {
      name: "POST /oauth/token, client credentials",
      aim: 0.6,
      async contenders() {
        const { machine } = await grounds();
        return beside(
          [request("POST", "/oauth/token", { basic: machine, form: machineForm })],
          [request("POST", "/token", { basic: MACHINE, form: machineForm })],
        );
      },
    },
    {
      name: "POST /oauth/introspect",
      aim: 0.6,
      async contenders() {
        const { server, engine } = await grounds();
        return beside(
          (await everybody()).map(({ token }) => request("POST", "/oauth/introspect", { basic: server.client, form: { token } })),
          (await opaque()).map(({ token }) => request("POST", "/token/introspection", { basic: engine.client, form: { token } })),
        );
      },
    },
    {
      name: "GET /oauth/userinfo",
      aim: 0.6,
      async contenders() {
        return beside(
          (await everybody()).map(({ token }) => request("GET", "/oauth/userinfo", { token })),
          (await opaque()).map(({ token }) => request("GET", "/me", { token })),
        );
      },
    },
    {
      name: "code flow: authorize, token",
      aim: 0.6,
      async contenders() {
        const made = await grounds();
        const browsers = await inTurn(made.people, (person) => signInToEngine(made, person, SCOPES));
        return beside(
          (await everybody()).map(({ jar }) => flow(made.server, jar)),
          browsers.map(({ jar }) => flow(made.engine, jar)),
        );
      },
    },
    {
      name: "POST /auth/login",
      aim: 0.6,
      async contenders() {
        const { people } = await grounds();
        return [
          { label: "server", process: world.server, works: people.map((person) => request("POST", "/auth/login", { form: loginForm(person) })) },
          { label: "floor: Argon2id", process: world.floor, works: [request("POST", "/argon2id")] },
        ];
      },
    },
  ];
}
