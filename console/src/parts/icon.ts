/** How icons stand beside words: they say nothing themselves. */
export const ICON = { size: 16, stroke: 1.7, "aria-hidden": true } as const;
