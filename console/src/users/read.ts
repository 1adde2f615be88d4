import { type Api, answerOf } from "../api/client.ts";
import type { User } from "../api/types.ts";

/** An account, and which version of it. */
export interface VersionedUser {
  readonly user: User;
  readonly etag: string;
}

/** Reads an account with its version. @throws ApiError */
export async function readUser(api: Api, id: string, signal?: AbortSignal): Promise<VersionedUser> {
  const { value, headers } = answerOf(await api.GET("/users/{user_id}", { params: { path: { user_id: id } }, ...(signal && { signal }) }));
  return { user: value, etag: headers.get("etag") ?? "" };
}
