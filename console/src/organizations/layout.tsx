import { Outlet } from "@tanstack/react-router";
import { PageLink } from "../app/links.tsx";
import { Failure } from "../parts/failure.tsx";
import { Mark } from "../parts/mark.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { TabLink, Tabs } from "../parts/tabs.tsx";
import { useTexts } from "../texts/language.tsx";
import { WorkspaceTabs } from "../workspaces/tabs.tsx";
import { useOrganization } from "./read.ts";
import { useRights } from "./rights.ts";
import { organizations } from "./texts.ts";

/** What is around the pages of one organization. */
export function OrganizationLayout() {
  const texts = useTexts(organizations);
  const { organizationId, query, organization } = useOrganization();
  const { may } = useRights();
  const params = { organizationId };
  return (
    <Page
      title={organization?.name ?? texts.title}
      crumbs={[
        <PageLink key="organizations" to="/organizations" size="sm">
          {texts.title}
        </PageLink>,
      ]}
      marks={organization?.require_mfa && <Mark tone="good">{texts.requiresMfa}</Mark>}
      tabs={
        organization && (
          <Tabs label={texts.tabs}>
            <TabLink to="/organizations/$organizationId" params={params} activeOptions={{ exact: true }}>
              {texts.overview}
            </TabLink>
            <TabLink to="/organizations/$organizationId/members" params={params}>
              {texts.members}
            </TabLink>
            {may("invitation:read") && (
              <TabLink to="/organizations/$organizationId/invitations" params={params}>
                {texts.invitations}
              </TabLink>
            )}
            <TabLink to="/organizations/$organizationId/teams" params={params}>
              {texts.teams}
            </TabLink>
            <TabLink to="/organizations/$organizationId/roles" params={params}>
              {texts.roles}
            </TabLink>
            <WorkspaceTabs organizationId={organizationId} />
            {(may("organization:update") || may("organization:delete")) && (
              <TabLink to="/organizations/$organizationId/settings" params={params}>
                {texts.settings}
              </TabLink>
            )}
          </Tabs>
        )
      }
    >
      {query.isPending && <Loading />}
      {query.error && <Failure error={query.error} retry={query.refetch} />}
      {organization && <Outlet />}
    </Page>
  );
}
