import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/database.ts";
import { migrate } from "./migrate.ts";

const ours = join(import.meta.dirname, "../../migrations");
const names = readdirSync(ours).map((file) => basename(file, ".sql"));
const quiet = () => () => {};

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createTestDatabase("empty");
  directory = mkdtempSync(join(tmpdir(), "roster-migrations-"));
  for (const file of readdirSync(ours)) copyFileSync(join(ours, file), join(directory, file));
});

afterEach(async () => {
  rmSync(directory, { recursive: true });
  await database.drop();
});

async function ask<R extends pg.QueryResultRow>(text: string): Promise<R[]> {
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

const applied = async () => (await ask<{ name: string }>("SELECT name FROM schema_migrations ORDER BY id")).map((row) => row.name);

test("ten processes that migrate an empty database at once apply each migration once", async () => {
  const worked: string[] = [];
  const progress = (step: string) => {
    if (!step.startsWith("waiting")) worked.push(step);
    return () => {};
  };
  await Promise.all(Array.from({ length: 10 }, () => migrate(database.connection, progress)));
  expect(await applied()).toEqual(names);
  expect(worked).toEqual(["laying out the database"]);
});

test("a database that is current is left alone", async () => {
  await migrate(database.connection, quiet);
  const steps: string[] = [];
  await migrate(database.connection, (step) => {
    steps.push(step);
    return () => {};
  });
  expect(steps).toEqual([]);
});

test("what is new is applied on top", async () => {
  await migrate(database.connection, quiet);
  writeFileSync(join(directory, "9001_more.sql"), "-- Up Migration\nCREATE TABLE more (id int PRIMARY KEY);\n");
  await migrate(database.connection, quiet, directory);
  expect(await applied()).toEqual([...names, "9001_more"]);
  expect(await ask("SELECT * FROM more")).toEqual([]);
});

test("a migration that fails leaves nothing of itself and says why", async () => {
  writeFileSync(join(directory, "9001_wrong.sql"), "-- Up Migration\nCREATE TABLE half (id int);\nSELECT nonsense;\n");
  await expect(migrate(database.connection, quiet, directory)).rejects.toThrow(/could not be migrated: .*nonsense/);
  expect(await applied()).toEqual(names);
  expect(await ask("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
});

test("a database with migrations that this version does not know is refused", async () => {
  writeFileSync(join(directory, "9001_future.sql"), "-- Up Migration\nSELECT 1;\n");
  await migrate(database.connection, quiet, directory);
  await expect(migrate(database.connection, quiet)).rejects.toThrow(/newer version of Roster \(9001_future.*upgrade this server/);
});
