import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../api/client.ts";
import { differing, together } from "./together.ts";

/** What a form holds: texts and switches. */
export type Fields = Readonly<Record<string, string | boolean>>;

/** What a form began with, and which version at the server that is. */
export interface Version<F extends Fields> {
  readonly fields: F;
  readonly etag: string;
}

/** Somebody else's change that came between. */
export interface Contest<F extends Fields> {
  /** What both changed, differently. */
  readonly contested: readonly (keyof F & string)[];
  readonly mine: F;
  readonly theirs: F;
}

interface How<F extends Fields> {
  /** What the server has now. */
  read(): Promise<Version<F>>;
  /** Writes what changed, if it is still of that version; an `ApiError` of 412 otherwise. */
  write(changed: Partial<F>, etag: string): Promise<Version<F>>;
  /** Called once it is written. */
  done?(): void;
  /** What was filled in before, on top of what was read. */
  readonly kept?: Partial<F> | undefined;
}

/** A form of one thing, saved for the version that was read. A change that came between loses nothing: it is shown, and nothing is written before it is saved again. */
export function useVersioned<F extends Fields>(loaded: Version<F>, { read, write, done, kept }: How<F>) {
  const [base, setBase] = useState(loaded);
  const [values, setValues] = useState<F>({ ...loaded.fields, ...kept });
  const [contest, setContest] = useState<Contest<F> | null>(null);
  const changed = differing(base.fields, values);
  const saving = useMutation({
    async mutationFn() {
      try {
        const saved = await write(Object.fromEntries(changed.map((name) => [name, values[name]])) as Partial<F>, base.etag);
        setBase(saved);
        setValues(saved.fields);
        setContest(null);
        done?.();
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error;
        const current = await read();
        const { merged, contested } = together(base.fields, values, current.fields);
        setContest({ contested, mine: values, theirs: current.fields });
        setValues(merged);
        setBase(current);
      }
    },
  });
  const set = <N extends keyof F & string>(name: N, value: F[N]) => {
    if (!saving.isPending) saving.reset();
    setValues((before) => ({ ...before, [name]: value }));
  };
  return { values, set, contest, saving, isChanged: changed.length > 0 };
}
