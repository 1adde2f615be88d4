import { Group } from "@mantine/core";
import { Mark } from "../parts/mark.tsx";
import { useTexts } from "../texts/language.tsx";
import type { Workspace } from "./read.ts";
import { workspaces } from "./texts.ts";

const TONES = { not_initialized: "warn", pending: "warn", available: "good", failed: "bad", deactivated: "bad", deleted: "quiet" } as const;

/** What a workspace is now. */
export function WorkspaceStatus({ workspace: { status } }: { readonly workspace: Workspace }) {
  const texts = useTexts(workspaces);
  return <Mark tone={TONES[status]}>{texts.statuses[status]}</Mark>;
}

/** Its status, and who runs it. */
export function WorkspaceStanding({ workspace }: { readonly workspace: Workspace }) {
  const texts = useTexts(workspaces);
  return (
    <Group gap={4} wrap="nowrap">
      <WorkspaceStatus workspace={workspace} />
      {workspace.is_managed && <Mark>{texts.managed}</Mark>}
    </Group>
  );
}
