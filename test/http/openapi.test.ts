import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ERRORS } from "../../src/kernel/errors.ts";
import { type Harness, startServer } from "../support/harness.ts";

let server: Harness;
// biome-ignore lint/suspicious/noExplicitAny: a document of another's schema
let document: any;
beforeAll(async () => {
  server = await startServer();
  document = (await server.call("GET", "/openapi.json")).json;
});
afterAll(() => server.close());

test("the document is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result).toMatchObject({ valid: true });
  expect(document.openapi).toMatch(/^3\.1/);
});

test("it has every route there is, each with an id of its own", () => {
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path as object).map((operation) => operation.operationId));
  expect(ids.toSorted()).toEqual(server.app.routes.map((route) => route.id).toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test("one OAuth2 scheme has both flows, and every operation of the seed stands behind it", () => {
  const { flows } = document.components.securitySchemes.oauth2;
  expect(flows.clientCredentials).toMatchObject({ tokenUrl: expect.any(String), refreshUrl: expect.any(String) });
  expect(flows.authorizationCode).toMatchObject({ authorizationUrl: expect.any(String), tokenUrl: expect.any(String), refreshUrl: expect.any(String) });
  const { get } = document.paths["/users"];
  const { patch, delete: remove } = document.paths["/users/{user_id}"];
  expect(get.security).toContainEqual({ oauth2: ["users:read"] });
  for (const operation of [patch, remove]) expect(operation.security).toContainEqual({ oauth2: ["users:write"] });
  for (const path of [flows.clientCredentials.tokenUrl, flows.authorizationCode.tokenUrl]) expect(path).toBe("http://roster.test/oauth/token");
  expect(flows.authorizationCode.authorizationUrl).toBe("http://roster.test/oauth/authorize");
});

test("no answer has an empty schema, and every refusal is in the catalogue", () => {
  type Content = { schema: object; examples?: Record<string, { value: { code: string } }> };
  const operations = Object.values(document.paths).flatMap((path) =>
    Object.values(path as Record<string, { responses: Record<string, { content: Record<string, Content> }> }>),
  );
  const contents = operations.flatMap((operation) => Object.values(operation.responses)).flatMap((answer) => Object.values(answer.content));
  expect(contents.filter(({ schema }) => Object.keys(schema).length === 0)).toEqual([]);
  const codes = new Set(contents.flatMap(({ examples }) => Object.values(examples ?? {}).map((example) => example.value.code)));
  expect([...codes].filter((code) => !(code in ERRORS))).toEqual([]);
  expect(codes.size).toBeGreaterThan(20);
});

test("the reference page is ours alone: a strict policy, and every file from this server, under the prefix too", async () => {
  for (const prefix of ["", "/api/v1"]) {
    const page = await server.call("GET", `${prefix}/docs`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/https?:\/\//);
    for (const [, file] of page.text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)) {
      const asset = await server.call("GET", `${prefix}/${file}`);
      expect([file, asset.status, asset.text.length > 50]).toEqual([file, 200, true]);
    }
  }
});
