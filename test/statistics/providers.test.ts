import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBrowser } from "../federation/browser.ts";
import { CLIENT, type StrictProvider, startStrictProvider } from "../federation/strict-provider.ts";
import { countingStatements } from "../support/counting.ts";
import { type Harness, startServer } from "../support/harness.ts";
import { type Answer, risen, statistics } from "./support.ts";

/** Whoever comes back from an identity provider and is not let in, in figures. */
let server: Harness;
let provider: StrictProvider;
let before: Answer;
let choosy: string;

beforeAll(async () => {
  provider = await startStrictProvider();
  server = await startServer({ ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1" });
  const body = { name: "choosy", issuer: provider.issuer, ...CLIENT, domains: ["kestrel.example"] };
  const made = await server.call("POST", "/connections", { token: server.admin, body });
  expect(made.status, made.text).toBe(200);
  choosy = made.json.id;
});
beforeEach(async () => {
  before = await statistics(server);
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

/** Signs in there as somebody with an address; `null`: goes back without. */
function comesAs(email: string | null): void {
  if (email !== null) provider.accounts.set(email, { email, email_verified: true });
  provider.login = email;
}
const arrives = async (path = "/auth/authorize?connection=choosy&redirect_to=%2F") => {
  const { location, url } = await createBrowser(server).follow(path, (to) => to.host === "roster.test" && !to.pathname.startsWith("/auth/"));
  return new URL(location ?? url).pathname;
};
const after = async () => {
  const figures = await statistics(server);
  return [risen(before.failures, figures.failures), risen(before.sign_ins, figures.sign_ins)];
};

test("who is refused here, and who cancels there, count as a failure each; who gets in as a sign-in", async () => {
  comesAs("stranger@elsewhere.example");
  expect(await arrives()).toBe("/sign-in/problem");
  comesAs(null);
  expect(await arrives()).toBe("/sign-in/problem");
  comesAs("ada@kestrel.example");
  expect(await arrives()).toBe("/");
  expect(await after()).toEqual([{ connection: 2 }, { connection: 1 }]);
});

test("a dry run, and what was begun nowhere, are no sign-ins, and so no failures", async () => {
  comesAs("stranger@elsewhere.example");
  const { json } = await server.call("POST", `/connections/${choosy}/test`, { token: server.admin });
  expect(await arrives(json.authorize_url)).toMatch(/^\/sign-in\/connection-test\//);
  expect((await server.call("GET", "/auth/callback?code=x&state=y")).json.code).toBe("federation.not_started_here");
  expect(await after()).toEqual([{}, {}]);
});

test("being refused costs no statement more, whoever asks", async () => {
  const refusing = await countingStatements(server, () =>
    server.call("POST", "/sign-in/link", { form: { token: "x" }, headers: { origin: "http://roster.test" } }),
  );
  expect(refusing.names).toEqual(["link-find"]);
  expect(await after()).toEqual([{ magic_link: 1 }, {}]);
});
