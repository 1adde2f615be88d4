/** How a table is ordered by one of its columns, in the words of `aria-sort`. @param sort the API's, with a minus when falling */
export const orderOf = (column: string, sort: string | undefined) => (sort === column ? "ascending" : sort === `-${column}` ? "descending" : "none");

/** The order that a header gives next: rising, falling, then the API's own. */
export function nextSort(column: string, sort: string | undefined): string | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}
