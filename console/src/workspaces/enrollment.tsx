import { Code, Group, Stack, Text } from "@mantine/core";
import { Copy, SecretDialog } from "../parts/secret.tsx";
import { useTexts } from "../texts/language.tsx";
import { workspaces } from "./texts.ts";

/** What a workspace's server signs in with. */
export interface Enrollment {
  readonly workspaceId: string;
  readonly key: string;
}

/** Lines for a shell: signs in as the server of a workspace, and reports that it is there. */
function commandsOf({ workspaceId, key }: Enrollment): string {
  return [
    `export ROSTER_URL=${location.origin}`,
    `export WORKSPACE_ID=${workspaceId}`,
    `export ENROLLMENT_KEY=${key}`,
    "",
    `SERVER=$(curl -sS $ROSTER_URL/auth/login -d client_id=$WORKSPACE_ID -d client_secret=$ENROLLMENT_KEY \\`,
    `  | sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/')`,
    `curl -sS -X PATCH $ROSTER_URL/workspace_status -H "Authorization: Bearer $SERVER" \\`,
    `  -H "zenml-server-version: 0.90.0" -H "zenml-server-url: https://analytics.example.com"`,
  ].join("\n");
}

interface Props {
  readonly title: string;
  readonly enrollment: Enrollment | null;
  close(): void;
}

/** Shows the id and the key that a workspace's server signs in with, once, and how. */
export function EnrollmentDialog({ title, enrollment, close }: Props) {
  const texts = useTexts(workspaces);
  const secrets = enrollment
    ? [
        { label: texts.machineId, value: enrollment.workspaceId },
        { label: texts.enrollmentKey, value: enrollment.key },
      ]
    : [];
  const commands = enrollment && commandsOf(enrollment);
  return (
    <SecretDialog title={title} lead={texts.enrollmentLead} secrets={secrets} close={close}>
      {commands && (
        <Stack gap={4}>
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" fw={550}>
              {texts.commands}
            </Text>
            <Copy value={commands} what={texts.commands} />
          </Group>
          <Text size="sm" c="dimmed">
            {texts.commandsWhy}
          </Text>
          <Code block tabIndex={0} role="region" aria-label={texts.commands}>
            {commands}
          </Code>
        </Stack>
      )}
    </SecretDialog>
  );
}
