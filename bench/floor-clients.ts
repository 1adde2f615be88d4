/** The clients that the engine has where it is the floor. */
export const MACHINE = { client_id: "machine", client_secret: "a-secret-that-is-as-long-as-one-of-ours-is" } as const;
export const WEB = { client_id: "web", client_secret: "another-that-is-as-long-as-one-of-ours-is-" } as const;
