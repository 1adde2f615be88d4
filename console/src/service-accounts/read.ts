import { type Api, answerOf, type Versioned, versionedOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import type { KeySource } from "../api-keys/source.ts";

/** A service account; `password` is always null in it. */
export type ServiceAccount = Omit<components["schemas"]["ServiceAccount"], "password">;

/** Where a service account is. */
export interface AccountPath {
  readonly organization_id: string;
  readonly service_account_id: string;
}

const ACCOUNT = "/organizations/{organization_id}/service_accounts/{service_account_id}" as const;
const KEYS = `${ACCOUNT}/api_keys` as const;
const KEY = `${KEYS}/{key_id}` as const;

/** What names a service account in the cache. */
export const accountKey = (id: string) => ["service-account", id] as const;

/** Reads a service account with its version. @throws ApiError */
export async function readServiceAccount(api: Api, path: AccountPath, signal?: AbortSignal): Promise<Versioned<ServiceAccount>> {
  return versionedOf(await api.GET(ACCOUNT, { params: { path }, ...(signal && { signal }) }));
}

/** Changes a service account. @param etag the version that is meant; without it, whatever there is @throws ApiError */
export async function writeServiceAccount(
  api: Api,
  path: AccountPath,
  body: components["schemas"]["ServiceAccountUpdate"],
  etag?: string,
): Promise<Versioned<ServiceAccount>> {
  return versionedOf(await api.PATCH(ACCOUNT, { params: { path, header: etag === undefined ? {} : { "If-Match": etag } }, body }));
}

/** Deletes a service account. @throws ApiError */
export async function deleteServiceAccount(api: Api, path: AccountPath): Promise<void> {
  answerOf(await api.DELETE(ACCOUNT, { params: { path } }));
}

/** The keys of a service account. */
export function keysOf(api: Api, path: AccountPath): KeySource {
  const at = (key_id: string) => ({ path: { ...path, key_id } });
  return {
    queryKey: ["keys", path.service_account_id],
    list: async (query, signal) => answerOf(await api.GET(KEYS, { params: { path, query }, signal })),
    read: async (id) => versionedOf(await api.GET(KEY, { params: at(id) })),
    create: async (body) => answerOf(await api.POST(KEYS, { params: { path }, body })).value,
    rotate: async (id, retain_period_minutes) => answerOf(await api.PUT(`${KEY}/rotate`, { params: at(id), body: { retain_period_minutes } })).value,
    update: async (id, body, etag) =>
      versionedOf(await api.PATCH(KEY, { params: { ...at(id), header: etag === undefined ? {} : { "If-Match": etag } }, body })),
    remove: async (id) => answerOf(await api.DELETE(KEY, { params: at(id) })),
  };
}
