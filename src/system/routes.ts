import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Type from "typebox";
import type { Config } from "../config.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { openApiDocument } from "../http/openapi.ts";
import type { Context } from "../kernel/context.ts";
import { refusal } from "../kernel/errors.ts";
import { hashSecret, sameBytes } from "../kernel/secrets.ts";
import { offersPasskeys } from "../modules/passkeys/service.ts";
import type { Metrics } from "./metrics.ts";
import { REFERENCE_ASSETS, referencePage } from "./reference-page.ts";
import { VERSION } from "./version.ts";

const tag = "System";
const Status = Type.Object({ status: Type.String() });

export interface SystemOptions {
  readonly config: Config;
  readonly publicUrl: string;
  readonly metrics: Metrics;
  /** Rejects while the database does not answer, or lacks a migration. */
  readonly ready: () => Promise<void>;
  /** The identity providers that people are offered to sign in with. */
  readonly providers: (ctx: Context) => Promise<readonly { readonly name: string }[]>;
  /** Every route there is, these included. */
  readonly routes: () => readonly Route[];
}

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function probes({ config, metrics, ready }: SystemOptions): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/health",
      id: "getHealth",
      tag,
      summary: "Is the process alive",
      permission: "installation:read",
      answer: Status,
      handler: async () => ({ value: { status: "ok" } }),
    }),
    defineRoute({
      method: "GET",
      path: "/ready",
      id: "getReadiness",
      tag,
      summary: "Can it serve: does the database answer, is it migrated",
      permission: "installation:read",
      answer: Status,
      handler: async () => {
        await ready();
        return { value: { status: "ready" } };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/metrics",
      id: "getMetrics",
      tag,
      summary: "Metrics of the process, in Prometheus' text format",
      permission: "installation:read",
      answer: Type.String(),
      mediaType: metrics.contentType,
      errors: ["auth.invalid_token"],
      handler: async (_ctx, { meta }) => {
        const wanted = config.metricsToken;
        if (wanted !== null && !sameBytes(hashSecret(meta.bearer ?? ""), hashSecret(wanted))) throw refusal("auth.invalid_token");
        return { value: await metrics.text() };
      },
    }),
  ];
}

const ServerInfo = Type.Object({
  name: Type.String(),
  version: Type.String(),
  sign_in: Type.Array(Type.String(), {
    description: "The ways to sign in, by their `id` of `/auth/connections`: `password`, and the name of each identity provider that is not hidden.",
  }),
  documentation: Type.String(),
});

function descriptions({ config, publicUrl, providers, routes }: SystemOptions): Route[] {
  let document: string | undefined;
  const servers = [publicUrl, `${publicUrl}${config.apiPrefix}`];
  return [
    defineRoute({
      method: "GET",
      path: "/server/info",
      id: "getServerInfo",
      tag,
      summary: "Public facts of this server",
      permission: "installation:read",
      answer: ServerInfo,
      handler: async (ctx) => {
        const offered = (await providers(ctx)).map(({ name }) => name);
        const own = [...(config.passwordSignIn ? ["password"] : []), ...(offersPasskeys(config, publicUrl) ? ["passkey"] : [])];
        const sign_in = [...own, ...offered];
        return { value: { name: "roster", version: VERSION, sign_in, documentation: `${publicUrl}/docs` } };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/openapi.json",
      id: "getOpenApi",
      tag,
      summary: "The API as an OpenAPI 3.1 document",
      permission: "installation:read",
      answer: Type.Record(Type.String(), Type.Unknown()),
      handler: async () => {
        document ??= JSON.stringify(openApiDocument(routes(), { version: VERSION, servers }));
        return { json: document };
      },
    }),
  ];
}

function referencePages(): Route[] {
  const page = defineRoute({
    method: "GET",
    path: "/docs",
    id: "getReference",
    tag,
    summary: "The API reference as a page",
    permission: "installation:read",
    answer: Type.String(),
    mediaType: "text/html; charset=utf-8",
    handler: async (_ctx, { meta }) => ({ value: referencePage(meta.url), headers: { "content-security-policy": PAGE_POLICY } }),
  });
  const root = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const assets = Object.entries(REFERENCE_ASSETS).map(([name, asset]) =>
    defineRoute({
      method: "GET",
      path: `/docs/${name}`,
      id: `getReferenceAsset${asset.id}`,
      tag,
      summary: `${asset.id} of the reference page`,
      permission: "installation:read",
      answer: Type.String(),
      mediaType: asset.type,
      handler: async () => ({
        value: "text" in asset ? asset.text : await readFile(join(root, name), "utf8"),
        headers: { "cache-control": "public, max-age=3600" },
      }),
    }),
  );
  return [page, ...assets];
}

/** Health, readiness, metrics, public facts and the API's description. None needs a token. */
export function systemRoutes(options: SystemOptions): Route[] {
  return [...probes(options), ...descriptions(options), ...referencePages()];
}
