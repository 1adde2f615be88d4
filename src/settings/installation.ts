import { flag, integer, type Setting, text } from "./setting.ts";

/** Where the server is, what it is called, its database and its key. */
export const INSTALLATION = {
  configFile: {
    env: "ROSTER_CONFIG",
    kind: "path",
    default: null,
    doc: "File of `NAME=value` lines with any of these settings.",
    defaultDoc: "`roster.env` in the working directory, where there is one",
  } as Setting<string | null>,
  port: integer("PORT", 8080, "TCP port to listen on; 0 takes any free one.", { min: 0, max: 65535 }),
  host: text("ROSTER_HOST", "127.0.0.1", "Address to listen on; `0.0.0.0` for every IPv4 interface.", {
    pattern: /^[A-Za-z0-9.:_-]+$/,
    fits: "a host name or an IP address",
  }) as Setting<string>,
  publicUrl: {
    env: "ROSTER_PUBLIC_URL",
    kind: "url",
    default: null,
    doc: "The address under which clients reach this server: issuer of tokens, base of links, origin that cookies are accepted from. `https` makes the session cookie `Secure`.",
    defaultDoc: "`http://localhost:PORT`",
  } as Setting<string | null>,
  installationName: text("ROSTER_NAME", "Roster", "Name of the installation, shown on its pages and in its mail.", {
    pattern: /^[^\p{Cc}<>]{1,60}$/u,
    fits: "1 to 60 characters",
  }) as Setting<string>,
  logoUrl: {
    env: "ROSTER_LOGO_URL",
    kind: "url",
    default: null,
    doc: "Logo of the installation, shown on its pages instead of the name.",
    defaultDoc: "none",
  } as Setting<string | null>,
  apiPrefix: text("ROSTER_API_PREFIX", "/api/v1", "Every path is served at the root and again under this prefix.", {
    pattern: /^\/[A-Za-z0-9/_.-]*[A-Za-z0-9_.-]$/,
    fits: "a path such as /api/v1",
  }) as Setting<string>,
  dataDir: {
    env: "ROSTER_DATA_DIR",
    kind: "path",
    default: null,
    doc: "Directory of the embedded database and of the generated installation key.",
    defaultDoc: "`data` in the checkout; run as root from a place that other accounts may not enter: `/var/lib/roster/<name>`",
  } as Setting<string | null>,
  databaseUrl: {
    env: "DATABASE_URL",
    kind: "url",
    default: null,
    doc: "A PostgreSQL (15 or later) to use instead of the embedded one: `postgres://user:password@host:5432/name`.",
    secret: true,
  } as Setting<string | null>,
  databaseAccount: text("ROSTER_DATABASE_ACCOUNT", null, "When started as root: the system account that the embedded PostgreSQL runs as.", {
    pattern: /^[A-Za-z_][A-Za-z0-9_.-]*$/,
    fits: "the name of an account",
    defaultDoc: "`postgres` where it exists, else `nobody`",
  }),
  databasePool: integer("ROSTER_DATABASE_POOL", 16, "Most database connections this process holds.", { min: 2, max: 500 }),
  databasePrepared: flag(
    "ROSTER_DATABASE_PREPARED",
    true,
    "Use named prepared statements. Off for a pooler that cannot carry them (PgBouncer before 1.21 in transaction mode).",
  ),
  databaseTimeout: integer(
    "ROSTER_DATABASE_TIMEOUT",
    10_000,
    "Milliseconds a request waits for a connection, and again for a statement, before it is answered with 503.",
    { min: 100, max: 600_000 },
  ),
  secretKey: text(
    "ROSTER_SECRET_KEY",
    null,
    "Installation key: what signing keys and kept answers are encrypted with, and what cursors and refresh tokens are derived from. The same on every process of an installation.",
    {
      secret: true,
      pattern: /^[A-Za-z0-9+/_=-]{43,}$/,
      fits: "at least 32 random bytes in base64, for example from: openssl rand -base64 32",
      defaultDoc: "generated into `secret.key` in the data directory",
    },
  ),
  adminUsername: text("ROSTER_ADMIN_USERNAME", "admin", "Username of the reserved admin, given when it is made.", {
    pattern: /^[a-zA-Z0-9_\-@.]{1,50}$/,
    fits: "1 to 50 of the characters a-z A-Z 0-9 _ - @ .",
  }) as Setting<string>,
  adminPassword: text(
    "ROSTER_ADMIN_PASSWORD",
    null,
    "Password of the reserved admin. When set, every start makes it so; when not, the first start generates one and shows it once.",
    { secret: true },
  ),
  demo: flag(
    "ROSTER_DEMO",
    false,
    "Fill an empty installation with made-up organizations and people, to look around in. Refuses to start on one that has accounts of its own.",
  ),
} as const;
