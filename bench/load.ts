/**
 * The load: a fixed number of kept-alive connections, each with one request under way. A client of its own on bare
 * sockets, because a general one would take more of the machine than the server it measures.
 */
import { connect, type Socket } from "node:net";

/** What one round of load gave. */
export interface Round {
  readonly perSecond: number;
  /** Milliseconds, rising. */
  readonly latencies: Float64Array;
  /** Answers other than they should be, and connections that broke. */
  readonly failures: number;
  /** The first failure, for the reader. */
  readonly firstFailure: string | undefined;
}

/** A request whose answer is a redirect, and what follows from it. */
export interface Flow {
  readonly first: Buffer;
  /** The second request, from the head of the answer to the first; `undefined` when that is not what it should be. */
  readonly second: (head: string) => Buffer | undefined;
}

/** What one connection does before it is counted: one request, or two of which the second depends on the first. */
export type Work = Buffer | Flow;

const HEAD_END = Buffer.from("\r\n\r\n");
const OK = Buffer.from("HTTP/1.1 200");
const REDIRECT = Buffer.from("HTTP/1.1 303");
/** What one read may bring; larger answers come in several. */
const READ_BYTES = 65_536;

/** One connection: begins the next work as soon as the answer to the one before is whole. */
class Connection {
  readonly #socket: Socket;
  readonly #next: () => Work | undefined;
  readonly #answered: (ms: number, failure: string | undefined) => void;
  /** Bytes of the body still to come; -1 while the head is not whole. */
  #left = -1;
  #head: Buffer = Buffer.alloc(0);
  #failure: string | undefined;
  /** What follows from the answer that is under way. */
  #follow: Flow["second"] | undefined;
  #second: Buffer | undefined;
  #sentAt = 0;
  readonly closed: Promise<void>;

  constructor(port: number, next: () => Work | undefined, answered: (ms: number, failure: string | undefined) => void) {
    this.#next = next;
    this.#answered = answered;
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    this.#socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer,
        callback: (bytes) => {
          this.#read(buffer, bytes);
          return true;
        },
      },
    });
    this.#socket.once("connect", () => this.#send());
    let broke: string | undefined;
    this.#socket.once("error", (error) => {
      broke = error.message;
    });
    this.closed = new Promise((resolve) => {
      this.#socket.once("close", () => {
        if (this.#sentAt > 0 || broke !== undefined) this.#answered(performance.now() - this.#sentAt, broke ?? "the connection closed");
        resolve();
      });
    });
  }

  #send(): void {
    const work = this.#next();
    this.#sentAt = 0;
    if (!work) {
      this.#socket.destroy();
      return;
    }
    this.#sentAt = performance.now();
    this.#follow = Buffer.isBuffer(work) ? undefined : work.second;
    this.#socket.write(Buffer.isBuffer(work) ? work : work.first);
  }

  #read(buffer: Buffer, bytes: number): void {
    if (this.#left >= 0) {
      this.#take(bytes);
      return;
    }
    const seen = this.#head.length === 0 ? buffer.subarray(0, bytes) : Buffer.concat([this.#head, buffer.subarray(0, bytes)]);
    const end = seen.indexOf(HEAD_END);
    if (end < 0) {
      this.#head = Buffer.from(seen);
      return;
    }
    this.#head = Buffer.alloc(0);
    const head = seen.toString("latin1", 0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without a length: ${head}`);
    this.#judge(seen, head, end + HEAD_END.length);
    this.#left = Number(length);
    this.#take(seen.length - end - HEAD_END.length);
  }

  #judge(seen: Buffer, head: string, bodyAt: number): void {
    const wanted = this.#follow ? REDIRECT : OK;
    const isWanted = seen.compare(wanted, 0, wanted.length, 0, wanted.length) === 0;
    this.#second = isWanted ? this.#follow?.(head) : undefined;
    if (!isWanted || (this.#follow && !this.#second)) this.#failure = `${head} ${seen.subarray(bodyAt)}`;
    this.#follow = undefined;
  }

  #take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left > 0) return;
    if (this.#left < 0) throw new Error("more came than the answer's length");
    this.#left = -1;
    const second = this.#second;
    if (second) {
      this.#second = undefined;
      this.#socket.write(second);
      return;
    }
    const failure = this.#failure;
    this.#failure = undefined;
    this.#answered(performance.now() - this.#sentAt, failure);
    this.#send();
  }
}

/**
 * Does the same work, over and over, for a time.
 *
 * @param works whole requests as bytes; each connection begins elsewhere among them
 */
export async function load(port: number, works: readonly Work[], connections: number, seconds: number): Promise<Round> {
  const latencies: number[] = [];
  let failures = 0;
  let firstFailure: string | undefined;
  const start = performance.now();
  const end = start + seconds * 1000;
  const step = Math.max(1, Math.floor(works.length / connections));
  const all = Array.from({ length: connections }, (_, i) => {
    let at = i * step;
    const next = () => (performance.now() < end ? works[at++ % works.length] : undefined);
    const answered = (ms: number, failure: string | undefined) => {
      if (failure === undefined) latencies.push(ms);
      else {
        failures += 1;
        firstFailure ??= failure;
      }
    };
    return new Connection(port, next, answered).closed;
  });
  await Promise.all(all);
  const elapsed = (performance.now() - start) / 1000;
  return { perSecond: latencies.length / elapsed, latencies: Float64Array.from(latencies).sort(), failures, firstFailure };
}

/** The latency that a share of the answers stayed under. @param share 0.5 is the median */
export function percentile(latencies: Float64Array, share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
}
