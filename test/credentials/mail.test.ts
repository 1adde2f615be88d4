import { type AddressInfo, createServer, type Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { systemContext } from "../../src/app.ts";
import { createMailer } from "../../src/jobs/mail.ts";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { until } from "../support/launcher.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A real mail server. @param refuse what it says to a recipient */
async function mailServer(refuse?: { code: number }) {
  const received: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refuse ? Object.assign(new Error("not here"), { responseCode: refuse.code }) : null),
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk) => {
        text += chunk;
      });
      stream.on("end", () => {
        received.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => smtp.close(() => resolve())));
  return { received, url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}` };
}

async function startMailing(url: string): Promise<Harness> {
  const server = await startServer({ ROSTER_SMTP_URL: url, ROSTER_MAIL_FROM: "Roster <roster@example.com>", ROSTER_NAME: "Analytical Engines" });
  closing.push(() => server.close());
  await makeUser(server, { email: "ada@example.com" });
  return server;
}

const ask = async (server: Harness, times = 1) => {
  for (let i = 0; i < times; i++) expect((await server.call("POST", "/auth/password_reset", { body: { identifier: "ada@example.com" } })).status).toBe(200);
};
const outbox = async (server: Harness) => (await server.call("GET", "/mail?count=exact", { token: server.admin })).json;

test("mail goes out as text and HTML with the installation's name, and is gone once it is sent", async () => {
  const { received, url } = await mailServer();
  const server = await startMailing(url);
  await ask(server);
  await server.app.mailer.idle();
  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^From: Roster <roster@example\.com>/m);
  expect(received[0]).toContain("To: ada@example.com");
  expect(received[0]).toMatch(/multipart\/alternative/);
  expect(received[0]).toContain("Subject: Choose a new password for Analytical Engines");
  expect(await outbox(server)).toEqual([]);
  expect((await server.call("GET", "/mail/inbox", {})).status).toBe(303);
});

test("several processes send nothing twice", async () => {
  const { received, url } = await mailServer();
  const server = await startMailing(url);
  const sibling = await server.sibling();
  closing.push(() => sibling.close());
  await Promise.all([ask(server, 2), ask(sibling, 2)]);
  // Each takes what the other has not: both look until nothing is left.
  await until(async () => {
    await Promise.all([server.app.mailer.idle(), sibling.app.mailer.idle(), server.app.mailer.idle()]);
    return received.length >= 4;
  });
  expect(received).toHaveLength(4);
  expect(await outbox(server)).toEqual([]);
});

test("a message that was sent is not sent again when removing it fails at first", async () => {
  const { received, url } = await mailServer();
  const server = await startMailing(url);
  // A sequence goes on whatever is rolled back: the first two tries fail, the third does not.
  await server.db.query({ text: "CREATE SEQUENCE removals" });
  await server.db.query({
    text: `CREATE FUNCTION refuse_twice() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF nextval('removals') <= 2 THEN RAISE EXCEPTION 'not now'; END IF; RETURN OLD; END $$`,
  });
  await server.db.query({ text: "CREATE TRIGGER refuse_twice BEFORE DELETE ON mail FOR EACH ROW EXECUTE FUNCTION refuse_twice()" });
  await ask(server);
  await server.app.mailer.idle();
  expect(await outbox(server)).toEqual([]);
  server.clock.advance(121_000);
  await server.app.mailer.idle();
  expect(received).toHaveLength(1);
});

test("a server that says something now and then, and never takes the message, is left in time", async () => {
  const sockets = new Set<Socket>();
  let closed = 0;
  const slow = createServer((socket) => {
    sockets.add(socket);
    // Each line of a greeting that does not end keeps the connection from falling idle.
    const timer = setInterval(() => socket.write("220-one moment\r\n"), 50);
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      closed += 1;
    });
  });
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => slow.close(resolve));
  });
  const server = await startMailing(`smtp://127.0.0.1:${(slow.address() as AddressInfo).port}`);
  const { services, mailer } = server.app;
  await mailer.stop();
  await ask(server);
  await createMailer(systemContext(services, server.db, "mail"), "http://roster.test", 500).idle();
  expect(await outbox(server)).toMatchObject([{ status: "waiting", attempts: 1, problem: expect.stringMatching(/abort|time/i) }]);
  await until(() => closed === sockets.size);
});

test("a server that refuses for good is not asked again, and what the mail said is forgotten", async () => {
  const { url } = await mailServer({ code: 550 });
  const server = await startMailing(url);
  await ask(server);
  await server.app.mailer.idle();
  expect(await outbox(server)).toMatchObject([{ status: "failed", attempts: 1, recipient: "ada@example.com", problem: expect.stringContaining("not here") }]);
  const { rows } = await server.db.query<{ body: Buffer | null }>({ text: "SELECT body FROM mail" });
  expect(rows[0]?.body).toBeNull();
});

test("a server that is away is tried again, later each time, until the link is no good any more", async () => {
  const { url } = await mailServer({ code: 451 });
  const server = await startMailing(url);
  await ask(server);
  await server.app.mailer.idle();
  await server.app.mailer.idle();
  expect(await outbox(server)).toMatchObject([{ status: "waiting", attempts: 1 }]);
  server.clock.advance(31_000);
  await server.app.mailer.idle();
  server.clock.advance(31_000);
  await server.app.mailer.idle();
  expect(await outbox(server)).toMatchObject([{ status: "waiting", attempts: 2 }]);
  server.clock.advance(900_000);
  await server.app.mailer.idle();
  expect(await outbox(server)).toMatchObject([{ attempts: 2 }]);
});

test("no server at all is a failure like any other, and the request was answered all the same", async () => {
  const server = await startMailing("smtp://127.0.0.1:1");
  await ask(server);
  await server.app.mailer.idle();
  expect(await outbox(server)).toMatchObject([{ status: "waiting", attempts: 1, problem: expect.stringContaining("ECONNREFUSED") }]);
});

test("a changed e-mail address takes a fresh sign-in, and is told to the one before", async () => {
  const { received, url } = await mailServer();
  const server = await startMailing(url);
  const user = await makeUser(server, { email: "old@example.com" });
  server.clock.advance(11 * 60_000);
  const change = (token: string) => server.call("PATCH", "/users/me", { token, body: { email: "new@example.com" } });
  const stale = await change(user.token);
  expect([stale.status, stale.json.code]).toEqual([403, "auth.reauthentication_required"]);
  // The same address again is no change.
  expect((await server.call("PATCH", "/users/me", { token: user.token, body: { email: "old@example.com", name: "Ada" } })).status).toBe(200);
  const fresh = await server.signIn(user.username, user.password);
  expect((await change(fresh.json.access_token)).status).toBe(200);
  await server.app.mailer.idle();
  expect(received.filter((mail) => mail.includes("To: old@example.com"))).toHaveLength(1);
  const audit = await server.call("GET", `/audit?target_id=${user.id}&action=user.update`, { token: server.admin });
  expect(audit.json[0]).toMatchObject({ before: { email: "old@example.com" }, after: { email: "new@example.com" } });
});
