import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { Role } from "../api/types.ts";
import { useWorld } from "../app/world.ts";
import { AccountSelect } from "../parts/account-select.tsx";
import { useAct } from "../parts/act.tsx";
import { Dialog, Form } from "../parts/dialog.tsx";
import { type Choice, SearchSelect } from "../parts/search-select.tsx";
import { TeamSelect } from "../teams/team-select.tsx";
import { useTexts } from "../texts/language.tsx";
import { giveRole, type HeldPlace, type Holder, holdingOf, takeRole } from "./holders.ts";
import { roles as catalogue } from "./texts.ts";

interface Props {
  readonly organizationId: string;
  readonly role: Role;
  close(): void;
}

interface PlaceProps {
  readonly organizationId: string;
  readonly level: "workspace" | "project";
  readonly workspace: string | null;
  readonly project: string | null;
  onChange(workspace: string | null, project: string | null): void;
}

/** Where a role of a workspace or a project is to be held. */
function PlaceFields({ organizationId, level, workspace, project, onChange }: PlaceProps) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const named = (rows: readonly { readonly id: string; readonly name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));
  const findWorkspaces = async (typed: string, signal: AbortSignal) => {
    const params = { path: { organization_id: organizationId }, query: { limit: 20, ...(typed !== "" && { name: typed }) } };
    return named(answerOf(await api.GET("/organizations/{organization_id}/workspaces", { params, signal })).value);
  };
  const findProjects = async (typed: string, signal: AbortSignal) => {
    const params = { path: { workspace_id: workspace ?? "" }, query: { limit: 20, ...(typed !== "" && { name: typed }) } };
    return named(answerOf(await api.GET("/workspaces/{workspace_id}/projects", { params, signal })).value);
  };
  return (
    <>
      <SearchSelect
        label={texts.workspaceLabel}
        description={texts.giveWhere[level]}
        required
        queryKey={["workspace-select", organizationId]}
        value={workspace}
        onChange={(id) => onChange(id, null)}
        load={findWorkspaces}
      />
      {level === "project" && workspace !== null && (
        <SearchSelect
          key={workspace}
          label={texts.projectLabel}
          required
          queryKey={["project-select", workspace]}
          value={project}
          onChange={(id) => onChange(workspace, id)}
          load={findProjects}
        />
      )}
    </>
  );
}

interface Gift {
  readonly holder: Holder;
  readonly place: HeldPlace;
}

/** Gives a role to a member or a team; of a workspace or a project, in one that is chosen. */
export function GiveRole({ organizationId, role, close }: Props) {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const [kind, setKind] = useState<"user" | "team">("user");
  const [chosen, setChosen] = useState<Choice | undefined>(undefined);
  const [workspace, setWorkspace] = useState<string | null>(null);
  const [project, setProject] = useState<string | null>(null);
  const giving = useAct<Gift>({
    run: ({ holder, place }) => giveRole(api, role.id, holder, place),
    renews: [["holders", role.id], ...holdingOf(organizationId)],
    done: ({ holder }) => texts.given(role.name, holder.name),
    undo: ({ holder, place }) => takeRole(api, role.id, holder, place),
    after: close,
  });
  const { level } = role;
  const isPlaced = level === "organization" || (level === "workspace" ? workspace !== null : project !== null);
  const submit = () => {
    if (!chosen) return;
    const place = { ...(level === "workspace" && workspace !== null && { workspace_id: workspace }), ...(project !== null && { project_id: project }) };
    giving.mutate({ holder: { kind, id: chosen.value, name: chosen.label }, place });
  };
  const pick = { value: chosen?.value ?? null, required: true, onChange: (_id: string | null, choice: Choice | undefined) => setChosen(choice) };
  return (
    <Dialog title={texts.giveTo(role.name)} opened close={close}>
      <Form submit={texts.give} pending={giving.isPending} error={giving.error} disabled={chosen === undefined || !isPlaced} onSubmit={submit} cancel={close}>
        <SegmentedControl
          fullWidth
          aria-label={texts.holder}
          value={kind}
          data={[
            { value: "user", label: texts.person },
            { value: "team", label: texts.team },
          ]}
          onChange={(value) => {
            setKind(value === "team" ? "team" : "user");
            setChosen(undefined);
          }}
        />
        {kind === "user" && <AccountSelect label={texts.holder} description={texts.giveHint} organizationId={organizationId} {...pick} />}
        {kind === "team" && <TeamSelect label={texts.team} organizationId={organizationId} {...pick} />}
        {(level === "workspace" || level === "project") && (
          <PlaceFields
            organizationId={organizationId}
            level={level}
            workspace={workspace}
            project={project}
            onChange={(nextWorkspace, nextProject) => {
              setWorkspace(nextWorkspace);
              setProject(nextProject);
            }}
          />
        )}
      </Form>
    </Dialog>
  );
}
