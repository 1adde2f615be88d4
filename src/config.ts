/**
 * The one configuration schema. Every setting can come from the environment, from a file of
 * `NAME=value` lines (`--config FILE` or ROSTER_CONFIG) and from a flag derived from its name
 * (ROSTER_DATA_DIR is `--data-dir`); a flag wins over the environment, the environment over the file.
 * An unknown or unfitting setting stops the start. `docs/settings.md` is generated from here.
 */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { type DeclaredTypes, parseDeclaredTypes } from "./kernel/access.ts";

type Kind = "text" | "url" | "path" | "integer" | "boolean" | "networks" | "hosts" | "origins" | "choice" | "types";

interface Setting<T> {
  /** The name in the environment and in the file. */
  readonly env: string;
  readonly kind: Kind;
  readonly default: T;
  /** One sentence for the operator; units where there are any. */
  readonly doc: string;
  /** Shown instead of the default in the documentation, where the default is computed. */
  readonly defaultDoc?: string;
  /** Never logged, never shown. */
  readonly secret?: true;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly pattern?: RegExp;
  /** What would fit, for `pattern`. */
  readonly fits?: string;
}

type Options<T> = Omit<Setting<T>, "env" | "kind" | "default" | "doc">;

const text = (env: string, value: string | null, doc: string, more: Options<string | null> = {}) =>
  ({ env, kind: "text", default: value, doc, ...more }) as Setting<string | null>;
const integer = (env: string, value: number, doc: string, more: Options<number> & { min: number; max: number }) =>
  ({ env, kind: "integer", default: value, doc, ...more }) as Setting<number>;
const flag = (env: string, value: boolean, doc: string) => ({ env, kind: "boolean", default: value, doc }) as Setting<boolean>;
const choice = <const C extends readonly string[]>(env: string, choices: C, value: C[number], doc: string) =>
  ({ env, kind: "choice", choices, default: value, doc }) as Setting<C[number]>;

