/** Two changes of one thing at once, without losing either. */

/** Whether two values of a field are the same. */
export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which two forms differ. */
export function differing<F extends object>(one: F, other: F): (keyof F & string)[] {
  return (Object.keys(one) as (keyof F & string)[]).filter((field) => !same(one[field], other[field]));
}

/**
 * Brings two changes of the same form together.
 *
 * @param base what both began with
 * @param mine what was filled in here
 * @param theirs what stands at the server by now
 * @returns mine with what only they changed, and the fields that both changed, differently
 */
export function together<F extends object>(base: F, mine: F, theirs: F): { readonly merged: F; readonly contested: readonly (keyof F & string)[] } {
  const changedHere = differing(base, mine);
  const contested = differing(base, theirs).filter((field) => changedHere.includes(field) && !same(mine[field], theirs[field]));
  const kept = Object.fromEntries(changedHere.map((field) => [field, mine[field]]));
  return { merged: { ...theirs, ...kept }, contested };
}
