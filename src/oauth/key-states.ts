import type { Config } from "../config.ts";

/** The states of signing keys. They follow from the clock alone, so that every process is of one mind without asking another. */

/** Seconds that others may keep the published keys for. */
export const JWKS_MAX_AGE = 300;
/** Seconds an ID token is good for. */
export const ID_TOKEN_LIFETIME = 3600;
/** Seconds for clocks that differ, and for processes that re-read the keys. */
const MARGIN = 60;

/**
 * `next` is published and does not sign yet; `active` signs; `retiring` is published for what it signed; `gone` is
 * not published, and nothing that it signed counts.
 */
export type KeyState = "next" | "active" | "retiring" | "gone";

/** What the state of a key is read from. */
export interface KeyTimes {
  readonly kid: string;
  /** It is published from then on. */
  readonly created: Date;
  /** It signs from then on, until another one does. */
  readonly activates: Date;
}

/** A key in its state. Moments are milliseconds since 1970 UTC. */
export interface KeyStanding<K> {
  readonly key: K;
  readonly state: KeyState;
  /** When another key takes over; `null` while there is none that will. */
  readonly retires: number | null;
  /** When nothing that it signed is good any more. */
  readonly gone: number | null;
}

/**
 * How long a key is published before it signs: by then every copy of the published keys has it.
 *
 * @param tokenLifetime seconds an access token is good for
 * @returns milliseconds
 */
export function leadOf(tokenLifetime: number): number {
  return (Math.max(JWKS_MAX_AGE, tokenLifetime) + MARGIN) * 1000;
}

/** The longest that any access token is good for: a device's are good for as long as it stays signed in. */
export function longestTokenLifetime(config: Pick<Config, "tokenLifetime" | "deviceTokenLifetime" | "trustedDeviceTokenLifetime">): number {
  return Math.max(config.tokenLifetime, config.deviceTokenLifetime, config.trustedDeviceTokenLifetime);
}

/** How long a key is published after it signed the last time: milliseconds. @param tokenLifetime seconds */
function keepOf(tokenLifetime: number): number {
  return (Math.max(ID_TOKEN_LIFETIME, tokenLifetime) + MARGIN) * 1000;
}

/**
 * The keys with their states, the newest first. The newest that has activated signs; before any has - the clock of
 * the process that made the first one is ahead of this - the oldest does.
 *
 * @param now milliseconds since 1970 UTC
 * @param tokenLifetime the longest that a token is good for, in seconds
 */
export function keyStates<K extends KeyTimes>(keys: readonly K[], now: number, tokenLifetime: number): KeyStanding<K>[] {
  const inOrder = [...keys].sort((a, b) => a.activates.getTime() - b.activates.getTime());
  const active = Math.max(
    0,
    inOrder.findLastIndex((key) => key.activates.getTime() <= now),
  );
  const standings = inOrder.map((key, i): KeyStanding<K> => {
    const retires = inOrder[i + 1]?.activates.getTime() ?? null;
    const gone = retires === null ? null : retires + keepOf(tokenLifetime);
    if (i >= active) return { key, state: i === active ? "active" : "next", retires, gone };
    return { key, state: gone !== null && gone <= now ? "gone" : "retiring", retires, gone };
  });
  return standings.reverse();
}
