import * as client from "openid-client";
import type { Harness } from "./harness.ts";

/** The address that the server goes by in tests; requests for it are sent to where it listens. */
export const ISSUER = "http://roster.test";
export const REDIRECT = "https://app.example/callback";

/** An application, with its secret where it has one. */
export async function makeApplication(server: Harness, fields: Record<string, unknown>): Promise<{ client_id: string; client_secret: string }> {
  const made = await server.call("POST", "/applications", { token: server.admin, body: { name: "App", ...fields } });
  if (made.status !== 200) throw new Error(`making an application: ${made.status} ${made.text}`);
  return made.json;
}

/** An OpenID client of another author, set up by discovery. */
export async function discover(
  server: Harness,
  id: string,
  secret?: string,
  authentication: client.ClientAuth = secret === undefined ? client.None() : client.ClientSecretBasic(secret),
): Promise<client.Configuration> {
  const viaServer: client.CustomFetch = (url, init) => fetch(url.replace(ISSUER, server.url), init as RequestInit);
  return client.discovery(new URL(ISSUER), id, undefined, authentication, { execute: [client.allowInsecureRequests], [client.customFetch]: viaServer });
}
