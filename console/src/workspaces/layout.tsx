import { Outlet } from "@tanstack/react-router";
import { Failure } from "../parts/failure.tsx";
import { useHeld } from "../parts/held.ts";
import { Loading, Page } from "../parts/page.tsx";
import { TabLink, Tabs } from "../parts/tabs.tsx";
import { projects } from "../projects/texts.ts";
import { useTexts } from "../texts/language.tsx";
import { useCrumbs } from "./crumbs.tsx";
import { useWorkspace } from "./read.ts";
import { WorkspaceStanding } from "./standing.tsx";
import { workspaces } from "./texts.ts";

/** What is around the pages of one workspace. */
export function WorkspaceLayout() {
  const texts = useTexts(workspaces);
  const { title: projectsTitle } = useTexts(projects);
  const { organizationId, workspaceId, query, workspace } = useWorkspace();
  const { may } = useHeld(organizationId).at({ workspaceId });
  const crumbs = useCrumbs(organizationId, workspace?.organization.name);
  const params = { organizationId, workspaceId };
  return (
    <Page
      title={workspace?.display_name ?? texts.title}
      crumbs={crumbs}
      marks={workspace && <WorkspaceStanding workspace={workspace} />}
      tabs={
        workspace && (
          <Tabs label={texts.tabs}>
            <TabLink to="/organizations/$organizationId/workspaces/$workspaceId" params={params} activeOptions={{ exact: true }}>
              {texts.overview}
            </TabLink>
            <TabLink to="/organizations/$organizationId/workspaces/$workspaceId/projects" params={params}>
              {projectsTitle}
            </TabLink>
            <TabLink to="/organizations/$organizationId/workspaces/$workspaceId/members" params={params}>
              {texts.members}
            </TabLink>
            <TabLink to="/organizations/$organizationId/workspaces/$workspaceId/check" params={params}>
              {texts.check}
            </TabLink>
            {may("workspace:update") && (
              <TabLink to="/organizations/$organizationId/workspaces/$workspaceId/settings" params={params}>
                {texts.settings}
              </TabLink>
            )}
          </Tabs>
        )
      }
    >
      {query.isPending && <Loading />}
      {query.error && <Failure error={query.error} retry={query.refetch} />}
      {workspace && <Outlet />}
    </Page>
  );
}
