import { Group, List, Paper, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconShieldQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import { useWorld } from "../app/world.ts";
import { usePermissionSentence } from "../described/described.tsx";
import { useTexts } from "../texts/language.tsx";
import { Empty } from "./empty.tsx";
import { explaining } from "./explain-texts.ts";
import { Failure } from "./failure.tsx";
import { Mark } from "./mark.tsx";
import { Loading } from "./page.tsx";
import { SearchSelect } from "./search-select.tsx";

type Explanation = components["schemas"]["Explanation"];
type Permission = components["schemas"]["Permission"];

/** What is asked of an account: a permission, and where or of what. */
export interface Asked {
  /** `type:action`. */
  readonly permission?: string;
  /** Id of a project of the workspace. */
  readonly project?: string;
  /** Id of one resource. */
  readonly resource?: string;
}

const LEVELS = ["organization", "workspace", "project"] as const;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The resource in the words of the API. */
function resourceText({ resource: type, level }: Permission, { project, resource }: Asked): string {
  const isProject = type === "project";
  const id = resource ?? (isProject ? project : undefined);
  const within = level === "project" && !isProject && project !== undefined ? `${project}:` : "";
  return `${within}${type}${id === undefined ? "" : `/${id}`}`;
}

function usePermissions() {
  const { api } = useWorld();
  return useQuery({
    queryKey: ["permissions"],
    queryFn: async ({ signal }) => answerOf(await api.GET("/permissions", { signal })).value,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function Reason({ reason: { kind, role, team, held_in } }: { readonly reason: Explanation["because"][number] }) {
  const texts = useTexts(explaining);
  const level = held_in?.level ?? "organization";
  if (kind === "superuser") return texts.superuser;
  if (kind === "share") return texts.share(team?.name);
  return kind === "role" && role ? texts.role(role.name, level, team?.name) : texts.standing[level];
}

function Answer({ explanation: { allowed, because, missing, permission } }: { readonly explanation: Explanation }) {
  const texts = useTexts(explaining);
  return (
    <Paper withBorder p="md" role="status" className="section">
      <Stack gap="sm">
        <Group gap="sm">
          <Mark tone={allowed ? "good" : "bad"}>{allowed ? texts.allowed : texts.denied}</Mark>
          <Text span className="mono" size="sm">
            {permission}
          </Text>
        </Group>
        {allowed && (
          <>
            <Text size="sm" c="dimmed">
              {texts.because}
            </Text>
            <List size="sm" spacing={4}>
              {because.map((reason) => (
                <List.Item key={reason.sentence}>
                  <Reason reason={reason} />
                </List.Item>
              ))}
            </List>
          </>
        )}
        {missing && (
          <>
            <Text size="sm">{texts.missing[missing.kind]}</Text>
            <Text size="sm" c="dimmed">
              {missing.roles.length > 0 ? texts.wouldHelp : texts.noRole}
            </Text>
            <Group gap={6}>
              {missing.roles.map(({ id, name }) => (
                <Mark key={id}>
                  <bdi>{name}</bdi>
                </Mark>
              ))}
            </Group>
          </>
        )}
      </Stack>
    </Paper>
  );
}

interface Props {
  /** Whose permission is asked for. */
  readonly userId: string;
  readonly organizationId: string;
  /** Where; without it, in the whole organization. */
  readonly workspaceId?: string;
  readonly asked: Asked;
  onAsk(asked: Asked): void;
}

function ProjectChoice({ workspaceId, asked, onAsk }: Pick<Props, "asked" | "onAsk"> & { readonly workspaceId: string }) {
  const texts = useTexts(explaining);
  const { api } = useWorld();
  const load = async (name: string, signal: AbortSignal) => {
    const query = { limit: 50, ...(name !== "" && { name }) };
    const { value } = answerOf(await api.GET("/workspaces/{workspace_id}/projects", { params: { path: { workspace_id: workspaceId }, query }, signal }));
    return value.map(({ id, name: label, display_name }) => ({ value: id, label: display_name, hint: label }));
  };
  return (
    <SearchSelect
      label={texts.project}
      placeholder={texts.anyProject}
      clearable
      queryKey={["project-choice", workspaceId]}
      load={load}
      value={asked.project ?? null}
      onChange={(project) => {
        const { project: _before, ...others } = asked;
        onAsk(project === null ? others : { ...others, project });
      }}
    />
  );
}

/** One resource, by its id: taken as soon as it is one. */
function ResourceChoice({ asked, onAsk }: Pick<Props, "asked" | "onAsk">) {
  const texts = useTexts(explaining);
  const [typed, setTyped] = useState(asked.resource ?? "");
  return (
    <TextInput
      label={texts.resource}
      description={texts.resourceHint}
      value={typed}
      autoComplete="off"
      classNames={{ input: "mono" }}
      error={typed !== "" && !UUID.test(typed) ? texts.noId : undefined}
      onChange={(event) => {
        const id = event.currentTarget.value.trim();
        setTyped(id);
        const { resource: _before, ...others } = asked;
        if (UUID.test(id)) onAsk({ ...others, resource: id });
        else if (asked.resource !== undefined) onAsk(others);
      }}
    />
  );
}

/** Whether an account may do something in an organization or a workspace of it, and why. What is asked is the caller's to keep: in an address, best. */
export function Explain({ userId, organizationId, workspaceId, asked, onAsk }: Props) {
  const texts = useTexts(explaining);
  const { api } = useWorld();
  const permissions = usePermissions();
  const sentenceOf = usePermissionSentence();
  const chosen = permissions.data?.find(({ name }) => name === asked.permission);
  const question = chosen && {
    user_id: userId,
    action: chosen.action,
    resource: resourceText(chosen, asked),
    ...(workspaceId === undefined ? { organization_id: organizationId } : { workspace_id: workspaceId }),
  };
  const answer = useQuery({
    queryKey: ["explain", question],
    queryFn: async ({ signal }) => (question ? answerOf(await api.GET("/rbac/explain", { params: { query: question }, signal })).value : null),
    enabled: question !== undefined,
    // What is held may have changed since.
    staleTime: 0,
  });
  const all = permissions.data ?? [];
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={texts.permission}
          description={chosen ? sentenceOf(chosen) : texts.permissionHint}
          searchable
          value={asked.permission ?? null}
          data={LEVELS.map((level) => ({ group: texts.levels[level], items: all.filter((one) => one.level === level).map(({ name }) => name) }))}
          onChange={(permission) => onAsk(permission === null ? {} : { permission, ...(asked.project !== undefined && { project: asked.project }) })}
        />
        {workspaceId !== undefined && chosen?.level === "project" && <ProjectChoice workspaceId={workspaceId} asked={asked} onAsk={onAsk} />}
        {chosen && <ResourceChoice key={chosen.name} asked={asked} onAsk={onAsk} />}
      </SimpleGrid>
      {permissions.error && <Failure error={permissions.error} retry={permissions.refetch} />}
      {asked.permission === undefined && <Empty icon={IconShieldQuestion} title={texts.choose} />}
      {asked.permission !== undefined && (permissions.isPending || (answer.isFetching && !answer.data)) && <Loading lines={2} />}
      {answer.error && <Failure error={answer.error} retry={answer.refetch} />}
      {answer.data && <Answer explanation={answer.data} />}
    </Stack>
  );
}
