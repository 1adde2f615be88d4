import { beginSignIn } from "./auth/sign-in.ts";
import { forGood } from "./auth/stored.ts";

/** Sessions belong to the public address: under another one the way back from signing in would not be ours. */
function isElsewhere(): boolean {
  const stated = document.querySelector<HTMLMetaElement>('meta[name="roster-public-url"]')?.content ?? "";
  if (!URL.canParse(stated) || new URL(stated).origin === location.origin) return false;
  location.replace(new URL(`${location.pathname}${location.search}${location.hash}`, stated));
  return true;
}

// The colours that were chosen, where the components keep them: the empty frame is shown in them already.
const scheme = forGood.read("mantine-color-scheme-value");
if (scheme === "light" || scheme === "dark") document.documentElement.setAttribute("data-mantine-color-scheme", scheme);

const isGoodbye = location.pathname === "/console/goodbye";
if (isGoodbye) await (await import("./app/start.tsx")).sayGoodbye();

// Signing in is on its way while the rest is still being loaded.
if (!isGoodbye && !isElsewhere()) {
  const { promise: refused, resolve } = Promise.withResolvers<unknown>();
  const session = beginSignIn(resolve);
  const { start } = await import("./app/start.tsx");
  start(session, refused);
}
