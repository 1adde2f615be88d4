import Type, { type Static } from "typebox";
import { Moment, Nullable } from "../kernel/wire.ts";
import { JOB_NAMES } from "./names.ts";

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** A background job of this process. */
export const JobState = Type.Object(
  {
    name: Type.Enum([...JOB_NAMES], { description: "Its name." }),
    description: Type.String({ description: "What it does." }),
    every_seconds: count("How often it is done at least: seconds. Some are done sooner, when there is something to do."),
    state: Type.Enum(["not_yet", "running", "done", "failed"], { description: "How it went the last time." }),
    last_started: Nullable(Moment("When it began the last time; null: not since this process started.")),
    last_milliseconds: Nullable(count("How long it took the last time.")),
    last_done: Nullable(count("How many it removed, sent or made the last time; null where it failed.")),
    last_failed: Nullable(Moment("When it last failed; null: not since this process started.")),
    problem: Nullable(Type.String({ description: "What went wrong then." })),
    next_run: Nullable(Moment("When it is done next at the latest; null: this process does it never.")),
    queue: Nullable(
      Type.Object(
        {
          waiting: count("How much waits, counted up to 1000."),
          given_up: count("What is not tried any more, counted up to 1000."),
          oldest: Nullable(Moment("Since when the oldest waits, where that is known.")),
        },
        { description: "Of the whole installation: what waits for the job. Null where there is no queue." },
      ),
    ),
  },
  { $id: "Job", description: "A background job of the process that answers." },
);
export type JobState = Static<typeof JobState>;
