/** The pages of the installation, for superusers. */
export const installationRoutes = [] as const;
