import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError, flagName, loadConfig, SETTINGS } from "./config.ts";

let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "roster-config-"));
  file = join(directory, "settings.env");
});
afterAll(() => rmSync(directory, { recursive: true }));

function withFile(text: string): string {
  writeFileSync(file, text);
  return file;
}

test("without settings everything has its default", () => {
  const config = loadConfig([], {});
  expect(config).toMatchObject({ port: 8080, host: "127.0.0.1", dataDir: null, databaseUrl: null, trustProxy: [], passwordSignIn: true });
});

test("a flag wins over the environment, the environment over the file", () => {
  const env = { ROSTER_CONFIG: withFile("PORT=1001\nROSTER_HOST=::1\nROSTER_TOKEN_LIFETIME=60\n"), PORT: "1002", ROSTER_TOKEN_LIFETIME: "120" };
  expect(loadConfig(["--port", "1003"], env)).toMatchObject({ port: 1003, tokenLifetime: 120, host: "::1" });
});

test("an empty value is as none", () => {
  expect(loadConfig(["--port="], { ROSTER_DATA_DIR: "" })).toMatchObject({ port: 8080, dataDir: null });
});

test("each kind is read", () => {
  const config = loadConfig(["--password-in-query", "--password-sign-in=off", "--data-dir", "here"], {
    ROSTER_TRUST_PROXY: "10.0.0.0/8, ::1,",
    ROSTER_PUBLIC_URL: "https://roster.example.com/",
    ROSTER_USERS_VISIBLE_TO: "everyone",
    DATABASE_URL: "postgres://u:p@%2Fvar%2Frun:5432/roster",
  });
  expect(config).toMatchObject({
    passwordInQuery: true,
    passwordSignIn: false,
    dataDir: resolve("here"),
    trustProxy: ["10.0.0.0/8", "::1"],
    publicUrl: "https://roster.example.com",
    usersVisibleTo: "everyone",
    databaseUrl: "postgres://u:p@%2Fvar%2Frun:5432/roster",
  });
});

describe("what does not fit says what would", () => {
  test.each<[string[], Record<string, string>, RegExp]>([
    [[], { PORT: "65536" }, /environment: PORT cannot be "65536"; it takes a whole number from 0 to 65535/],
    [[], { PORT: "1e3" }, /PORT cannot be "1e3"/],
    [[], { PORT: "-1" }, /PORT cannot be/],
    [[], { ROSTER_PASSWORD_SIGN_IN: "maybe" }, /it takes true or false/],
    [[], { ROSTER_LOG_LEVEL: "loud" }, /it takes one of trace, debug/],
    [[], { ROSTER_PUBLIC_URL: "ftp://x" }, /it takes an http or https address/],
    [[], { ROSTER_PUBLIC_URL: "https://user@x" }, /ROSTER_PUBLIC_URL cannot be/],
    [[], { DATABASE_URL: "mysql://u:secret@h/d" }, /DATABASE_URL cannot be its value; it takes postgres:/],
    [[], { ROSTER_SECRET_KEY: "short" }, /ROSTER_SECRET_KEY cannot be its value/],
    [[], { ROSTER_TRUST_PROXY: "10.0.0.1, banana" }, /ROSTER_TRUST_PROXY cannot be "10.0.0.1, banana"; it takes IP addresses or networks/],
    [[], { ROSTER_TRUST_PROXY: "10.0.0.0/33" }, /ROSTER_TRUST_PROXY cannot be/],
    [
      [],
      { ROSTER_CORS_ORIGINS: "https://app.example.com/" },
      /ROSTER_CORS_ORIGINS cannot be "https:\/\/app.example.com\/"; it takes origins as browsers spell them/,
    ],
    [[], { ROSTER_CORS_ORIGINS: "*" }, /ROSTER_CORS_ORIGINS cannot be/],
    [[], { ROSTER_CORS_ORIGINS: "null" }, /ROSTER_CORS_ORIGINS cannot be/],
    [[], { ROSTER_CORS_ORIGINS: "https://a.example, https://B.example" }, /ROSTER_CORS_ORIGINS cannot be/],
    [[], { ROSTER_CORS_ORIGINS: "https://a.example:443" }, /ROSTER_CORS_ORIGINS cannot be/],
    [["--host", "a b"], {}, /flags: ROSTER_HOST cannot be "a b"; it takes a host name/],
    [["start"], {}, /there is no flag start/],
    [["--port"], {}, /--port needs a value/],
  ])("%j %j", (argv, env, message) => {
    expect(() => loadConfig(argv, env)).toThrow(message);
    expect(() => loadConfig(argv, env)).toThrow(ConfigError);
  });
});

describe("what is unknown stops the start", () => {
  test("in the environment, where the name begins as ours do", () => {
    expect(() => loadConfig([], { ROSTER_TOKEN_LIFETIMES: "1" })).toThrow(/there is no setting ROSTER_TOKEN_LIFETIMES; did you mean ROSTER_TOKEN_LIFETIME\?/);
    expect(loadConfig([], { HOME: "/", PORTS: "1" }).port).toBe(8080);
  });
  test("in a file, whatever its name", () => {
    expect(() => loadConfig(["--config", withFile("PROT=1\n")], {})).toThrow(/settings\.env: there is no setting PROT/);
  });
  test("a file that was named and is not there", () => {
    expect(() => loadConfig([], { ROSTER_CONFIG: join(directory, "none.env") })).toThrow(/cannot read .*none\.env/);
  });
});

test("no secret is ever in a message", () => {
  for (const setting of Object.values(SETTINGS)) {
    if (!("secret" in setting)) continue;
    const value = "s3cret value that fits nothing ☃";
    try {
      loadConfig([], { [setting.env]: value });
    } catch (error) {
      expect((error as Error).message).not.toContain("s3cret");
    }
  }
});

test("every setting has a flag of its own and a sentence", () => {
  const flags = Object.values(SETTINGS).map((setting) => flagName(setting.env));
  expect(new Set(flags).size).toBe(flags.length);
  for (const setting of Object.values(SETTINGS)) expect(setting.doc).toMatch(/\.$|`\.$/);
});
