import { Button, Stack, Text } from "@mantine/core";
import { IconFolders, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { Empty } from "../parts/empty.tsx";
import { useHeld } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { PAGE_SIZE, useListPage } from "../parts/list.ts";
import { ListView } from "../parts/list-view.tsx";
import { Moment } from "../parts/moment.tsx";
import { RowMenu } from "../parts/row-menu.tsx";
import { Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { useWorkspace } from "../workspaces/read.ts";
import { CreateProject } from "./create-dialog.tsx";
import { DeleteProject } from "./delete-dialog.tsx";
import { EditProject } from "./edit-dialog.tsx";
import type { Project } from "./read.ts";
import { projects } from "./texts.ts";

type Window = { readonly kind: "create" } | { readonly kind: "edit" | "delete"; readonly project: Project };

function useColumns(organizationId: string): readonly Column<Project>[] {
  const texts = useTexts(projects);
  return [
    {
      id: "name",
      title: texts.name,
      names: true,
      cell: ({ id, workspace_id, name, display_name }) => (
        <Stack gap={0}>
          <PageLink
            to="/organizations/$organizationId/workspaces/$workspaceId/projects/$projectId"
            params={{ organizationId, workspaceId: workspace_id, projectId: id }}
            inherit
            c="inherit"
            fw={550}
          >
            <bdi>{display_name}</bdi>
          </PageLink>
          {display_name !== name && (
            <Text size="xs" c="dimmed">
              <bdi>{name}</bdi>
            </Text>
          )}
        </Stack>
      ),
    },
    { id: "description", title: texts.description, cell: ({ description }) => description && <bdi>{description}</bdi> },
    { id: "created", title: texts.created, cell: ({ created }) => <Moment at={created} /> },
  ];
}

/** The projects of a workspace that one sees. */
export function ProjectListPage() {
  const texts = useTexts(projects);
  const { api } = useWorld();
  const { organizationId, workspaceId } = useWorkspace();
  const held = useHeld(organizationId);
  const { cursor } = useSearch({ from: "/organizations/$organizationId/workspaces/$workspaceId/projects" });
  const columns = useColumns(organizationId);
  const [window, show] = useState<Window | null>(null);
  const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  const list = useListPage(["projects", workspaceId, query], async (signal) =>
    answerOf(await api.GET("/workspaces/{workspace_id}/projects", { params: { path: { workspace_id: workspaceId }, query }, signal })),
  );
  const creates = held.at({ workspaceId }).may("project:create");
  const create = creates && (
    <Button leftSection={<IconPlus {...ICON} />} onClick={() => show({ kind: "create" })}>
      {texts.create}
    </Button>
  );
  const itemsOf = (project: Project) => {
    const { may } = held.at({ workspaceId, projectId: project.id });
    return [
      ...(may("project:update") ? [{ label: texts.edit, icon: IconPencil, run: () => show({ kind: "edit", project }) }] : []),
      ...(may("project:delete") ? [{ label: texts.remove, icon: IconTrash, danger: true, run: () => show({ kind: "delete", project }) }] : []),
    ];
  };
  const rowActions = (project: Project) => <RowMenu label={texts.menu(project.display_name)} items={itemsOf(project)} />;
  const close = () => show(null);
  return (
    <Section title={texts.title} lead={texts.lead} flush actions={create}>
      <ListView list={list} cursor={cursor} bare empty={<Empty icon={IconFolders} title={texts.none} why={creates ? texts.noneWhy : texts.noneYours} />}>
        {(rows, stale) => (
          <DataTable
            label={texts.title}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            stale={stale}
            {...(rows.some((project) => itemsOf(project).length > 0) && { rowActions })}
          />
        )}
      </ListView>
      <CreateProject workspaceId={workspaceId} opened={window?.kind === "create"} close={close} />
      {window?.kind === "edit" && <EditProject project={window.project} opened close={close} />}
      {window?.kind === "delete" && <DeleteProject project={window.project} opened close={close} />}
    </Section>
  );
}