/** Every setting there is. The order is the order of the documentation. */
export const SETTINGS = {
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
  firstSuperuser: text(
    "ROSTER_FIRST_SUPERUSER",
    "first",
    "Who becomes superuser while there is none besides the reserved admin: `first` (the first account made), `off`, or a comma-separated list of e-mail addresses.",
    { pattern: /^(first|off|[^\s,@]+@[^\s,@]+(\s*,\s*[^\s,@]+@[^\s,@]+)*)$/, fits: "first, off, or e-mail addresses separated by commas" },
  ) as Setting<string>,
  usersVisibleTo: choice(
    "ROSTER_USERS_VISIBLE_TO",
    ["shared", "everyone"],
    "shared",
    "Which accounts a person who is no superuser finds: those that share an organization with them, or everyone.",
  ),
  passwordSignIn: flag("ROSTER_PASSWORD_SIGN_IN", true, "Let local accounts sign in with a password."),
  requireMfa: choice(
    "ROSTER_REQUIRE_MFA",
    ["off", "superusers", "everyone"],
    "off",
    "Who must sign in with more than one factor. Who has no second one is let in only to set one up.",
  ),
  magicLinks: flag("ROSTER_MAGIC_LINKS", true, "Let local accounts with an e-mail address sign in by a link that is mailed to them."),
  federationRate: integer("ROSTER_FEDERATION_RATE", 60, "Sign-ins with identity providers that one address may start in a minute.", { min: 1, max: 100_000 }),
  linkLifetime: integer("ROSTER_LINK_LIFETIME", 900, "Seconds a mailed link to sign in or to choose a new password is good for.", { min: 60, max: 86_400 }),
  smtpUrl: text(
    "ROSTER_SMTP_URL",
    null,
    "Server that mail is sent through: `smtp://user:password@host:587` (STARTTLS where it is offered) or `smtps://user:password@host:465`. Without it mail stays in the inbox at /mail/inbox, for development.",
    { secret: true, pattern: /^smtps?:\/\/[^\s/]+\/?(\?\S*)?$/, fits: "smtp://host:587 or smtps://user:password@host:465", defaultDoc: "none" },
  ),
  mailFrom: text("ROSTER_MAIL_FROM", null, "Sender of the mail: an address, or a name with the address in angle brackets.", {
    pattern: /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    fits: "an e-mail address, such as Roster <roster@example.com>",
    defaultDoc: "`roster@` and the host of the public address",
  }),
  passkeys: flag(
    "ROSTER_PASSKEYS",
    true,
    "Let local accounts sign in with a passkey, also where passwords are off. Needs a public address that is https, or this machine, and no IP address.",
  ),
  passwordInQuery: flag("ROSTER_PASSWORD_IN_QUERY", true, "Accept a password in the query string of POST /users, as old clients send it."),
  hashConcurrency: integer("ROSTER_HASH_CONCURRENCY", 2, "Password hashes computed at once; each takes 19 MiB and one core.", {
    min: 1,
    max: 64,
  }),
  hashQueue: integer("ROSTER_HASH_QUEUE", 200, "Password hashes that may wait; one more is answered with 429.", {
    min: 1,
    max: 100_000,
  }),
  apiKeyPrefix: text("ROSTER_API_KEY_PREFIX", "ZENPROKEY_", "What the text of an API key begins with; keys made with another prefix stop working.", {
    pattern: /^[A-Za-z][A-Za-z0-9_-]{1,30}_$/,
    fits: "2 to 32 letters, digits, `-` and `_`, a letter first and `_` last",
  }) as Setting<string>,
  tokenLifetime: integer("ROSTER_TOKEN_LIFETIME", 3600, "Seconds an access token is good for.", { min: 30, max: 86_400 }),
  sessionIdle: integer("ROSTER_SESSION_IDLE", 14 * 86_400, "Seconds after which an unused session ends.", {
    min: 60,
    max: 366 * 86_400,
  }),
  sessionLifetime: integer("ROSTER_SESSION_LIFETIME", 30 * 86_400, "Seconds after which a session ends, used or not.", {
    min: 60,
    max: 10 * 366 * 86_400,
  }),
  refreshGrace: integer(
    "ROSTER_REFRESH_GRACE",
    30,
    "Seconds in which a refresh token that was already used still answers with the same successor, for clients that lost the answer.",
    { min: 0, max: 3600 },
  ),
  registrationToken: text(
    "ROSTER_REGISTRATION_TOKEN",
    null,
    "When set, OAuth clients may register by themselves at /oauth/register (RFC 7591) with it as the initial access token.",
    {
      secret: true,
      pattern: /^[A-Za-z0-9._~+/=-]{32,}$/,
      fits: "at least 32 characters, for example from: openssl rand -base64 32",
      defaultDoc: "none: registration is off",
    },
  ),
  keyRotationDays: integer(
    "ROSTER_KEY_ROTATION_DAYS",
    90,
    "Days after which another key takes over signing tokens, prepared in time; 0: only by hand (`roster keys rotate`).",
    { min: 0, max: 3650 },
  ),
  deviceCodeLifetime: integer("ROSTER_DEVICE_CODE_LIFETIME", 600, "Seconds in which a person can let a device in that asks for it.", {
    min: 60,
    max: 3600,
  }),
  deviceTokenLifetime: integer("ROSTER_DEVICE_TOKEN_LIFETIME", 86_400, "Seconds a device stays signed in, used or not.", {
    min: 60,
    max: 366 * 86_400,
  }),
  trustedDeviceTokenLifetime: integer("ROSTER_TRUSTED_DEVICE_TOKEN_LIFETIME", 30 * 86_400, "Seconds a device stays signed in that its owner trusts.", {
    min: 60,
    max: 366 * 86_400,
  }),
  workspaceTokenLifetime: integer("ROSTER_WORKSPACE_TOKEN_LIFETIME", 300, "Seconds a token is good for that lets its bearer enter one workspace.", {
    min: 30,
    max: 3600,
  }),
  tombstoneDays: integer("ROSTER_TOMBSTONE_DAYS", 30, "Days a deleted account can be restored; 0 erases it at once.", {
    min: 0,
    max: 3650,
  }),
  invitationDays: integer("ROSTER_INVITATION_DAYS", 7, "Days an invitation can be accepted, from when it was last sent.", { min: 1, max: 365 }),
  inviteAddsMembers: flag(
    "ROSTER_INVITE_ADDS_MEMBERS",
    false,
    "Whether inviting an e-mail address that an account has proven to be its own makes the account a member at once, without asking it.",
  ),
  resourceTypes: {
    env: "ROSTER_RESOURCE_TYPES",
    kind: "types",
    default: {},
    doc: 'Types of resources of the workspaces beside the shipped ones, and actions beside theirs, as JSON: `{"dataset": {"level": "project", "actions": ["create", "read"]}}`. The same on every process of an installation.',
    defaultDoc: "none",
  } as Setting<DeclaredTypes>,
  demo: flag(
    "ROSTER_DEMO",
    false,
    "Fill an empty installation with made-up organizations and people, to look around in. Refuses to start on one that has accounts of its own.",
  ),
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

type Settings = typeof SETTINGS;

/** The settings as the server uses them. */
export type Config = { readonly [K in keyof Settings]: Settings[K] extends Setting<infer T> ? T : never };

/** Where clients reach the server: the setting, or this machine. */
export function publicUrlOf({ publicUrl, port }: Pick<Config, "publicUrl" | "port">): string {
  return publicUrl ?? `http://localhost:${port}`;
}

/** A setting that is unknown or does not fit; the message says which, and what would fit. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** `ROSTER_DATA_DIR` is `data-dir`, `DATABASE_URL` is `database-url`. */
export function flagName(env: string): string {
  return env
    .replace(/^ROSTER_/, "")
    .toLowerCase()
    .replaceAll("_", "-");
}

function fitting(s: Setting<unknown>): string {
  switch (s.kind) {
    case "integer":
      return `a whole number from ${s.min} to ${s.max}`;
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${s.choices?.join(", ")}`;
    case "networks":
      return "IP addresses or networks such as 10.0.0.0/8, separated by commas";
    case "hosts":
      return "host names, IP addresses or networks such as 10.0.0.0/8, separated by commas";
    case "origins":
      return "origins as browsers spell them, such as https://app.example.com, separated by commas; without a path, not even a slash";
    case "types":
      return 'JSON such as {"dataset": {"level": "project", "actions": ["create", "read"]}}: levels organization, workspace, project; names of a-z, 0-9 and _; no type of Roster itself, and no other level for a shipped type';
    case "url":
      return s.env === "DATABASE_URL" ? "postgres://user:password@host:5432/name" : "an http or https address, such as https://roster.example.com";
    default:
      return s.fits ?? "text";
  }
}

function parseUrl(s: Setting<unknown>, raw: string): string | undefined {
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  if (s.env === "DATABASE_URL") return url && /^postgres(ql)?:$/.test(url.protocol) ? raw : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) return undefined;
  return raw.replace(/\/+$/, "");
}

/** An IP address, or a network in CIDR notation (RFC 4632). */
function isNetwork(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** A name as DNS has them (RFC 1123 2.1), which no address could be taken for. */
function isHostName(text: string): boolean {
  return (
    text.length <= 253 && /^(?!.*\.[0-9]+$)(?![0-9]+$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*$/.test(text)
  );
}

/** Whether this is how a browser spells an origin of the web (RFC 6454 6.1). */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** By kind of list: whether an item fits. */
const FITS_LIST: Readonly<Partial<Record<Kind, (item: string) => boolean>>> = {
  networks: isNetwork,
  hosts: (item) => isNetwork(item) || isHostName(item),
  origins: isOrigin,
};

/** The items of a list, or `undefined` where one does not fit. */
function parseList(raw: string, fits: (item: string) => boolean): string[] | undefined {
  const items = raw
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
  return items.every(fits) ? items : undefined;
}

/** The value a text stands for, or `undefined` where it does not fit. */
function parse(s: Setting<unknown>, raw: string): unknown {
  const fitsList = FITS_LIST[s.kind];
  if (fitsList) return parseList(raw, fitsList);
  switch (s.kind) {
    case "integer": {
      const n = /^\d{1,15}$/.test(raw) ? Number(raw) : Number.NaN;
      return n >= (s.min ?? 0) && n <= (s.max ?? Number.MAX_SAFE_INTEGER) ? n : undefined;
    }
    case "boolean":
      return /^(true|1|on|yes)$/i.test(raw) ? true : /^(false|0|off|no)$/i.test(raw) ? false : undefined;
    case "choice":
      return s.choices?.includes(raw) ? raw : undefined;
    case "url":
      return parseUrl(s, raw);
    case "types":
      return parseDeclaredTypes(raw);
    case "path":
      return resolve(raw);
    default:
      return s.pattern && !s.pattern.test(raw) ? undefined : raw;
  }
}

const byEnv = new Map(Object.entries(SETTINGS).map(([key, s]) => [s.env, { key, setting: s as Setting<unknown> }]));

function nearest(name: string): string {
  const words = (n: string) => new Set(n.split("_"));
  const wanted = words(name);
  const score = (n: string) => [...words(n)].filter((w) => wanted.has(w) && w !== "ROSTER").length;
  const best = [...byEnv.keys()].sort((a, b) => score(b) - score(a))[0] ?? "";
  return score(best) > 0 ? `; did you mean ${best}?` : "; the settings are listed in docs/settings.md";
}

/** Puts one source's values in place; throws on what is unknown or does not fit. */
function take(into: Map<string, unknown>, source: Record<string, string | undefined>, from: string, isOurs: (name: string) => boolean) {
  for (const [name, raw] of Object.entries(source)) {
    if (raw === undefined) continue;
    const known = byEnv.get(name);
    if (!known) {
      if (isOurs(name)) throw new ConfigError(`${from}: there is no setting ${name}${nearest(name)}`);
      continue;
    }
    if (raw === "") continue;
    const value = parse(known.setting, raw);
    if (value === undefined) {
      const shown = known.setting.secret ? "its value" : JSON.stringify(raw);
      throw new ConfigError(`${from}: ${name} cannot be ${shown}; it takes ${fitting(known.setting)}`);
    }
    into.set(known.key, value);
  }
}

function readFlags(argv: readonly string[]): Record<string, string> {
  const byFlag = new Map([...byEnv.keys()].map((env) => [flagName(env), env]));
  const found: Record<string, string> = {};
  for (let i = 0; i < argv.length; i++) {
    const match = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i] ?? "");
    const env = match?.[1] && byFlag.get(match[1]);
    if (!match || !env) {
      throw new ConfigError(`flags: there is no flag ${argv[i]}${match?.[1] ? nearest(`ROSTER_${match[1].toUpperCase().replaceAll("-", "_")}`) : ""}`);
    }
    const inline = match[2];
    const next = argv[i + 1];
    if (inline !== undefined) found[env] = inline;
    else if (byEnv.get(env)?.setting.kind === "boolean" && (next === undefined || next.startsWith("--"))) found[env] = "true";
    else if (next === undefined) throw new ConfigError(`flags: ${argv[i]} needs a value: ${fitting(byEnv.get(env)?.setting as Setting<unknown>)}`);
    else {
      found[env] = next;
      i += 1;
    }
  }
  return found;
}

function readFile(path: string, needed: boolean): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (cause) {
    if (!needed && (cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new ConfigError(`ROSTER_CONFIG: cannot read ${path}: ${(cause as Error).message}`);
  }
}

/**
 * The settings from flags, environment and file.
 *
 * @param argv what follows the command on the command line
 * @param env the environment; only names of settings and names that begin with `ROSTER_` are looked at
 * @throws ConfigError which setting is unknown or does not fit, and what would
 */
export function loadConfig(argv: readonly string[], env: Record<string, string | undefined>): Config {
  const flags = readFlags(argv);
  const file = flags["ROSTER_CONFIG"] ?? env["ROSTER_CONFIG"];
  const values = new Map<string, unknown>(Object.entries(SETTINGS).map(([key, s]) => [key, s.default]));
  const path = resolve(file || "roster.env");
  take(values, readFile(path, Boolean(file)), path, () => true);
  take(values, env, "environment", (name) => name.startsWith("ROSTER_"));
  take(values, flags, "flags", () => true);
  return Object.fromEntries(values) as unknown as Config;
}
