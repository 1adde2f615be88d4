import { beginSignIn } from "./auth/sign-in.ts";

/** Sessions belong to the public address: under another one the way back from signing in would not be ours. */
function isElsewhere(): boolean {
  const stated = document.querySelector<HTMLMetaElement>('meta[name="roster-public-url"]')?.content ?? "";
  if (!URL.canParse(stated) || new URL(stated).origin === location.origin) return false;
  location.replace(new URL(`${location.pathname}${location.search}${location.hash}`, stated));
  return true;
}

// Signing in is on its way while the rest is still being loaded.
if (!isElsewhere()) {
  const { promise: refused, resolve } = Promise.withResolvers<unknown>();
  const session = beginSignIn(resolve);
  const { start } = await import("./app/start.tsx");
  start(session, refused);
}
