import { useEffect } from "react";
import { inTab } from "../auth/stored.ts";

/**
 * What is filled in, over the way to the sign-in page and back. It is in the browser's tab from leaving to coming back; a password
 * or a code must never be given here.
 */

const KEPT = "roster.console.kept";

interface Kept {
  /** Whose it is: somebody else may sign in meanwhile. */
  readonly of: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What another version of the console kept is not read. */
function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "of" in value && "values" in value && typeof value.values === "object" && value.values !== null;
}

function taken(): { readonly of: string | undefined; readonly values: Map<string, unknown> } {
  const text = inTab.read(KEPT);
  inTab.write(KEPT, null);
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (isKept(kept)) return { of: kept.of, values: new Map(Object.entries(kept.values)) };
  } catch {
    // As if nothing was kept.
  }
  return { of: undefined, values: new Map() };
}

const before = taken();
const now = new Map<string, unknown>();

/** What a form held when its page was left to sign in again; `undefined`: nothing. @param name of the form @param subject who is signed in */
export const keptOf = <T>(name: string, subject: string | undefined): T | undefined =>
  before.of === subject ? (before.values.get(name) as T | undefined) : undefined;

/** Keeps what a form holds, should its page be left to sign in again. @param values `undefined`: nothing is filled in */
export function useKeep(name: string, values: unknown): void {
  useEffect(() => {
    now.set(name, values);
    return () => {
      now.delete(name);
      before.values.delete(name);
    };
  }, [name, values]);
}

/** Puts what the forms of this page hold where it is found after signing in. @param of who is signed in */
export function keepAll(of: string | undefined): void {
  inTab.write(KEPT, JSON.stringify({ of, values: Object.fromEntries(now) } satisfies Kept));
}
