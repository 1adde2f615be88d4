/**
 * The floor: what this machine gives to somebody who writes nothing but the query. Bare `node:http`, the same
 * driver, a pool of the same size, one named statement, `JSON.stringify`. No authentication, no validation, no
 * audit, no errors worth the name. Of a sign-in it is the hash of the password, and nothing else.
 *
 * Run with an IPC channel; the environment has BENCH_CONNECTION (a `pg` pool configuration as JSON).
 */
import { argon2, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import pg from "pg";
import { HASH_COST } from "../src/modules/credentials/hasher.ts";

const pool = new pg.Pool(JSON.parse(process.env["BENCH_CONNECTION"] ?? "{}") as pg.PoolConfig);

/** The read model of an account (src/modules/users/read-model.ts), as a stranger would select it. */
const COLUMNS = `id, username, email, name, avatar_url, company, job_title, metadata, NULL AS password, password_expired,
  oauth_provider, oauth_id, is_active, is_superuser, is_service_account, organization_id, is_onboarded, created, updated, last_login`;

const ONE = `SELECT ${COLUMNS} FROM users WHERE id = $1 AND deleted IS NULL`;
const BY_EMAIL = `SELECT ${COLUMNS} FROM users WHERE COALESCE(email_key, '') = $1 AND deleted IS NULL`;
const PAGE = `SELECT ${COLUMNS} FROM users WHERE deleted IS NULL ORDER BY id LIMIT $1`;
const PAGE_AS_JSON = `SELECT json_agg(row_to_json(u))::text AS json FROM (${PAGE}) u`;
const PATCH = `UPDATE users SET job_title = $2, updated = now() WHERE id = $1 RETURNING ${COLUMNS}`;

async function rows(name: string, text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await pool.query<Record<string, unknown>>({ name, text, values })).rows;
}

async function bodyOf(request: IncomingMessage): Promise<{ job_title: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as { job_title: string };
}

const hashOf = promisify(argon2);
const { memory, passes, lanes: parallelism } = HASH_COST;

function argon2id(): Promise<Buffer> {
  return hashOf("argon2id", { message: "a password", nonce: randomBytes(16), memory, passes, parallelism, tagLength: 32 });
}

async function answer(request: IncomingMessage): Promise<string> {
  const [, kind, value = ""] = (request.url ?? "").split("/");
  switch (kind) {
    case "one":
      if (request.method === "PATCH") return JSON.stringify((await rows("patch", PATCH, [value, (await bodyOf(request)).job_title]))[0]);
      return JSON.stringify((await rows("one", ONE, [value]))[0]);
    case "email":
      return JSON.stringify(await rows("email", BY_EMAIL, [decodeURIComponent(value)]));
    case "page":
      return JSON.stringify(await rows("page", PAGE, [value]));
    case "page-as-json":
      return (await rows("page-as-json", PAGE_AS_JSON, [value]))[0]?.["json"] as string;
    case "argon2id":
      return JSON.stringify((await argon2id()).toString("base64"));
    default:
      throw new Error(`no floor for ${request.url}`);
  }
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

const server = createServer((request, response) => {
  answer(request).then(
    (text) => send(response, 200, text),
    (error: Error) => send(response, 500, error.message),
  );
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once("disconnect", () => process.exit());
