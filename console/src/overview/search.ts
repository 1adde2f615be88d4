/** How many days the pictures show. */
export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];

/** The state of the page: what stands in its address. */
export interface OverviewSearch {
  readonly days?: Span;
}

/** Reads the state out of an address; what does not fit is left out. */
export function readOverviewSearch({ days }: Readonly<Record<string, unknown>>): OverviewSearch {
  const span = SPANS.find((one) => one === Number(days));
  return span === undefined ? {} : { days: span };
}
