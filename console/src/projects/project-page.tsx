import { Button } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { Members } from "../grants/members.tsx";
import { Failure } from "../parts/failure.tsx";
import { useHeld } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { Moment } from "../parts/moment.tsx";
import { Loading, Page } from "../parts/page.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { useCrumbs } from "../workspaces/crumbs.tsx";
import { useWorkspaceOf } from "../workspaces/read.ts";
import { DeleteProject } from "./delete-dialog.tsx";
import { EditProject } from "./edit-dialog.tsx";
import { type Project, projectKey, readProject } from "./read.ts";
import { projects } from "./texts.ts";

const FROM = "/organizations/$organizationId/workspaces/$workspaceId/projects/$projectId";

function About({ project: { name, description, created, updated } }: { readonly project: Project }) {
  const texts = useTexts(projects);
  return (
    <Section title={texts.about}>
      <Facts
        facts={[
          { label: texts.name, value: <bdi>{name}</bdi> },
          { label: texts.description, value: description },
          { label: texts.created, value: <Moment at={created} /> },
          { label: texts.updated, value: <Moment at={updated} /> },
        ]}
      />
    </Section>
  );
}

/** Buttons for what can be done to a project, and their windows. */
function Actions({ project, organizationId }: { readonly project: Project; readonly organizationId: string }) {
  const texts = useTexts(projects);
  const { may } = useHeld(organizationId).at({ workspaceId: project.workspace_id, projectId: project.id });
  const navigate = useNavigate();
  const [window, show] = useState<"edit" | "delete" | null>(null);
  const params = { organizationId, workspaceId: project.workspace_id };
  return (
    <>
      {may("project:update") && (
        <Button variant="default" leftSection={<IconPencil {...ICON} />} onClick={() => show("edit")}>
          {texts.edit}
        </Button>
      )}
      {may("project:delete") && (
        <Button variant="default" leftSection={<IconTrash {...ICON} />} onClick={() => show("delete")}>
          {texts.remove}
        </Button>
      )}
      <EditProject project={project} opened={window === "edit"} close={() => show(null)} />
      <DeleteProject
        project={project}
        opened={window === "delete"}
        close={() => show(null)}
        deleted={() => navigate({ to: "/organizations/$organizationId/workspaces/$workspaceId/projects", params })}
      />
    </>
  );
}

/** One project: what it is, and who is in it. */
export function ProjectPage() {
  const texts = useTexts(projects);
  const { organizationId, workspaceId, projectId } = useParams({ from: FROM });
  const { cursor } = useSearch({ from: FROM });
  const { api } = useWorld();
  const { workspace } = useWorkspaceOf(workspaceId);
  const { data, isPending, error, refetch } = useQuery({ queryKey: projectKey(projectId), queryFn: ({ signal }) => readProject(api, projectId, signal) });
  const crumbs = useCrumbs(organizationId, workspace?.organization.name);
  const above = workspace && (
    <PageLink key="workspace" to="/organizations/$organizationId/workspaces/$workspaceId/projects" params={{ organizationId, workspaceId }} size="sm">
      <bdi>{workspace.display_name}</bdi>
    </PageLink>
  );
  const project = data?.value;
  return (
    <Page
      title={project?.display_name ?? texts.project}
      crumbs={above ? [...crumbs, above] : crumbs}
      actions={project && <Actions project={project} organizationId={organizationId} />}
    >
      {isPending && <Loading />}
      {error && <Failure error={error} retry={refetch} />}
      {project && (
        <>
          <About project={project} />
          <Members
            place={{ organizationId, level: "project", workspaceId, projectId }}
            queryKey={["members", "project", projectId]}
            load={async (query, signal) => {
              const params = { path: { workspace_id: workspaceId, project_id: projectId }, query };
              return answerOf(await api.GET("/workspaces/{workspace_id}/projects/{project_id}/members", { params, signal }));
            }}
            cursor={cursor}
            lead={texts.membersLead}
          />
        </>
      )}
    </Page>
  );
}
