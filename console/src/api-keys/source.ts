import type { QueryKey } from "@tanstack/react-query";
import type { Versioned } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";

export type ApiKey = components["schemas"]["ApiKey"];
export type ApiKeyCreated = components["schemas"]["ApiKeyCreated"];
export type ApiKeyCreate = components["schemas"]["ApiKeyCreate"];
export type ApiKeyUpdate = components["schemas"]["ApiKeyUpdate"];

/** The keys of one account, as the pages and windows of keys need them: wherever they stand in the API. Everything of it throws `ApiError`. */
export interface KeySource {
  /** Names the list in the cache; what is done to a key has it read anew. */
  readonly queryKey: QueryKey;
  /** A page of them. */
  list(
    query: { readonly limit: number; readonly cursor?: string },
    signal: AbortSignal,
  ): Promise<{ readonly value: readonly ApiKey[]; readonly headers: Headers }>;
  /** One of them, and which version of it. */
  read(id: string): Promise<Versioned<ApiKey>>;
  create(body: ApiKeyCreate): Promise<ApiKeyCreated>;
  /** @param retainMinutes how long the value before works beside the new one */
  rotate(id: string, retainMinutes: number): Promise<ApiKeyCreated>;
  /** @param etag the version that is meant; without it, whatever there is */
  update(id: string, body: ApiKeyUpdate, etag?: string): Promise<Versioned<ApiKey>>;
  remove(id: string): Promise<unknown>;
}
