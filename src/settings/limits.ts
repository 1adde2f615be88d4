import type { DeclaredTypes } from "../kernel/access.ts";
import { choice, integer, type Setting, text } from "./setting.ts";

/** What the server takes from outside, whom it asks, and what it writes. */
export const LIMITS = {
  resourceTypes: {
    env: "ROSTER_RESOURCE_TYPES",
    kind: "types",
    default: {},
    doc: 'Types of resources of the workspaces beside the shipped ones, and actions beside theirs, as JSON: `{"dataset": {"level": "project", "actions": ["create", "read"]}}`. The same on every process of an installation.',
    defaultDoc: "none",
  } as Setting<DeclaredTypes>,
  bodyLimit: integer("ROSTER_BODY_LIMIT", 1_048_576, "Bytes a request body may have.", { min: 1024, max: 104_857_600 }),
  trustProxy: {
    env: "ROSTER_TRUST_PROXY",
    kind: "networks",
    default: [],
    doc: "Addresses or networks (CIDR), separated by commas, of the reverse proxies whose X-Forwarded-For is believed.",
    defaultDoc: "none",
  } as Setting<readonly string[]>,
  corsOrigins: {
    env: "ROSTER_CORS_ORIGINS",
    kind: "origins",
    default: [],
    doc: "Origins, separated by commas, whose pages may call the API from a browser, with tokens and without cookies (CORS).",
    defaultDoc: "none",
  } as Setting<readonly string[]>,
  allowPrivateAddresses: {
    env: "ROSTER_DANGEROUSLY_ALLOW_PRIVATE_ADDRESSES",
    kind: "hosts",
    default: [],
    doc: "Host names, addresses and networks (CIDR), separated by commas, that outgoing requests may go to although they are inside this network, and without https. Whoever may enter an address here - such as that of an identity provider - can then make the server ask them.",
    defaultDoc: "none",
  } as Setting<readonly string[]>,
  metricsToken: text("ROSTER_METRICS_TOKEN", null, "When set, GET /metrics asks for it as a bearer token.", { secret: true }),
  logLevel: choice(
    "ROSTER_LOG_LEVEL",
    ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
    "info",
    "Least severe level that is logged (JSON lines on standard output).",
  ),
  logRequests: choice("ROSTER_LOG_REQUESTS", ["all", "errors", "none"], "errors", "Which answered requests are logged: all, those answered with 5xx, or none."),
} as const;
