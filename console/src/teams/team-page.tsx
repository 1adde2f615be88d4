import { Button } from "@mantine/core";
import { IconEdit, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { PageLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { useOrganization } from "../organizations/read.ts";
import { useRights } from "../organizations/rights.ts";
import { Failure } from "../parts/failure.tsx";
import { ICON } from "../parts/icon.ts";
import { Loading } from "../parts/page.tsx";
import { SubPage } from "../parts/sub-page.tsx";
import { useTexts } from "../texts/language.tsx";
import { DeleteTeam } from "./delete-dialog.tsx";
import { EditTeam } from "./form.tsx";
import { TeamMembers } from "./members.tsx";
import { readTeam } from "./read.ts";
import { TeamRoles } from "./roles.tsx";
import { teams as catalogue } from "./texts.ts";

/** One team: who is in it, and what it may do. */
export function TeamPage() {
  const texts = useTexts(catalogue);
  const { api } = useWorld();
  const { organizationId } = useOrganization();
  const { teamId } = useParams({ from: "/organizations/$organizationId/teams/$teamId" });
  const { may } = useRights();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["team", teamId], queryFn: ({ signal }) => readTeam(api, teamId, signal) });
  if (error && !data) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loading />;
  const { value: team } = data;
  const close = () => setAsked(null);
  const toList = () => navigate({ to: "/organizations/$organizationId/teams", params: { organizationId }, replace: true });
  return (
    <SubPage
      back={
        <PageLink to="/organizations/$organizationId/teams" params={{ organizationId }} size="sm">
          {texts.title}
        </PageLink>
      }
      title={team.name}
      lead={team.description}
      actions={
        <>
          {may("team:update") && (
            <Button variant="default" leftSection={<IconEdit {...ICON} />} onClick={() => setAsked("edit")}>
              {texts.edit}
            </Button>
          )}
          {may("team:delete") && (
            <Button variant="default" leftSection={<IconTrash {...ICON} />} onClick={() => setAsked("delete")}>
              {texts.delete}
            </Button>
          )}
        </>
      }
    >
      <TeamMembers organizationId={organizationId} team={team} />
      {may("role:read") && <TeamRoles organizationId={organizationId} team={team} />}
      {asked === "edit" && <EditTeam organizationId={organizationId} teamId={teamId} close={close} />}
      {asked === "delete" && <DeleteTeam organizationId={organizationId} team={team} close={close} gone={toList} />}
    </SubPage>
  );
}
