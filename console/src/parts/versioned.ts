import { useMutation } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { ApiError, type Versioned } from "../api/client.ts";
import { differing, together } from "./together.ts";

/** Somebody else's change that came between. */
export interface Contest<F> {
  /** What both changed, differently. */
  readonly contested: readonly (keyof F & string)[];
  readonly mine: F;
  readonly theirs: F;
}

interface Options<T, F> {
  /** What the form began with; another version of it, which something beside the form wrote, is taken in. */
  readonly loaded: Versioned<T>;
  /** What the form holds of it. */
  formOf(value: T): F;
  /** What the server has now. */
  read(): Promise<Versioned<T>>;
  /** Writes what changed, if it is still of that version; an `ApiError` of 412 otherwise. */
  write(changed: Partial<F>, etag: string): Promise<Versioned<T>>;
  /** Tells others that there is another version, written here or come upon. */
  keep?(version: Versioned<T>): unknown;
  /** Called once it is written. */
  done?(): void;
  /** What was filled in before, on top of what was read. */
  readonly kept?: Partial<F> | undefined;
}

/**
 * A form of one thing, saved for the version that was read. A change that came between loses nothing: what only they changed is taken in,
 * what both changed is shown, and nothing is written before it is saved again. What is filled in while it is being saved stays.
 */
export function useVersioned<T, F extends object>({ loaded, formOf, read, write, keep, done, kept }: Options<T, F>) {
  const [base, setBase] = useState(loaded);
  const [seen, setSeen] = useState(loaded.etag);
  const [values, setValues] = useState<F>(() => ({ ...formOf(loaded.value), ...kept }));
  const [contest, setContest] = useState<Contest<F> | null>(null);
  const began = formOf(base.value);
  const changed = differing(began, values);
  const latest = useRef(values);
  useLayoutEffect(() => {
    latest.current = values;
  });
  /** Goes on from another version, with what was filled in here. @param from what that was filled in on top of */
  const rebase = (version: Versioned<T>, from: F, mine: F): Contest<F> => {
    const theirs = formOf(version.value);
    const { merged, contested } = together(from, mine, theirs);
    setValues(merged);
    setBase(version);
    return { contested, mine, theirs };
  };
  if (seen !== loaded.etag) {
    setSeen(loaded.etag);
    if (loaded.etag !== base.etag) {
      const come = rebase(loaded, began, values);
      if (come.contested.length > 0) setContest(come);
    }
  }
  const saving = useMutation({
    async mutationFn() {
      try {
        const saved = await write(Object.fromEntries(changed.map((name) => [name, values[name]])) as Partial<F>, base.etag);
        rebase(saved, values, latest.current);
        setContest(null);
        await keep?.(saved);
        done?.();
        return "saved" as const;
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error;
        const current = await read();
        setContest(rebase(current, began, latest.current));
        await keep?.(current);
        return "contested" as const;
      }
    },
  });
  const set = <N extends keyof F & string>(name: N, value: F[N]) => {
    if (!saving.isPending) saving.reset();
    setValues((before) => ({ ...before, [name]: value }));
  };
  const isChanged = changed.length > 0;
  return { values, set, contest, saving, isChanged, isSaved: !isChanged && saving.data === "saved" };
}
