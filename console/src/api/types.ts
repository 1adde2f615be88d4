import type { components } from "./schema.d.ts";

/** An account; `password` is always null in it. */
export type User = Omit<components["schemas"]["User"], "password">;
export type UserUpdate = components["schemas"]["UserUpdate"];
export type Session = components["schemas"]["Session"];
/** An organization; `trial_expiry` is always null in it. */
export type Organization = Omit<components["schemas"]["Organization"], "trial_expiry" | "owner"> & { readonly owner: User | null };
export type Credentials = components["schemas"]["Credentials"];
export type NewTotp = components["schemas"]["NewTotp"];
export type Passkey = components["schemas"]["Passkey"];
export type NewPasskey = components["schemas"]["NewPasskey"];
