import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

/** Something that listens at an origin of its own, as an application does: it says on which path one came back. */
export async function startApplication(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>App</title><h1>Back at the application</h1><p id="path">${request.url?.split("?")[0]}</p>`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
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
