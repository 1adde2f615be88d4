import { afterEach, beforeEach, expect, test } from "vitest";
import { type Home, launch, makeHome } from "../support/launcher.ts";

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

test("roster keys rotate makes the next key, once, with and without a running server", async () => {
  const rotate = async () => {
    const command = launch(["keys", "rotate"], { env: { ROSTER_DATA_DIR: home.path } });
    expect([await command.ended, command.output()]).toEqual([0, expect.stringMatching(/The key \S+ is published now and signs from 20/)]);
    return /The key (\S+) is published/.exec(command.output())?.[1];
  };
  const server = home.start();
  const url = await server.url();
  const kid = await rotate();
  const published = async () => ((await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }).keys.map((key) => key.kid);
  await expect.poll(published, { timeout: 2000 }).toContain(kid);
  expect(await published()).toHaveLength(2);
  server.process.kill("SIGTERM");
  await server.ended;
  expect(await rotate()).toBe(kid);
  expect(home.postgres()).toBeNull();
});
