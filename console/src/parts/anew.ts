import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { ApiError } from "../api/client.ts";

/** Writes for the version that was read; where it is another by now it is read anew, so that what is asked again is asked for what stands there. @throws ApiError */
export async function orReadAnew<T>(queries: QueryClient, queryKey: QueryKey, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ApiError && error.status === 412) await queries.invalidateQueries({ queryKey });
    throw error;
  }
}
