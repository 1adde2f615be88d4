/** The pages of one's own account. */
export const accountRoutes = [] as const;
