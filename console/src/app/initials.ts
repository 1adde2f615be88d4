const firstOf = (word = "") => [...word.slice(0, 2)][0] ?? "";

/** The first letters of the first and of the last word. */
export function initialsOf(text: string): string {
  const words = text.split(/[\s._@-]+/u).filter(Boolean);
  return `${firstOf(words[0])}${words.length > 1 ? firstOf(words.at(-1)) : ""}`.toUpperCase();
}
