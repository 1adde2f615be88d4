/** Breaks the glass: the reserved admin gets a new password, whether the server runs or not. */
import { systemContext } from "../app.ts";
import { resetReservedAdmin } from "../modules/users/reserved-admin.ts";
import { openApp } from "./open-app.ts";

/** @param flags settings */
export async function run(flags: readonly string[]): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const { config, db, app } = await openApp("admin reset-password", flags, opened);
  // The first start may never have come so far: then this makes the admin.
  const { generatedPassword } = await app.prepare();
  const context = systemContext(app.services, db, "admin reset-password");
  const { username, password } =
    generatedPassword === null ? await resetReservedAdmin(context) : { username: config.adminUsername, password: generatedPassword };
  process.stdout.write(
    `The admin ${username} has a new password: ${password}\nIts sessions have ended. The next start keeps it, unless ROSTER_ADMIN_PASSWORD is set.\n`,
  );
}
