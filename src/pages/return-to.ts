/**
 * Where a browser goes after signing in: a path of this server, or the start. Anything that a browser could take
 * for another site - a scheme, `//`, a backslash, a control character - is no path of ours.
 *
 * @param given what the request asked for
 * @param origin this server's own
 */
export function safeReturnTo(given: string | undefined, origin: string): string {
  const home = "/";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop or fold these, which would make another address of it
  if (given === undefined || given.length > 4096 || !given.startsWith("/") || /^\/[/\\]|[\\\u0000-\u0020\u007f]/.test(given)) return home;
  if (!URL.canParse(given, origin)) return home;
  const url = new URL(given, origin);
  // `/.//elsewhere` is a path of ours that becomes `//elsewhere` when its dots are taken out.
  return url.origin === origin && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}` : home;
}
