import { Anchor, Button, Stack, Text } from "@mantine/core";
import { IconKey, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useHeld } from "../parts/held.ts";
import { ICON } from "../parts/icon.ts";
import { Moment } from "../parts/moment.tsx";
import { PersonLink } from "../parts/person.tsx";
import { Identifier } from "../parts/secret.tsx";
import { Facts, Section } from "../parts/section.tsx";
import { useTexts } from "../texts/language.tsx";
import { NewKey } from "./new-key.tsx";
import { useWorkspace, type Workspace } from "./read.ts";
import { WorkspaceStatus } from "./standing.tsx";
import { DeactivateDialog, useDesiredState } from "./state.tsx";
import { workspaces } from "./texts.ts";

/** An address that was given by others: a link where it is one of the web. */
function ServerUrl({ url }: { readonly url: string }) {
  if (!/^https?:\/\//i.test(url)) return <bdi>{url}</bdi>;
  return (
    <Anchor href={url} target="_blank" rel="noreferrer" inherit>
      <bdi>{url}</bdi>
    </Anchor>
  );
}

function Server({ workspace, changes }: { readonly workspace: Workspace; readonly changes: boolean }) {
  const texts = useTexts(workspaces);
  const [isMakingKey, setMakingKey] = useState(false);
  const [isDeactivating, setDeactivating] = useState(false);
  const state = useDesiredState(workspace);
  const { status, zenml_service, desired_state, last_seen, state_reason } = workspace;
  const isOff = desired_state === "deactivated";
  const actions = changes && (
    <>
      <Button variant="default" leftSection={<IconKey {...ICON} />} onClick={() => setMakingKey(true)}>
        {texts.newKey}
      </Button>
      {isOff ? (
        <Button leftSection={<IconPlayerPlay {...ICON} />} loading={state.isPending} onClick={() => state.mutate("available")}>
          {texts.activate}
        </Button>
      ) : (
        <Button variant="default" leftSection={<IconPlayerPause {...ICON} />} onClick={() => setDeactivating(true)}>
          {texts.deactivate}
        </Button>
      )}
    </>
  );
  return (
    <Section title={texts.server} lead={texts.serverLead} actions={actions}>
      <Facts
        facts={[
          {
            label: texts.status,
            value: (
              <Stack gap={4} align="flex-start">
                <WorkspaceStatus workspace={workspace} />
                <Text size="xs" c="dimmed">
                  {state_reason ?? texts.statusWhy[status]}
                </Text>
              </Stack>
            ),
          },
          { label: texts.lastSeen, value: last_seen === null ? texts.notYet : <Moment at={last_seen} /> },
          { label: texts.serverUrl, value: zenml_service.status && <ServerUrl url={zenml_service.status.server_url} /> },
          { label: texts.version, value: zenml_service.status?.version },
          { label: texts.versionToRun, value: zenml_service.configuration?.version },
          { label: texts.desired, value: texts.desiredStates[isOff ? "deactivated" : "available"] },
        ]}
      />
      <NewKey workspaceId={workspace.id} opened={isMakingKey} close={() => setMakingKey(false)} />
      <DeactivateDialog workspace={workspace} opened={isDeactivating} close={() => setDeactivating(false)} />
    </Section>
  );
}

/** What a workspace is, and its server. */
export function WorkspaceOverviewPage() {
  const texts = useTexts(workspaces);
  const { organizationId, workspaceId, workspace } = useWorkspace();
  const { may } = useHeld(organizationId).at({ workspaceId });
  if (!workspace) return null;
  const { id, name, description, owner, is_managed, created, updated } = workspace;
  return (
    <Stack gap="lg">
      <Server workspace={workspace} changes={may("workspace:update")} />
      <Section title={texts.about}>
        <Facts
          facts={[
            { label: texts.name, value: <bdi>{name}</bdi> },
            { label: texts.description, value: description },
            {
              label: texts.owner,
              value: owner && <PersonLink person={owner} />,
            },
            { label: texts.kind, value: is_managed ? texts.managed : texts.selfHosted },
            { label: texts.created, value: <Moment at={created} /> },
            { label: texts.updated, value: <Moment at={updated} /> },
            {
              label: texts.machineId,
              value: <Identifier value={id} what={texts.machineId} />,
            },
          ]}
        />
      </Section>
    </Stack>
  );
}
