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
export type OrganizationStatistics = components["schemas"]["OrganizationStatistics"];
/** What the API answers with an account in it. */
type With<T, Field extends keyof T> = Omit<T, Field> & { readonly [F in Field]: User | null };
/** A member of an organization, with the roles that it holds itself in the whole of it. */
export type Member = With<components["schemas"]["OrganizationMember"], "user">;
export type Invitation = With<components["schemas"]["Invitation"], "invited_by">;
export type Team = components["schemas"]["Team"];
export type Role = components["schemas"]["Role"];
export type RoleAssignment = With<components["schemas"]["RoleAssignment"], "user">;
export type Permission = components["schemas"]["Permission"];
