import type { Catalogue, Level } from "../../kernel/access.ts";
import { invalidInput } from "../../kernel/errors.ts";

/**
 * The permissions of a custom role: known, and of its level or a narrower one.
 *
 * @throws RosterError 422 with an item for each that is not
 */
export function checkPermissions(catalogue: Catalogue, permissions: readonly string[] | undefined, level: Level): void {
  const issues = (permissions ?? []).flatMap((permission, i) => {
    const fits = catalogue.fitsLevel(permission, level);
    if (fits) return [];
    const msg = fits === undefined ? "There is no such permission: see GET /permissions" : `A role of the level ${level} cannot hold it`;
    return [{ type: "value_error", loc: ["body", "permissions", i], msg, input: permission }];
  });
  if (issues.length > 0) throw invalidInput(issues);
}
