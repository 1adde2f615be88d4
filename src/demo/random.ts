/** Chance with a seed: the same installation comes out of it wherever and whenever it is made, but for ids and secrets. */
import { uuidTime } from "../kernel/ids.ts";

export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of several by weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  /** So many different ones, in no order; all where there are fewer. */
  some<T>(list: readonly T[], count: number): T[];
  /** A UUIDv7 of a moment (milliseconds since 1970 UTC). */
  id(ms: number): string;
}

/** @param seed any 32-bit number */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // Mulberry32: small, fast, and good enough for what people look at. Nothing secret comes from here.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(list: readonly T[]) => list[int(0, list.length - 1)] as T;
  const hex = (digits: number) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join("");
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(list)[0];
    },
    some(list, count) {
      const rest = [...list];
      for (let i = 0; i < Math.min(count, rest.length); i++) {
        const j = int(i, rest.length - 1);
        [rest[i], rest[j]] = [rest[j] as (typeof rest)[number], rest[i] as (typeof rest)[number]];
      }
      return rest.slice(0, count);
    },
    id(ms) {
      const time = Math.floor(ms).toString(16).padStart(12, "0");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`;
    },
  };
}

/** By id, which is the order of creation. */
export function inOrder<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => uuidTime(a.id) - uuidTime(b.id));
}
