import { defineRoute, type Route } from "../../http/define-route.ts";
import { Setup } from "./schema.ts";
import { readSetup } from "./setup-service.ts";

/** What a new installation needs. */
export function setupRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/setup",
      id: "getSetup",
      tag: "System",
      summary: "Get how far a new installation has come",
      description: "The steps that the console leads through, each with whether it is done. Read from what there is: nothing has to be ticked off.",
      permission: "setup:read",
      answer: Setup,
      handler: async (ctx) => ({ value: await readSetup(ctx) }),
    }),
  ];
}
