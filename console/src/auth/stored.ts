/** What a browser keeps. It may forbid that, or have no room: then nothing is kept, and all else works. */
const place = (open: () => Storage) => ({
  read(key: string): string | null {
    try {
      return open().getItem(key);
    } catch {
      return null;
    }
  },
  /** @param value `null`: forgets it */
  write(key: string, value: string | null): void {
    try {
      if (value === null) open().removeItem(key);
      else open().setItem(key, value);
    } catch {
      // As said.
    }
  },
});

/** For good, in every tab. */
export const forGood = place(() => localStorage);
/** In this tab, until it is closed. */
export const inTab = place(() => sessionStorage);
