import type { components } from "../api/schema.d.ts";

export type Application = components["schemas"]["Application"];
export type ApplicationCreate = components["schemas"]["ApplicationCreate"];
export type ApplicationUpdate = components["schemas"]["ApplicationUpdate"];
export type ApplicationSecret = components["schemas"]["ApplicationSecret"];
export type ApplicationType = Application["type"];
export type AuthMethod = Application["auth_method"];
export type Scope = Application["scopes"][number];

/** In the order in which they are offered. */
export const TYPES = ["web", "single_page", "native", "machine"] as const satisfies readonly ApplicationType[];

/** How an application of a type can prove who it is: a program that others hold keeps no secret. */
export const METHODS: Readonly<Record<ApplicationType, readonly AuthMethod[]>> = {
  web: ["client_secret", "private_key_jwt"],
  single_page: ["none"],
  native: ["none"],
  machine: ["client_secret", "private_key_jwt"],
};

export const OPENID_SCOPES = ["openid", "profile", "email", "offline_access"] as const satisfies readonly Scope[];
export const API_SCOPES = [
  "users:read",
  "users:write",
  "sessions:read",
  "sessions:write",
  "credentials:read",
  "credentials:write",
  "applications:read",
  "applications:write",
  "connections:read",
  "connections:write",
  "organizations:read",
  "organizations:write",
  "system:read",
  "system:write",
  "audit:read",
] as const satisfies readonly Scope[];

/** A machine stands for nobody: what tells of a person is not for it. */
export const scopesOf = (type: ApplicationType): readonly Scope[] => (type === "machine" ? API_SCOPES : [...OPENID_SCOPES, ...API_SCOPES]);
