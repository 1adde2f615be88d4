import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Harness, makeUser, startServer } from "../support/harness.ts";
import { auditCount, getTokens, isActive, makeTrusted, meStatus, OFFLINE, type Person, payloadOf, type Registered, refresh } from "./support.ts";

let server: Harness;
let person: Person;
let app: Registered;

beforeAll(async () => {
  server = await startServer();
  person = await makeUser(server);
  app = await makeTrusted(server);
});
afterAll(() => server.close());

const offline = () => getTokens(server, app, person, OFFLINE["scope"], { params: OFFLINE });
const sidOf = (token: string) => String(payloadOf(token)["sid"]);
const reuses = (sid: string) => auditCount(server, "session.reuse_detected", sid);

describe("a refresh token", () => {
  test("that twenty ask with at once gives one successor", async () => {
    const { refresh_token } = await offline();
    const replies = await Promise.all(Array.from({ length: 20 }, () => refresh(server, app, refresh_token)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(replies.map(({ json }) => json.refresh_token));
    expect(successors.size).toBe(1);
    expect(successors).not.toContain(refresh_token);
    for (const { json } of replies) expect(await meStatus(server, json.access_token)).toBe(200);
  });

  test("gives the same successor on two processes at once", async () => {
    const sibling = await server.sibling();
    try {
      const { refresh_token } = await offline();
      const replies = await Promise.all([server, sibling, server, sibling].map((one) => refresh(one, app, refresh_token)));
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(new Set(replies.map(({ json }) => json.refresh_token)).size).toBe(1);
    } finally {
      await sibling.close();
    }
  });

  test("whose answer was lost gives the same again, also when the successor was used", async () => {
    const { refresh_token } = await offline();
    const first = (await refresh(server, app, refresh_token)).json.refresh_token;
    const second = (await refresh(server, app, first)).json.refresh_token;
    expect((await refresh(server, app, refresh_token)).json.refresh_token).toBe(first);
    expect((await refresh(server, app, first)).json.refresh_token).toBe(second);
    expect((await refresh(server, app, second)).status).toBe(200);
  });

  test("is of no use to another client, and that ends nothing", async () => {
    const other = await makeTrusted(server, { name: "Other" });
    const { refresh_token } = await offline();
    const reply = await refresh(server, other, refresh_token);
    expect([reply.status, reply.json.error]).toEqual([400, "invalid_grant"]);
    expect((await refresh(server, app, refresh_token)).status).toBe(200);
  });

  test("made up, cut short or of another kind is refused", async () => {
    const { refresh_token, access_token } = await offline();
    for (const token of ["x", refresh_token.slice(0, -1), `${refresh_token}x`, access_token, "\u0000", "a.b.c", "ü".repeat(3000)]) {
      const reply = await refresh(server, app, token);
      expect([reply.status, reply.json.error], token.slice(0, 20)).toEqual([400, "invalid_grant"]);
    }
  });
});

describe("a refresh token that is used again after the grace", () => {
  test("ends the family, and that is written down once", async () => {
    const own = await startServer();
    try {
      const [someone, client] = [await makeUser(own), await makeTrusted(own)];
      const { refresh_token } = await getTokens(own, client, someone, OFFLINE["scope"], { params: OFFLINE });
      const { json } = await refresh(own, client, refresh_token);
      const sid = String(payloadOf(json.access_token)["sid"]);
      own.clock.advance(31_000);
      expect(await meStatus(own, json.access_token)).toBe(200);
      expect(await isActive(own, client, refresh_token)).toBe(false);
      expect(await isActive(own, client, json.refresh_token)).toBe(true);
      const replies = await Promise.all(Array.from({ length: 5 }, () => refresh(own, client, refresh_token)));
      for (const reply of replies) expect([reply.status, reply.json.error]).toEqual([400, "invalid_grant"]);
      expect((await refresh(own, client, json.refresh_token)).json.error).toBe("invalid_grant");
      expect(await meStatus(own, json.access_token)).toBe(401);
      expect(await auditCount(own, "session.reuse_detected", sid)).toBe(1);
      expect(await auditCount(own, "session.end", sid)).toBe(0);
    } finally {
      await own.close();
    }
  });

  test("by another client ends nothing", async () => {
    const own = await startServer({ ROSTER_REFRESH_GRACE: "0" });
    try {
      const [someone, client, other] = [await makeUser(own), await makeTrusted(own), await makeTrusted(own, { name: "Other" })];
      const { refresh_token } = await getTokens(own, client, someone, OFFLINE["scope"], { params: OFFLINE });
      const next = (await refresh(own, client, refresh_token)).json.refresh_token;
      own.clock.advance(1000);
      expect((await refresh(own, other, refresh_token)).status).toBe(400);
      expect((await refresh(own, client, next)).status).toBe(200);
    } finally {
      await own.close();
    }
  });

  test("without a grace is so at once", async () => {
    const own = await startServer({ ROSTER_REFRESH_GRACE: "0" });
    try {
      const [someone, client] = [await makeUser(own), await makeTrusted(own)];
      const { refresh_token } = await getTokens(own, client, someone, OFFLINE["scope"], { params: OFFLINE });
      const next = (await refresh(own, client, refresh_token)).json.refresh_token;
      own.clock.advance(1);
      expect((await refresh(own, client, refresh_token)).status).toBe(400);
      expect((await refresh(own, client, next)).status).toBe(400);
    } finally {
      await own.close();
    }
  });
});

test("clients that ask in parallel and lose answers never lose their session within the grace", async () => {
  const step = fc.record({ parallel: fc.integer({ min: 1, max: 4 }), keeps: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const { refresh_token, access_token } = await offline();
      let token = refresh_token;
      for (const { parallel, keeps } of steps) {
        const replies = await Promise.all(Array.from({ length: parallel }, () => refresh(server, app, token)));
        expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
        const successors = new Set(replies.map(({ json }) => json.refresh_token as string));
        expect(successors.size).toBe(1);
        if (keeps) [token = token] = successors;
      }
      expect(await reuses(sidOf(access_token))).toBe(0);
    }),
    { numRuns: 8 },
  );
});
