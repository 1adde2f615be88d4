import "./organizations.css";
import { Group, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck, IconServer, IconUserPlus, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType, ReactNode } from "react";
import { answerOf } from "../api/client.ts";
import type { OrganizationStatistics } from "../api/types.ts";
import { ButtonLink } from "../app/links.tsx";
import { useWorld } from "../app/world.ts";
import { Section } from "../parts/section.tsx";
import { common } from "../texts/common.ts";
import { useTexts } from "../texts/language.tsx";
import { useRights } from "./rights.ts";
import { organizations } from "./texts.ts";

interface StepProps {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly title: string;
  readonly why: string;
  readonly isDone: boolean;
  readonly action: ReactNode;
}

function Step({ icon: Icon, title, why, isDone, action }: StepProps) {
  const { bulkDone } = useTexts(common);
  return (
    <Group component="li" wrap="nowrap" gap="md" align="center" justify="space-between" className="first-step">
      <Group wrap="nowrap" gap="md" miw={0}>
        <ThemeIcon size={36} radius="xl" variant="default" c={isDone ? "var(--mantine-color-anchor)" : "dimmed"} aria-hidden="true">
          {isDone ? <IconCheck size={20} stroke={2} /> : <Icon size={20} stroke={1.6} />}
        </ThemeIcon>
        <Stack gap={0} miw={0}>
          <Text size="sm" fw={600}>
            {title}
            {isDone && <span className="heard"> ({bulkDone})</span>}
          </Text>
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        </Stack>
      </Group>
      {!isDone && action}
    </Group>
  );
}

/** Whether an organization has any team and any workspace: two lists of one. */
function useBeginnings(organizationId: string, enabled: boolean) {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["first-steps", organizationId],
    async queryFn({ signal }) {
      const params = { path: { organization_id: organizationId }, query: { limit: 1 } };
      const [teams, workspaces] = await Promise.all([
        api.GET("/organizations/{organization_id}/teams", { params, signal }),
        api.GET("/organizations/{organization_id}/workspaces", { params, signal }),
      ]);
      return { team: answerOf(teams).value.length > 0, workspace: answerOf(workspaces).value.length > 0 };
    },
    enabled,
  }).data;
}

interface Props {
  readonly organizationId: string;
  readonly statistics: OrganizationStatistics;
}

/** What to do first, where hardly anything was done yet; for whoever may do it. */
export function FirstSteps({ organizationId, statistics: { people, pending_invitations } }: Props) {
  const texts = useTexts(organizations);
  const { may } = useRights();
  const hasPeople = (people?.count ?? 2) > 1 || (pending_invitations?.count ?? 0) > 0;
  const mayStart = may("invitation:create") && may("team:create") && may("workspace:create");
  const isYoung = mayStart && (people?.count ?? 0) <= 3;
  const begun = useBeginnings(organizationId, isYoung);
  if (!isYoung || !begun || (hasPeople && begun.team && begun.workspace)) return null;
  const params = { organizationId };
  return (
    <Section title={texts.start} lead={texts.startWhy}>
      <ol className="plain-list">
        <Step
          icon={IconUserPlus}
          title={texts.startInvite}
          why={texts.startInviteWhy}
          isDone={hasPeople}
          action={
            <ButtonLink to="/organizations/$organizationId/invitations" params={params} search={{ invite: true }} variant="default" flex="none">
              {texts.invite}
            </ButtonLink>
          }
        />
        <Step
          icon={IconUsersGroup}
          title={texts.startTeam}
          why={texts.startTeamWhy}
          isDone={begun.team}
          action={
            <ButtonLink to="/organizations/$organizationId/teams" params={params} search={{}} variant="default" flex="none">
              {texts.teams}
            </ButtonLink>
          }
        />
        <Step
          icon={IconServer}
          title={texts.startWorkspace}
          why={texts.startWorkspaceWhy}
          isDone={begun.workspace}
          action={
            <ButtonLink to="/organizations/$organizationId/workspaces" params={params} search={{}} variant="default" flex="none">
              {texts.workspaces}
            </ButtonLink>
          }
        />
      </ol>
    </Section>
  );
}
