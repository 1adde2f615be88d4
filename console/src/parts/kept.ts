import { useEffect } from "react";

/**
 * What is filled in, over the way to the sign-in page and back. It is in the browser's tab from leaving to coming back; a password
 * or a code must never be given here.
 */

const KEPT = "roster.console.kept";

function taken(): Map<string, unknown> {
  const text = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  return new Map(text === null ? [] : Object.entries(JSON.parse(text) as Record<string, unknown>));
}

const before = taken();
const now = new Map<string, unknown>();

/** What a form held when its page was left to sign in again; `undefined`: nothing. @param name of the form */
export const keptOf = <T>(name: string): T | undefined => before.get(name) as T | undefined;

/** Keeps what a form holds, should its page be left to sign in again. @param values `undefined`: nothing is filled in */
export function useKeep(name: string, values: unknown): void {
  useEffect(() => {
    now.set(name, values);
    return () => {
      now.delete(name);
      before.delete(name);
    };
  }, [name, values]);
}

/** Puts what the forms of this page hold where it is found after signing in. */
export function keepAll(): void {
  sessionStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(now)));
}
