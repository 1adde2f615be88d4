import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import type { Page } from "../../src/http/define-page.ts";
import type { Principal } from "../../src/kernel/context.ts";
import { createThrottle } from "../../src/modules/credentials/throttle.ts";
import { createPrincipals } from "../../src/modules/sessions/principals.ts";
import { devicePages } from "../../src/pages/device.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { ask, poll } from "./support.ts";

let server: Harness;
let user: Awaited<ReturnType<typeof makeUser>>;
let cookie: string;
beforeAll(async () => {
  server = await startServer();
  user = await makeUser(server);
  cookie = await signIn(user);
});
afterAll(() => server.close());

async function signIn({ username, password }: { username: string; password: string }) {
  const { headers } = await server.signIn(username, password);
  return `roster_session=${/roster_session=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1]}`;
}

const post = (form: Record<string, string>, headers: Record<string, string> = { cookie, origin: "http://roster.test" }) =>
  server.call("POST", "/device", { form, headers });

describe("the page /device", () => {
  test("sends whoever is not signed in to sign in, and back with the code", async () => {
    const reply = await server.call("GET", "/device?user_code=WDJB-MJHT&utm=x");
    expect([reply.status, reply.headers.get("location")]).toEqual([303, "/sign-in?return_to=%2Fdevice%3Fuser_code%3DWDJB-MJHT%26utm%3Dx"]);
  });

  test("fills the code in, and ignores what else stands in the address", async () => {
    const reply = await server.call("GET", "/device?user_code=wdjbmjht&anything=1", { headers: { cookie } });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('value="WDJB-MJHT"');
    const hostile = await server.call("GET", `/device?user_code=${encodeURIComponent('"><script>x')}`, { headers: { cookie } });
    expect(hostile.text).not.toContain("<script>");
  });

  test("shows what asks, then lets it in: trusted where that is ticked", async () => {
    const client = randomUUID();
    const { json } = await ask(server, client, {}, { "user-agent": "Host/<b>box</b> ZenML/1 OS/Linux" });
    const shown = await post({ user_code: json.user_code.toLowerCase() });
    expect(shown.status).toBe(200);
    expect(shown.text).toContain("&lt;b&gt;box&lt;/b&gt;");
    for (const part of [json.user_code, "127.0.0.1", "Linux", 'name="decision" value="approve"']) expect(shown.text).toContain(part);
    const done = await post({ user_code: json.user_code, decision: "approve", trusted_device: "true" });
    expect(done.text).toContain("The device is in");
    expect((await poll(server, client, json.device_code)).json.expires_in).toBe(30 * 86_400);
    expect((await post({ user_code: json.user_code, decision: "approve" })).status).toBe(404);
  });

  test("does not let it in: its polls are told so", async () => {
    const client = randomUUID();
    const { json } = await ask(server, client);
    const done = await post({ user_code: json.user_code, decision: "deny" });
    expect(done.text).toContain("The device stays out");
    expect((await poll(server, client, json.device_code)).json.error).toBe("access_denied");
    const audit = await server.call("GET", "/audit?action=device.deny", { token: server.admin });
    expect(audit.json).toMatchObject([{ actor_id: user.id }]);
  });

  test("says that a code is wrong, in the reader's language, and slows down who guesses", async () => {
    const own = await makeUser(server);
    const headers = { cookie: await signIn(own), origin: "http://roster.test", "accept-language": "de" };
    const wrong = await post({ user_code: "BBBB-BBBB" }, headers);
    expect([wrong.status, wrong.text.includes("Es gibt kein Gerät mit diesem Code")]).toEqual([404, true]);
    for (let i = 0; i < 5; i++) await post({ user_code: `BBBB-BBB${"BCDFG"[i]}` }, headers);
    const held = await post({ user_code: "BBBB-BBBB" }, headers);
    expect([held.status, held.text.includes("Zu viele falsche Codes")]).toEqual([429, true]);
    // Neither the device's owner nor anybody's sign-in is held up by that.
    const { json } = await ask(server, randomUUID());
    expect((await post({ user_code: json.user_code, decision: "approve" })).status).toBe(200);
    expect((await server.signIn(own.username, own.password)).status).toBe(200);
    const { json: account } = await server.call("GET", `/users?user_id=${own.id}&locked=true`, { token: server.admin });
    expect(account).toEqual([]);
  });

  test("takes no form of another site", async () => {
    const { json } = await ask(server, randomUUID());
    expect((await post({ user_code: json.user_code, decision: "approve" }, { cookie, origin: "https://elsewhere.test" })).status).toBe(403);
    expect((await server.call("GET", `/devices/${json.user_code}`, { token: user.token })).json.status).toBe("pending");
  });

  test("hands a code on that is not of a device of ours, and counts it as no wrong one", async () => {
    const elsewhere = async (code: string) => (code === "BCDF-GHJK" ? "/elsewhere" : undefined);
    const page = devicePages({ throttle: createThrottle(), elsewhere })[1] as Page;
    const own = await makeUser(server);
    const { sid } = JSON.parse(Buffer.from(own.token.split(".")[1] ?? "", "base64url").toString());
    const { services } = server.app;
    const actor = (await createPrincipals({ db: server.db, clock: server.clock, log: services.log, sessionIdle: 3600 }).get(sid)) as Principal;
    const ctx = { ...systemContext(services, server.db, "test"), actor };
    const answer = (user_code: string) => page.handler(ctx, { form: { user_code }, meta: { raw: { request: { method: "POST" } } } } as never);
    for (let i = 0; i < 7; i++) expect(await answer("BCDF-GHJK")).toEqual({ redirect: "/elsewhere" });
    expect((await answer("BCDF-GHJL")).status).toBe(404);
  });
});
