import { argon2, randomBytes } from "node:crypto";
import type { PasswordHasher } from "../../kernel/context.ts";
import { retryLater } from "../../kernel/errors.ts";
import { sameBytes } from "../../kernel/secrets.ts";

/** What an Argon2id hash costs (RFC 9106). */
export interface HashCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP's choice of RFC 9106 parameters for servers: 19 MiB, two passes, one lane. */
export const HASH_COST: HashCost = { memory: 19_456, passes: 2, lanes: 1 };

const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** What one hash of `HASH_COST` takes on a slow core: only for telling clients when to come back. */
const SECONDS_A_HASH = 0.05;

interface Phc {
  readonly cost: HashCost;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Reads a PHC string; `undefined` for anything but Argon2id version 1.3. */
function parsePhc(text: string): Phc | undefined {
  const m = PHC.exec(text);
  if (!m) return undefined;
  const [, memory, passes, lanes, salt, tag] = m as unknown as [string, string, string, string, string, string];
  return {
    cost: { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** What the parameters of a hash look like in its PHC string. */
function parameters(cost: HashCost): string {
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.lanes}$`;
}

/** Whether two PHC strings were made by the same algorithm at the same cost. */
export function costsSame(a: string, b: string): boolean {
  const head = (phc: string) => phc.split("$", 4).join("$");
  return head(a) === head(b);
}

/** Whether a stored hash costs what new ones do; one that does not is made anew when its password is at hand. */
export function isUpToDate(hash: string): boolean {
  return hash.startsWith(parameters(HASH_COST));
}

/** The password as it is hashed: NFKC, so that every keyboard that types it gives the same bytes (NIST SP 800-63B 3.1.1.2). */
function compute(password: string, salt: Buffer, cost: HashCost, tagLength: number): Promise<Buffer> {
  const message = Buffer.from(password.normalize("NFKC"));
  return new Promise((resolve, reject) => {
    const { memory, passes, lanes: parallelism } = cost;
    argon2("argon2id", { message, nonce: salt, memory, passes, parallelism, tagLength }, (error, tag) => {
      if (error) reject(error);
      else resolve(tag);
    });
  });
}

/** At most `concurrency` at once; at most `queue` wait their turn, first come first served. */
function createGate(concurrency: number, queue: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= concurrency) {
      if (waiting.length >= queue) throw retryLater("auth.busy", (queue / concurrency) * SECONDS_A_HASH);
      // Whoever ends hands its place over, so that `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/**
 * Argon2id in a bounded queue: a burst of sign-ins waits or is refused, and never takes the memory.
 *
 * @param options.concurrency hashes computed at once
 * @param options.queue hashes that may wait; one more is refused with `auth.busy`
 * @param options.cost parameters of new hashes; stored ones carry their own
 */
export function createHasher(options: { concurrency: number; queue: number; cost?: HashCost }): PasswordHasher {
  const { concurrency, queue, cost = HASH_COST } = options;
  const gate = createGate(concurrency, queue);
  const noSalt = randomBytes(SALT_BYTES);
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const tag = await gate(() => compute(password, salt, cost, TAG_BYTES));
      return `${parameters(cost)}${unpadded(salt)}$${unpadded(tag)}`;
    },
    async verify(password, hash) {
      const known = hash === null ? undefined : parsePhc(hash);
      const tag = await gate(() => compute(password, known?.salt ?? noSalt, known?.cost ?? cost, known?.tag.length ?? TAG_BYTES));
      return known !== undefined && sameBytes(tag, known.tag);
    },
  };
}
