/** What the operator reads on the terminal (standard error): slow steps, and how to begin. */
import type { Progress } from "./db/start-error.ts";

const say = (text: string) => process.stderr.write(text);

/** Says that a step has begun and, when it is done, how long it took. */
export const progress: Progress = (step) => {
  const began = performance.now();
  say(`${step}…\n`);
  return () => say(`${step}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
};

export interface BannerFacts {
  /** Where clients reach the server. */
  readonly publicUrl: string;
  /** Where this machine reaches it. */
  readonly localUrl: string;
  readonly adminUsername: string;
  /** Told only here. */
  readonly generatedPassword: string | null;
  /** Where the data went when that is not where the documentation says. */
  readonly movedTo: string | null;
  /** Who signs in to look around in made-up data, and their password; `null` where there is none. */
  readonly demo: { readonly password: string; readonly usernames: Readonly<Record<"superuser" | "admin" | "member", string>> } | null;
}

/** One line that works as pasted, without a tool that reads JSON: signs in and lists the users. */
export function signInLine(url: string, username: string, password: string): string {
  const token = `curl -sS ${url}/auth/login -d username=${username} -d password=${password} | sed -E 's/.*"access_token" *: *"([^"]+)".*/\\1/'`;
  return `curl -sS -H "Authorization: Bearer $(${token})" ${url}/users`;
}

function demoLines({ usernames, password }: NonNullable<BannerFacts["demo"]>): string[] {
  return [
    "",
    "  Demo data: everybody in it is made up, and signs in with the same password. Keep nothing of your own here.",
    `  password  ${password}`,
    `            ${usernames.superuser} (superuser), ${usernames.admin} (administers an organization), ${usernames.member} (member of it)`,
  ];
}

/** Says where the server is and how to sign in. */
export function showBanner({ publicUrl, localUrl, adminUsername, generatedPassword, movedTo, demo }: BannerFacts): void {
  const seconds = (performance.now() / 1000).toFixed(1);
  const lines = [
    "",
    `Roster is ready (${seconds} s).`,
    "",
    `  address   ${publicUrl}`,
    `  console   ${publicUrl}/console`,
    `  docs      ${publicUrl}/docs`,
    `  admin     ${adminUsername}`,
  ];
  if (generatedPassword !== null) lines.push(`  password  ${generatedPassword}   (shown this once)`);
  lines.push("            another password: npm run roster -- admin reset-password, or ROSTER_ADMIN_PASSWORD at a start");
  if (movedTo !== null) lines.push(`  data      ${movedTo}   (PostgreSQL's account may not enter this checkout)`);
  if (demo !== null) lines.push(...demoLines(demo));
  lines.push(
    "",
    "  Try it:",
    `  ${generatedPassword === null ? `curl -sS ${localUrl}/health` : signInLine(localUrl, adminUsername, generatedPassword)}`,
    "",
    "",
  );
  say(lines.join("\n"));
}
