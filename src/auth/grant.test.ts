import { describe, expect, test } from "vitest";
import { detectGrant, type GrantFields } from "./grant.ts";

const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
const person = { username: "ada", password: "pw" };
const client = { client_id: "c", client_secret: "s" };
const device = { client_id: "c", device_code: "d" };

const isPassword = { kind: "password", ...person };
const isKey = { kind: "api_key", key: "pw" };
const isClient = { kind: "client_credentials", clientId: "c", clientSecret: "s", audience: undefined };
const isDevice = { kind: "device_code", clientId: "c", deviceCode: "d" };
const isRefresh = { kind: "refresh_token", refreshToken: "r" };
const isUnknown = { kind: "unknown" };

const cases: [fields: GrantFields, grant: object][] = [
  [person, isPassword],
  [{ grant_type: "password", ...person }, isPassword],
  [{ grant_type: "", ...person, client_id: "", client_secret: "" }, isPassword],
  [{ ...person, ...client }, isPassword],
  [{ ...person, refresh_token: "r" }, isPassword],
  [{ password: "pw" }, isKey],
  [{ username: "", password: "pw" }, isKey],
  [{ grant_type: "zenml_api_key", password: "pw" }, isKey],
  [{ grant_type: "zenml-api-key", username: "", password: "pw" }, isKey],
  [{ grant_type: DEVICE, ...device }, isDevice],
  [client, isClient],
  [{ username: "", password: "", ...client }, isClient],
  [
    { grant_type: "client_credentials", ...client, audience: "a" },
    { ...isClient, audience: "a" },
  ],
  [{ grant_type: "client_credentials", ...client, audience: "" }, isClient],
  [{ grant_type: "client_credentials", ...client, password: "pw" }, isClient],
  [{ grant_type: "refresh_token", refresh_token: "r" }, isRefresh],
  [{ grant_type: "refresh_token", refresh_token: "r", ...client }, isRefresh],
  [{}, isUnknown],
  [{ username: "ada" }, isUnknown],
  [{ username: "ada", password: "" }, isUnknown],
  [{ grant_type: "password", password: "pw" }, isUnknown],
  [{ grant_type: "password", username: "ada" }, isUnknown],
  [{ grant_type: "zenml_api_key", ...person }, isUnknown],
  [{ grant_type: "zenml_api_key" }, isUnknown],
  [{ grant_type: DEVICE, client_id: "c" }, isUnknown],
  [{ grant_type: DEVICE, device_code: "d" }, isUnknown],
  [device, isUnknown],
  [{ client_id: "c" }, isUnknown],
  [{ client_secret: "s" }, isUnknown],
  [{ grant_type: "client_credentials", client_id: "c" }, isUnknown],
  [{ grant_type: "client_credentials", ...person }, isUnknown],
  [{ grant_type: "refresh_token" }, isUnknown],
  [{ refresh_token: "r" }, isUnknown],
  [{ grant_type: "PASSWORD", ...person }, isUnknown],
  [{ grant_type: "constructor", ...person }, isUnknown],
  [{ grant_type: "__proto__", ...person }, isUnknown],
];

describe("which grant a form asks for", () => {
  test.each(cases)("%j is %j", (fields, grant) => {
    expect(detectGrant(fields)).toMatchObject(grant);
  });

  test("what is unknown comes with a sentence that repeats no field", () => {
    for (const [fields] of cases) {
      const grant = detectGrant(fields);
      if (grant.kind === "unknown") expect(grant.detail).toMatch(/^[A-Z][^.]*[.]$/);
    }
    expect(detectGrant({ grant_type: "hunter2", password: "hunter2" })).not.toMatchObject({ detail: expect.stringContaining("hunter2") });
  });
});
