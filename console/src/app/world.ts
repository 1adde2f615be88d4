import { useRouter } from "@tanstack/react-router";
import type { World } from "./router.tsx";

/** The API and the sign-in. */
export function useWorld(): World {
  return useRouter().options.context;
}
