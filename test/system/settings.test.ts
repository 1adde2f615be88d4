import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig, SETTINGS, type Setting } from "../../src/config.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";

/** A value of each secret setting that fits it, and that is found wherever it shows up. */
const SECRETS: Readonly<Record<string, string>> = {
  ROSTER_SECRET_KEY: "leaked-secret-key-leaked-secret-key-leaked-1",
  ROSTER_ADMIN_PASSWORD: "leaked admin password",
  ROSTER_SMTP_URL: "smtp://leaked-user:leaked-password@127.0.0.1:9",
  ROSTER_REGISTRATION_TOKEN: "leaked-registration-token-leaked-token",
  ROSTER_METRICS_TOKEN: "leaked-metrics-token",
  DATABASE_URL: "postgres://leaked-user:leaked-password@127.0.0.1:9/leaked",
};

let server: Harness;
let directory: string;
let file: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "roster-settings-"));
  file = join(directory, "roster.env");
  writeFileSync(file, "ROSTER_NAME=From a file\nROSTER_INVITATION_DAYS=9\n");
  server = await startServer({ ...SECRETS, ROSTER_CONFIG: file, ROSTER_INVITATION_DAYS: "8", ROSTER_TRUST_PROXY: "10.0.0.0/8,::1" });
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const admin = async () => (await server.signIn("admin", SECRETS["ROSTER_ADMIN_PASSWORD"] ?? "")).json.access_token;
const listed = async () => server.call("GET", "/settings", { token: await admin() });

test("every secret setting has a value here, so that it could be seen", () => {
  const secret = Object.values<Setting<unknown>>(SETTINGS).filter((setting) => setting.secret);
  expect(Object.keys(SECRETS).sort()).toEqual(secret.map(({ env }) => env).sort());
});

describe("GET /settings", () => {
  test("lists every setting, in the order of the documentation", async () => {
    const { json } = await listed();
    expect(json.map(({ name }: { name: string }) => name)).toEqual(Object.values(SETTINGS).map(({ env }) => env));
  });

  test("says of secrets that they are set, and nothing else", async () => {
    const { json, text } = await listed();
    expect(text).not.toMatch(/leaked/);
    for (const name of Object.keys(SECRETS)) {
      expect.soft(json.find((one: { name: string }) => one.name === name)).toMatchObject({ is_secret: true, is_set: true, value: null, origin: "environment" });
    }
  });

  test("says where each value came from", async () => {
    const { json } = await listed();
    const of = (wanted: string) => json.find(({ name }: { name: string }) => name === wanted);
    expect(of("ROSTER_NAME")).toMatchObject({ value: "From a file", origin: "file", file, default: "Roster", flag: "--name" });
    expect(of("ROSTER_INVITATION_DAYS")).toMatchObject({ value: "8", origin: "environment", file: null, default: "7" });
    expect(of("ROSTER_TRUST_PROXY")).toMatchObject({ value: "10.0.0.0/8, ::1", origin: "environment", default: null, default_description: "none" });
    expect(of("ROSTER_TOKEN_LIFETIME")).toMatchObject({ value: "3600", origin: "default", is_set: false });
    expect(of("ROSTER_RESOURCE_TYPES")).toMatchObject({ value: null, origin: "default" });
  });

  test("is for superusers", async () => {
    // Its own server: here nobody may sign in with the password that the harness knows.
    const other = await startServer();
    try {
      const { token } = await makeUser(other);
      for (const path of ["/settings", "/jobs", "/system"]) {
        expect.soft(await other.call("GET", path, { token })).toMatchObject({ status: 403, json: { code: "access.superuser" } });
        expect.soft(await other.call("GET", path)).toMatchObject({ status: 401 });
      }
    } finally {
      await other.close();
    }
  });
});

test("a flag wins, and is said to be where the value came from", () => {
  const { origins, port } = loadConfig(["--port", "1"], { PORT: "2", ROSTER_HOST: "::1" });
  expect(port).toBe(1);
  expect([origins.port, origins.host, origins.logLevel]).toEqual([
    { from: "flag", file: null },
    { from: "environment", file: null },
    { from: "default", file: null },
  ]);
});
