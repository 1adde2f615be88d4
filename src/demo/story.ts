/** What happened in the installation, told in order, so that ids and audit rows are of the moments that they say. */
import type { Clock } from "../kernel/clock.ts";
import type { Context, Principal, Queryable, Services } from "../kernel/context.ts";
import type { DemoPerson } from "./people.ts";
import type { Random } from "./random.ts";

/** Somebody who acts: a person, or a machine. */
export type Acting = Pick<DemoPerson, "id" | "isSuperuser"> | { readonly id: string; readonly isWorkspace: true };

export interface Story {
  readonly random: Random;
  readonly tx: Queryable;
  readonly services: Services;
  /** The present: milliseconds since 1970 UTC. */
  readonly now: number;
  /** What is done at a moment. What happened before it has been done by then. */
  at(moment: number, work: () => Promise<unknown>): void;
  /** The context of what somebody does at the moment that the story has come to. */
  as(who: Acting): Context;
  /** The context of what the system does. */
  readonly system: Context;
  /** Where somebody is: an address of the networks for documentation (RFC 5737, RFC 3849). */
  addressOf(id: string): string;
  /** Tells it, to the end. */
  tell(): Promise<void>;
}

interface Options {
  readonly random: Random;
  readonly tx: Queryable;
  readonly now: number;
  readonly services: Omit<Services, "clock">;
}

const NETWORKS = ["192.0.2", "198.51.100", "203.0.113"];

function addressOf(id: string): string {
  const [a, b] = [Number.parseInt(id.slice(-4, -2), 16), Number.parseInt(id.slice(-2), 16)];
  if (a % 5 === 0) return `2001:db8:${id.slice(-8, -4)}::${id.slice(-3)}`.replaceAll(/:0+(?=[0-9a-f])/g, ":");
  return `${NETWORKS[a % 3]}.${1 + (b % 254)}`;
}

export function createStory({ random, tx, now, services }: Options): Story {
  let moment = 0;
  const clock: Clock = { now: () => moment };
  const app: Services = { ...services, clock };
  // Whatever a service does joins the transaction of all of it.
  const db = { query: tx.query, transaction: <T>(work: (tx: Queryable) => Promise<T>) => work(tx) };
  const base = { app, db, tx };
  const events: { readonly moment: number; readonly work: () => Promise<unknown> }[] = [];
  return {
    random,
    tx,
    services: app,
    now,
    addressOf,
    at(when, work) {
      events.push({ moment: Math.min(Math.floor(when), now), work });
    },
    as(who) {
      const isWorkspace = "isWorkspace" in who;
      const actor: Principal = {
        kind: "user",
        id: who.id,
        sessionId: null,
        scopes: null,
        applicationId: null,
        deviceId: null,
        isSuperuser: !isWorkspace && who.isSuperuser,
        isInternal: isWorkspace,
        isServiceAccount: isWorkspace,
        multiFactor: true,
        restricted: false,
        authTime: moment,
      };
      return { ...base, actor, requestId: random.id(moment), address: addressOf(who.id) };
    },
    system: { ...base, actor: { kind: "system", name: "demo" }, requestId: "demo", address: null },
    async tell() {
      // Events may add later ones: the next is looked for each time.
      for (let next = earliest(events); next; next = earliest(events)) {
        moment = Math.max(moment, next.moment);
        await next.work();
      }
      moment = now;
    },
  };
}

function earliest<T extends { readonly moment: number }>(events: T[]): T | undefined {
  let best = 0;
  for (const [i, event] of events.entries()) if (event.moment < (events[best] as T).moment) best = i;
  return events.splice(best, 1)[0];
}
