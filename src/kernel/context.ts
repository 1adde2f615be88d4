import type { Config } from "../config.ts";
import type { Catalogue } from "./access.ts";
import type { Clock } from "./clock.ts";
import type { Keyring } from "./secrets.ts";

/** A statement. Give hot ones a `name`: they are then prepared once a connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Rows<R> {
  readonly rows: R[];
  readonly rowCount: number;
}

/** What a store may ask: the pool, or a transaction's connection. */
export interface Queryable {
  query<R = Record<string, unknown>>(statement: Statement): Promise<Rows<R>>;
}

/** The database: each statement on any connection, or several in one transaction. */
export interface Database extends Queryable {
  /** Runs `work` in a transaction on one connection; commits what it returns, rolls back what it throws. Retries on serialization failures (40001, 40P01). */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
}

/** Who asks. What is attributed to somebody comes from here, never from input. */
export type Actor =
  | { readonly kind: "anonymous" }
  /** The system itself: the first start, a command, housekeeping. */
  | { readonly kind: "system"; readonly name: string }
  | Principal;

/** An account that proved who it is. */
export interface Principal {
  readonly kind: "user";
  readonly id: string;
  /** The session it is signed in with; `null` for a machine that shows a credential of its own. */
  readonly sessionId: string | null;
  /** What its token may do at most (OAuth 2 scopes); `null`: everything that the account may. */
  readonly scopes: ReadonlySet<string> | null;
  /** The application that acts for it, or as it; `null`: our own pages and the contract's sign-in. */
  readonly applicationId: string | null;
  /** The device whose token it shows; `null`: no token of the device flow. */
  readonly deviceId: string | null;
  /** The API key that it shows, or whose token. */
  readonly keyId?: string;
  /** The only workspace that its token is good for; only routes that say so take such a token. */
  readonly workspaceId?: string;
  readonly isSuperuser: boolean;
  readonly isInternal: boolean;
  readonly isServiceAccount: boolean;
  /** Its sign-in had more than one factor (`amr` has `mfa`); never so of keys and machines, which have none. */
  readonly multiFactor: boolean;
  /** It may do nothing but what it was let in for: to choose a new password, as its own has expired, or what `mustEnroll` says. */
  readonly restricted: boolean;
  /** Of a restricted one: its password is good, but it must first set up a second factor. */
  readonly mustEnroll?: true;
  /** When it last proved who it is: milliseconds since 1970 UTC. */
  readonly authTime: number;
}

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Computes and checks password hashes in a bounded queue. */
export interface PasswordHasher {
  /** A PHC string. @throws RosterError `auth.busy` when the queue is full */
  hash(password: string): Promise<string>;
  /** Whether the password gave the hash; with `null` it takes the same time and is false. @throws RosterError `auth.busy` */
  verify(password: string, hash: string | null): Promise<boolean>;
}

/** What lives as long as the process. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly keyring: Keyring;
  readonly hasher: PasswordHasher;
  /** What roles can hold. */
  readonly catalogue: Catalogue;
  /** Signed-in principals this process remembers. */
  readonly principals: PrincipalCache;
}

export interface PrincipalCache {
  /** Forgets every session of an account, and the application with this id: the next request of each asks the database. */
  forgetUser(userId: string): void;
  /** Forgets what an account says of itself, such as its name: whether it may do something is not touched by that. */
  forgetFacts(userId: string): void;
  forgetSession(sessionId: string): void;
}

/** Everything a service needs to know of the request it serves; always an explicit argument. */
export interface Context {
  readonly app: Services;
  readonly db: Database;
  /** Set inside a transaction: `db/transaction.ts` joins it. */
  readonly tx?: Queryable;
  readonly actor: Actor;
  readonly requestId: string;
  /** Where the request came from: an IP address, or `null` for the system. */
  readonly address: string | null;
  /** Set by the Idempotency-Key header: the first transaction of the request is done once and its result kept. */
  readonly idempotency?: Idempotency;
}

export interface Idempotency {
  /** Runs `work` once for the key; later callers get the first result. */
  once<T>(tx: Queryable, work: () => Promise<T>): Promise<T>;
}

/** The connection to ask: the transaction's where there is one. */
export function queryable(ctx: Context): Queryable {
  return ctx.tx ?? ctx.db;
}
