import type { Clock } from "../kernel/clock.ts";
import { JOB_NAMES, JOBS, type JobName } from "./names.ts";
import type { JobState } from "./schema.ts";

/** How much of what went wrong is kept. */
const PROBLEM_LENGTH = 300;

interface Entry {
  /** How many times it is under way. */
  running: number;
  started: number | null;
  ended: number | null;
  took: number | null;
  done: number | null;
  failed: { readonly at: number; readonly problem: string } | null;
}

/** What the jobs of this process did. */
export interface JobBook {
  /** From now on the jobs are done by themselves. */
  begin(): void;
  /** Does a job and writes it down. @param work says how many it did @throws what `work` throws */
  run(name: JobName, work: () => Promise<number>): Promise<number>;
  /** Where each job stands. */
  states(): Omit<JobState, "queue">[];
}

const moment = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** What went wrong, in a line. */
function problemOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return (said.split("\n")[0] ?? "").slice(0, PROBLEM_LENGTH).toWellFormed() || "It failed without a word.";
}

/** Keeps book of the jobs of a process, in its memory. */
export function createJobBook(clock: Clock): JobBook {
  const entries = new Map(JOB_NAMES.map((name): [JobName, Entry] => [name, { running: 0, started: null, ended: null, took: null, done: null, failed: null }]));
  let begun: number | null = null;

  function nextOf(name: JobName, { started }: Entry): string | null {
    if (begun === null) return null;
    return moment(Math.max(started ?? begun, begun) + JOBS[name].every * 1000);
  }

  return {
    begin() {
      begun ??= clock.now();
    },
    async run(name, work) {
      const entry = entries.get(name) as Entry;
      const [started, before] = [clock.now(), performance.now()];
      entry.started = started;
      entry.running += 1;
      try {
        const done = await work();
        entry.done = done;
        return done;
      } catch (error) {
        entry.done = null;
        entry.failed = { at: clock.now(), problem: problemOf(error) };
        throw error;
      } finally {
        entry.running -= 1;
        entry.ended = clock.now();
        entry.took = performance.now() - before;
      }
    },
    states: () =>
      JOB_NAMES.map((name) => {
        const entry = entries.get(name) as Entry;
        const { running, started, ended, took, done, failed } = entry;
        const isFailed = ended !== null && done === null;
        return {
          name,
          description: JOBS[name].doc,
          every_seconds: JOBS[name].every,
          state: running > 0 ? "running" : ended === null ? "not_yet" : isFailed ? "failed" : "done",
          last_started: moment(started),
          last_milliseconds: took === null ? null : Math.round(took),
          last_done: done,
          last_failed: moment(failed?.at ?? null),
          problem: failed?.problem ?? null,
          next_run: nextOf(name, entry),
        };
      }),
  };
}
