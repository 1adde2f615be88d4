import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, answerOf } from "../api/client.ts";
import { differing, together } from "./together.ts";

/** A thing of the API, and which version of it. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

/** What an answer holds, with its version. @throws ApiError */
export function versionedOf<T>(answer: Parameters<typeof answerOf<T>>[0]): Versioned<T> {
  const { value, headers } = answerOf<T>(answer);
  return { value, etag: headers.get("etag") ?? "" };
}

/** What somebody else changed meanwhile, and what of it was changed here too. */
export interface Meanwhile<F> {
  readonly theirs: F;
  readonly contested: readonly (keyof F)[];
}

interface Options<T, F> {
  readonly loaded: Versioned<T>;
  formOf(value: T): F;
  /** Reads it anew, when somebody else changed it meanwhile. */
  read(): Promise<Versioned<T>>;
  /** Sends the fields that changed, for the version that was read. */
  write(etag: string, changed: Partial<F>): Promise<Versioned<T>>;
  /** Tells others that there is another version. */
  keep(version: Versioned<T>): unknown;
}

/**
 * A thing that is edited in a form. Saving sends what changed for the version that was read; when somebody else was first, nothing is
 * lost: what only they changed is taken in, what both changed is told, and it is saved again by hand.
 */
export function useEditing<T, F extends object>({ loaded, formOf, read, write, keep }: Options<T, F>) {
  const [base, setBase] = useState(loaded);
  const [seen, setSeen] = useState(loaded);
  const [form, setForm] = useState(() => formOf(loaded.value));
  const [meanwhile, setMeanwhile] = useState<Meanwhile<F> | null>(null);
  /** Goes on from another version, with what was filled in here. */
  const rebase = (version: Versioned<T>) => {
    const merged = together(formOf(base.value), form, formOf(version.value));
    setForm(merged.merged);
    setBase(version);
    return merged.contested;
  };
  // Something beside this form wrote it, on this page: another version, and no conflict.
  if (seen !== loaded) {
    setSeen(loaded);
    if (loaded.etag !== base.etag) rebase(loaded);
  }
  const saving = useMutation({
    async mutationFn() {
      const began = formOf(base.value);
      const changed = Object.fromEntries(differing(began, form).map((field) => [field, form[field]])) as Partial<F>;
      try {
        const saved = await write(base.etag, changed);
        setForm(formOf(saved.value));
        setBase(saved);
        setMeanwhile(null);
        await keep(saved);
        return "saved" as const;
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error;
        const current = await read();
        setMeanwhile({ theirs: formOf(current.value), contested: rebase(current) });
        await keep(current);
        return "meanwhile" as const;
      }
    },
  });
  return {
    form,
    meanwhile,
    saving,
    changed: differing(formOf(base.value), form).length > 0,
    set(patch: Partial<F>) {
      if (!saving.isPending) saving.reset();
      setForm((before) => ({ ...before, ...patch }));
    },
  };
}
