import { defineRoute, type Route } from "../../http/define-route.ts";
import { OrganizationPath, OrganizationStatistics, Statistics, StatisticsQuery } from "./schema.ts";
import { getOrganizationStatistics, getStatistics } from "./service.ts";

const tag = "Statistics";

/** What happened, and how it stands. */
export function statisticsRoutes(): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/statistics",
      id: "getStatistics",
      tag,
      summary: "Read the statistics of the installation",
      description:
        "Sign-ins by their ways, failures, people who were seen, growth, second factors and API keys to look at: by days of UTC, at most 400 of them, every day there. Read from what is kept added up: it takes as long whatever the size of the installation.",
      permission: "statistics:read",
      query: StatisticsQuery,
      answer: Statistics,
      handler: async (ctx, { query }) => ({ value: await getStatistics(ctx, query) }),
    }),
    defineRoute({
      method: "GET",
      path: "/organizations/{organization_id}/statistics",
      id: "getOrganizationStatistics",
      tag,
      summary: "Read the statistics of an organization",
      description: "Its people, who of them has a second factor and was seen lately, open invitations, and API keys to look at.",
      permission: "organizations:read",
      params: OrganizationPath,
      answer: OrganizationStatistics,
      errors: ["organization.not_found", "access.denied", "organization.mfa_required"],
      handler: async (ctx, { params }) => ({ value: await getOrganizationStatistics(ctx, params.organization_id) }),
    }),
  ];
}
